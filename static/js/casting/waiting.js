// Sealed ballots that wait on this device are sent again until the server has answered, from whichever page is open.
// The bar says how it stands. Pages hear of the end through the event "ballot:settled".
import { choiceOf, dropChoice, dropSealed, keepReceipt, keepSealed, mark, sealedOf } from "./kept.js";
import { forgetChoice, send } from "./send.js";

const PAUSES = [3, 5, 10]; // seconds; the last one goes on
const watched = new Map();

// Goes on with a ballot until it is settled. `unkept` ones live only as long as the page.
export function watch(sealed) {
  const before = watched.get(sealed.round);
  watched.set(sealed.round, sealed);
  if (before) before.wake?.();
  else run(sealed.round);
}

async function run(round) {
  for (let turn = 0; watched.has(round); turn += 1) {
    const sealed = watched.get(round);
    const outcome = sealed.receipt ? { receipt: sealed.receipt } : await send(sealed);
    if (watched.get(round) !== sealed) continue; // sealed anew meanwhile
    if (outcome.receipt && (await tidy(sealed, outcome.receipt))) return end(sealed, outcome);
    if (outcome.refused || outcome.strange) {
      dropSealed(sealed);
      return end(sealed, outcome);
    }
    if (!outcome.receipt) tell(sealed, outcome.after);
    if (!sealed.tried) keep(Object.assign(sealed, { tried: true }));
    await pause(sealed, outcome.after || PAUSES[Math.min(turn, PAUSES.length - 1)]);
    if (watched.get(round) === sealed && settledElsewhere(sealed)) return watched.delete(round);
  }
}

function keep(sealed) {
  if (!sealed.unkept) keepSealed(sealed);
}

// After the server's answer: the receipt is kept for this tab, the sealed ballot and what it was made from go.
async function tidy(sealed, receipt) {
  sealed.receipt = receipt;
  keepReceipt(sealed.round, receipt);
  keep(sealed);
  if (sealed.choice && choiceOf(sealed.round)?.id === sealed.choice) dropChoice(sealed.round);
  if (sealed.draft && !(await forgetChoice(sealed))) return false;
  dropSealed(sealed);
  return true;
}

// Another window on this device may have settled it, or somebody else may have signed in.
const settledElsewhere = (sealed) => mark() !== sealed.mark || (!sealed.unkept && sealedOf(sealed.round)?.digest !== sealed.digest);

function end(sealed, outcome) {
  watched.delete(sealed.round);
  const { words, addresses } = sealed;
  if (outcome.receipt) say(sealed, words.cast, { href: addresses.receipt, text: words.receipt });
  else say(sealed, outcome.refused ?? words.otherwords);
  document.dispatchEvent(new CustomEvent("ballot:settled", { detail: { round: sealed.round, ...outcome } }));
}

function pause(sealed, seconds) {
  return new Promise((resolve) => {
    const go = () => {
      clearTimeout(timer);
      removeEventListener("online", go);
      resolve();
    };
    const timer = setTimeout(go, seconds * 1000);
    addEventListener("online", go);
    sealed.wake = go;
  });
}

function tell(sealed, after) {
  const { words } = sealed;
  const sentence = after > 10 ? words.later.replace("{n}", after) : words.waiting;
  say(sealed, sealed.unkept ? `${sentence} ${words.unkept}` : sentence);
  document.dispatchEvent(new CustomEvent("ballot:waiting", { detail: { round: sealed.round } }));
}

// One line of the bar for each ballot; the bar itself where the page has none.
function say(sealed, sentence, link) {
  let line = document.querySelector(`[data-sealed="${sealed.round}"]`);
  if (!line) {
    line = document.createElement("p");
    line.dataset.sealed = sealed.round;
    line.setAttribute("role", "status");
    bar(sealed).prepend(line);
    if (line.nextElementSibling) line.nextElementSibling.hidden = true; // "not cast yet" is said better by this line
  }
  const text = document.createElement("b");
  text.textContent = sentence;
  line.replaceChildren(text);
  if (!link) return;
  if (!document.querySelector("form[data-ballot], form[data-points], form[data-seal]")) line.parentElement.replaceChildren(line);
  const anchor = Object.assign(document.createElement("a"), { href: link.href, textContent: link.text, className: "tap" });
  line.append(" ", anchor);
}

function bar({ words }) {
  const found = document.querySelector(".cast .wrap");
  if (found) return found;
  const region = document.createElement("div");
  region.className = "cast";
  region.setAttribute("role", "region");
  region.setAttribute("aria-label", words.status);
  const wrap = region.appendChild(document.createElement("div"));
  wrap.className = "wrap";
  document.querySelector("main").after(region);
  return wrap;
}
