// Making the sheet: drawn here, shown once, confirmed by typing two of its five groups, then taken off the page.
import { drawQr } from "../qr/code.js";
import { sha256Hex } from "../crypto/v1/encoding.js";
import { secure } from "../crypto/v1/randomness.js";
import { newSeed } from "../crypto/v1/signed.js";
import { toWords } from "../crypto/v1/words.js";

const LENGTHS = [5, 5, 4, 4, 4];

// "abcdefghij…" -> five groups.
export function groupsOf(seed) {
  let start = 0;
  return LENGTHS.map((length) => seed.slice(start, (start += length)));
}

export const freshSeed = () => newSeed(secure());

function item(tag, text) {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
}

// Writes the sheet onto the page. `label` is the text of a group's number with {number} in it.
export function show(step, seed, certificate, list, label) {
  const paper = step.querySelector("[data-paper]");
  const groups = groupsOf(seed).map((group, place) => {
    const row = document.createElement("li");
    row.append(item("span", label.replace("{number}", place + 1)), item("b", group));
    return row;
  });
  paper.querySelector("[data-groups]").replaceChildren(...groups);
  paper.querySelector("[data-qr]").replaceChildren(drawQr(seed));
  const words = toWords(sha256Hex(certificate), list).map((word) => item("li", word));
  paper.querySelector("[data-fingerprint]").replaceChildren(...words);
  paper.hidden = false;
  paper.querySelector("[data-paper-title]").focus();
}

// Two different groups to type, as [place, place].
export function twoPlaces() {
  const draws = secure();
  const first = Number(draws(5n));
  const second = (first + 1 + Number(draws(4n))) % 5;
  return [first, second].sort();
}

