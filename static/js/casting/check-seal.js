// Checks on any device that a tested ballot holds what its voter chose: seals the same choices with the same random
// numbers again and compares. Nothing of it is sent.
import { Sentence, fetched, seal, sentenceOf, words } from "./page.js";
import { electionText, inWorker } from "./sealer.js";
import { unpackedTest } from "./tested.js";

const form = document.querySelector("form[data-check-seal]");
const field = form.elements.text;
const labels = JSON.parse(document.getElementById("seal-labels").textContent);
const result = document.querySelector("[data-result]");
const find = (name) => result.querySelector(`[data-${name}]`);
const items = (texts) => texts.map((text) => Object.assign(document.createElement("li"), { textContent: text, dir: "auto" }));

form.addEventListener("submit", (event) => {
  event.preventDefault();
  check();
});
if (location.hash.length > 1) {
  field.value = location.hash.slice(1);
  history.replaceState(null, "", location.pathname); // it should not stay in the list of visited pages
  check();
}

async function check() {
  const [{ toWords }, list] = await Promise.all([import("../crypto/v1/words.js"), fetch(seal.words).then((answer) => answer.json())]);
  let shown = "bad";
  try {
    const { seed, vote, ballot, signed } = await read();
    const election = await electionText();
    const { form: packed, projects } = await frozen(election);
    const { same, tracker } = await inWorker({ task: "audit", electionText: election, ballotText: ballot, signed, seed, form: packed, vote });
    shown = same ? "same" : "different";
    find("words").replaceChildren(...items(toWords(tracker, list)));
    find("choices").replaceChildren(...items(said(vote, packed.kind, projects)));
    find("nothing").hidden = find("choices").childElementCount > 0;
  } catch (error) {
    find("why").textContent = sentenceOf(error);
  }
  for (const name of ["same", "different", "bad"]) find(name).hidden = name !== shown;
  find("held").hidden = shown === "bad";
  result.hidden = false;
  result.focus();
}

async function read() {
  try {
    return await unpackedTest(field.value);
  } catch {
    throw new Error(words.notest);
  }
}

// The frozen rules, by the hash that the election names and so every ballot: what stands at which place of a ballot is
// read there. This page is not believed, since one that exchanges two projects could do so on both devices.
async function frozen(election) {
  const [{ readRoundFile }, { groupNamed }] = await Promise.all([import("../crypto/v1/round-file.js"), import("../crypto/v1/groups.js")]);
  const { group, description } = JSON.parse(election);
  const file = readRoundFile(await (await fetched(seal.addresses.rules)).text(), groupNamed(group));
  if (file.description !== description) throw new Sentence(words.notrules);
  return file;
}

// What a vote says, in words.
function said(vote, kind, projects) {
  const nameOf = (place) => projects[place].name;
  if (kind === "approval") return vote.map(nameOf);
  if (kind === "ranking") return vote.map((place, rank) => `${labels[rank + 1]}: ${nameOf(place)}`);
  return vote.flatMap((points, place) => (points ? [`${nameOf(place)}: ${labels[points] ?? points}`] : []));
}
