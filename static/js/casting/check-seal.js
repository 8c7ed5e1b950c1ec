// Checks on any device that a tested ballot holds what its voter chose: seals the same choices with the same random
// numbers again and compares. Nothing of it is sent.
import { seal, sentenceOf, words } from "./page.js";
import { electionText, inWorker } from "./sealer.js";
import { unpackedTest } from "./tested.js";

const form = document.querySelector("form[data-check-seal]");
const field = form.elements.text;
const names = JSON.parse(document.getElementById("project-names").textContent);
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
    const { seed, vote, ballot } = await read();
    const { same, tracker } = await inWorker({ task: "audit", electionText: await electionText(), ballotText: ballot, seed, form: seal.form, vote });
    shown = same ? "same" : "different";
    find("words").replaceChildren(...items(toWords(tracker, list)));
    find("choices").replaceChildren(...items(said(vote)));
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

// What a vote says, in words.
function said(vote) {
  if (seal.form.kind === "approval") return vote.map((place) => names[place]);
  if (seal.form.kind === "ranking") return vote.map((place, rank) => `${labels[rank + 1]}: ${names[place]}`);
  return vote.flatMap((points, place) => (points ? [`${names[place]}: ${labels[points] ?? points}`] : []));
}
