// What waits on this device: sealed ballots until the server has answered for them, and unfinished choices of rounds
// in which nobody but this device may know them. Everything is filed under the person who is signed in (the page
// says who, as a mark), so that the next one on the same device finds none of it.
const SEALED = "plaza.sealed";
const CHOICE = "plaza.choice";
const RECEIPT = "plaza.receipt";

export const mark = () => document.body.dataset.mark ?? "";
const name = (kind, round, whose = mark()) => `${kind}.${whose}.${round}`;

function read(store, key) {
  try {
    return JSON.parse(window[store].getItem(key));
  } catch {
    return null;
  }
}

// Returns whether there was room and permission to keep it.
function write(store, key, value) {
  try {
    if (value === null) window[store].removeItem(key);
    else window[store].setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

const opens = (value) => value && value.closes * 1000 > Date.now();

function all(kind) {
  const start = name(kind, "");
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(start)).map((key) => read("localStorage", key)).filter(Boolean);
  } catch {
    return [];
  }
}

// A sealed ballot: {mark, round, text, digest, height, closes, title, words, addresses, draft, receipt?}.
export const sealedHere = () => all(SEALED);
export const sealedOf = (round) => read("localStorage", name(SEALED, round));
export const keepSealed = (sealed) => write("localStorage", name(SEALED, sealed.round, sealed.mark), sealed);
export const dropSealed = (sealed) => write("localStorage", name(SEALED, sealed.round, sealed.mark), null);

// An unfinished choice: {round, id, fields: [[name, value]...], closes, title, bar, addresses}.
export const choicesHere = () => all(CHOICE).filter(opens);
export const choiceOf = (round) => read("localStorage", name(CHOICE, round));
export const keepChoice = (choice) => write("localStorage", name(CHOICE, choice.round), choice);
export const dropChoice = (round) => write("localStorage", name(CHOICE, round), null);

// The receipt of a ballot that was just cast: {digest, replaced, cast_at (in words)}. It ends with this tab.
export const receiptOf = (round) => read("sessionStorage", name(RECEIPT, round));
export const keepReceipt = (round, receipt) => write("sessionStorage", name(RECEIPT, round), receipt);

// Whether this tab cast a ballot for somebody who was signed out meanwhile: the words are shown to them alone.
export function castBeforeSigningOut(round) {
  try {
    return Object.keys(sessionStorage).some((key) => key.startsWith(`${RECEIPT}.`) && key.endsWith(`.${round}`));
  } catch {
    return false;
  }
}
