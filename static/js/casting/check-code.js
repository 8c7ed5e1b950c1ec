// Tells whether a voting code is one of this vote, before a ballot is filled in. The code stays on this device: what is
// sent is its public key, which stands in the public list of the vote anyway.
import { typedCode } from "./code.js";
import { Sentence, fetched, seal, words } from "./page.js";

const form = document.querySelector("form[data-check-code]");
const known = document.querySelector("[data-known]");
const wrong = document.querySelector("[data-wrong]");
const why = wrong.querySelector("[data-why]");
const unknown = why.textContent;

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  document.getElementById("errors")?.remove();
  known.hidden = wrong.hidden = true;
  let problem = unknown;
  try {
    if (await isKnown(await publicKey())) problem = "";
  } catch (error) {
    problem = error instanceof Sentence ? error.message : words.nocheck;
  }
  why.textContent = problem;
  const shown = problem ? wrong : known;
  shown.hidden = false;
  shown.focus();
});

async function publicKey() {
  const code = await typedCode(form.elements.code.value);
  const [{ groupNamed }, { secretKey }] = await Promise.all([
    import("../crypto/v1/groups.js"),
    import("../crypto/v1/credentials.js"),
  ]);
  const group = groupNamed(seal.group);
  return group.power(group.generator, secretKey(group, seal.round, code));
}

async function isKnown(credential) {
  const answer = await fetched(seal.addresses.known, {
    method: "POST",
    credentials: "omit",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ credential }),
  });
  const told = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Sentence(told.sentence ?? words.noline);
  return told.known;
}
