// The check page. The ballot is sealed while its voter reads, before this device can know whether it will be cast or
// opened for a test; "Cast my ballot" then sends it. Without this file the same form works where the platform may seal.
import { accountCode, typedCode } from "./code.js";
import { choiceOf, keepSealed, mark } from "./kept.js";
import { Sentence, seal, sentenceOf, words } from "./page.js";
import { sealBallot } from "./sealer.js";
import { watch } from "./waiting.js";

const form = document.querySelector("form[data-seal]");
const choice = seal.local ? choiceOf(seal.round) : null;
if (form && seal.local && !choice) location.replace(seal.addresses.ballot);
else if (form) start();

async function start() {
  if (choice) (await import("./show-choice.js")).showChoice(choice.fields);
  const fields = choice?.fields ?? [...new FormData(form)].filter(([name]) => name === "choice" || name.startsWith("give-"));
  const typed = form.elements.code;
  const progress = document.querySelector("[data-progress]");
  const problem = document.querySelector("[data-problem]");
  const signIn = document.querySelector("[data-sign-in]");
  const plain = document.querySelector("[data-plain]");
  const button = document.querySelector("[data-cast]");
  let sealing = null;
  let casting = false;

  // One seal at a time; after a test, a refusal or another code a new one is made.
  function sealed() {
    sealing ??= sealBallot(fields, typed ? () => typedCode(typed.value) : accountCode, tell);
    sealing.catch(() => (sealing = null));
    return sealing;
  }

  function tell(sentence, part) {
    if (sentence) progress.querySelector("[data-words]").textContent = sentence;
    progress.querySelector("progress").value = part;
  }

  function busy(now) {
    casting = now;
    progress.hidden = !now;
    button.setAttribute("aria-disabled", now);
    if (now) problem.hidden = true;
  }

  // Only where this browser cannot seal does it help that the platform does; signing in helps whose session ended.
  function refuse(sentence, error = new Sentence()) {
    busy(false);
    plain?.toggleAttribute("hidden", error instanceof Sentence);
    signIn.hidden = error.cause !== "sign-in";
    sealing = null;
    problem.querySelector("[data-why]").textContent = sentence;
    problem.hidden = false;
    problem.focus();
  }

  async function cast() {
    busy(true);
    try {
      const { text, digest } = await sealed();
      tell(words.sending, 0.9);
      const { receive, forget, receipt } = seal.addresses;
      const { cast: done, waiting, later, unkept, receipt: see, otherwords, status } = words;
      const kept = {
        mark: mark(), round: seal.round, closes: seal.closes, height: seal.height, text, digest,
        draft: form.dataset.tag, choice: choice?.id,
        addresses: { receive, forget, receipt },
        words: { cast: done, waiting, later, unkept, receipt: see, otherwords, status },
      };
      kept.unkept = !keepSealed(kept);
      watch(kept);
    } catch (error) {
      refuse(sentenceOf(error), error);
    }
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!casting) cast();
  });
  document.addEventListener("ballot:waiting", ({ detail }) => detail.round === seal.round && tell(words.waiting, 0.9));
  document.addEventListener("ballot:settled", ({ detail }) => {
    if (detail.round !== seal.round) return;
    if (detail.receipt) location.replace(seal.addresses.receipt);
    else refuse(detail.refused ?? words.otherwords);
  });
  // No button of the form's: the Enter key would press it.
  plain?.querySelector("button").addEventListener("click", () => form.reportValidity() && form.submit());
  typed?.addEventListener("input", () => (sealing = null));
  if (!typed) sealed().catch(() => {}); // said when somebody casts
  const test = document.querySelector("[data-test]");
  if (test) (await import("./test-seal.js")).offerTest(test, sealed, () => (sealing = null));
  document.body.dataset.ready = "yes";
}
