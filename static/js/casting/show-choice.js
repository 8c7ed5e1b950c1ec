// The check page of a round in which only this device knows the choice: the page holds every project, this shows the
// chosen ones, in the order chosen, and adds up what they cost.
import { seal, words } from "./page.js";
import { money } from "./money.js";

const labels = JSON.parse(document.getElementById("seal-labels")?.textContent || "{}");

export function showChoice(fields) {
  const body = document.querySelector("table[data-choice] tbody");
  const chosen = fields.map(([name, value]) => [name === "choice" ? value : name.slice(5), value]).filter(([, value]) => Number(value) > 0);
  if (seal.form.kind === "ranking") chosen.sort(([, a], [, b]) => a - b);
  let spent = 0;
  for (const [number, value] of chosen) {
    const row = body.querySelector(`[data-number="${number}"]`);
    row.hidden = false;
    spent += Number(row.dataset.cost);
    const given = row.querySelector("[data-given]");
    if (given) given.textContent = labels[value] ?? value;
    body.append(row);
  }
  document.querySelector("[data-spent]").textContent = money(words, spent);
  document.querySelector("[data-empty]").hidden = chosen.length > 0;
  document.querySelector("table[data-choice]").hidden = chosen.length === 0;
  document.querySelector("[data-cast]").disabled = false;
}
