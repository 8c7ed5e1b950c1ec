// Keeps an unfinished choice. In most rounds the server signs it and hands it back as a cookie that the browser keeps;
// where only the voter's device may know it, it stays in the browser's own store and is sent nowhere.
import { choiceOf, dropChoice, keepChoice } from "./kept.js";
import { money } from "./money.js";
import { seal } from "./page.js";

const DELAY = 250;
const LATER = 10_000;

// Returns a function to call after each change; `fields` gives the names and values as they stand.
export function keeper(form, fields, { sum, said }) {
  let waiting = 0;
  if (form.dataset.local !== undefined) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const wrong = faults(form.dataset, fields());
      if (wrong.length) return tell(form, wrong);
      keepHere(form, fields(), sum());
      location.assign(seal.addresses.review);
    });
    return () => {
      tellState(fields().length);
      if (fields().length) keepHere(form, fields(), sum());
      else dropChoice(seal.round);
    };
  }
  const send = async () => {
    const body = new FormData(form);
    for (const name of new Set([...body.keys()])) if (name === "choice" || name.startsWith("give-")) body.delete(name);
    for (const [name, value] of fields()) body.append(name, value);
    try {
      const answer = await fetch(form.action, { method: "POST", body, headers: { "X-Autosave": "1" }, keepalive: true });
      if (answer.status === 403) said.textContent = await answer.text();
    } catch {
      waiting = setTimeout(send, LATER);
    }
  };
  return () => {
    tellState(fields().length);
    clearTimeout(waiting);
    waiting = setTimeout(send, DELAY);
  };
}

// Puts what this device kept back into the form, in the order chosen.
export function restored(form) {
  if (form.dataset.local === undefined) return [];
  for (const hidden of document.querySelectorAll("[data-scripted]")) hidden.hidden = false;
  const fields = choiceOf(seal.round)?.fields ?? [];
  if (fields.length) tellState(fields.length);
  return fields;
}

// For whoever has voted, the bar says that their ballot counts until something is chosen anew.
function tellState(chosen) {
  const unchanged = document.querySelector("[data-unchanged]");
  if (!unchanged) return;
  unchanged.hidden = chosen > 0;
  document.querySelector("[data-uncast]").hidden = chosen === 0;
}

function keepHere({ dataset }, fields, sum) {
  const bar = { status: dataset.status, notcast: dataset.notcast, check: dataset.check, sum };
  const id = `${Date.now()}-${Math.random()}`;
  keepChoice({ round: seal.round, id, fields, closes: seal.closes, bar, addresses: { review: seal.addresses.review } });
}

// What keeps a choice from being a ballot, in sentences: the server never sees it and cannot say so.
function faults(words, fields) {
  const given = fields.map(([name, value]) => (name === "choice" ? [value, 1] : [name.replace("give-", ""), Number(value)]));
  const [most, limit, total] = [words.most, words.limit, words.points].map((text) => (text ? Number(text) : Infinity));
  const cost = ([number]) => Number(document.querySelector(`[data-of="${number}"]`).dataset.cost);
  const spent = given.reduce((sum, one) => sum + cost(one), 0);
  const values = given.map(([, value]) => value);
  const points = values.reduce((sum, value) => sum + value, 0);
  const found = [];
  if (given.some(([, value]) => !Number.isInteger(value) || value < 1)) found.push(words.nonumber);
  if (given.length > most) found.push(words.full);
  if (spent > limit) found.push(words.toomuch.replace("{over}", money(words, spent - limit)));
  if ("ranked" in words && new Set(values).size < values.length) found.push(words.samerank);
  if (words.each && values.some((value) => value > Number(words.each))) found.push(words.toohigh);
  if (points > total) found.push(words.pointsover.replace("{n}", points - total));
  return found;
}

function tell(form, sentences) {
  const box = document.querySelector("[data-faults]");
  box.querySelector("ul").replaceChildren(...sentences.map((text) => Object.assign(document.createElement("li"), { textContent: text })));
  box.hidden = false;
  box.focus();
}
