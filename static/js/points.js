// A ballot of points, scores, grades or places, added up while it is filled in. Without this file the same form
// works by sending it.
import { keeper, restored } from "./casting/draft.js";
import { paintTally } from "./casting/tally.js";

const form = document.querySelector("form[data-points]");
if (form) start(form);

function start(form) {
  const words = form.dataset;
  const ranked = "ranked" in words;
  const fields = [...form.querySelectorAll("[name^=give-]")];
  const said = document.querySelector("[data-said]");
  const bar = document.querySelector("[data-tally]");
  form.querySelector("[data-plain]")?.setAttribute("hidden", "");

  const value = (field) => (/^[0-9]{1,9}$/.test(field.value.trim()) ? Number(field.value) : 0);
  const byPlace = (one, other) => (ranked ? value(one) - value(other) : one.dataset.of - other.dataset.of);
  const chosen = () => fields.filter((field) => value(field) > 0).sort(byPlace);

  const filled = () => fields.filter((field) => !["", "0"].includes(field.value.trim())).map((field) => [field.name, field.value.trim()]);
  const sum = () => bar.querySelector("[data-sum]")?.textContent ?? "";
  const keep = keeper(form, filled, { said, sum });

  form.addEventListener("input", () => {
    paint();
    keep();
  });

  function paint() {
    for (const field of fields) field.closest(".bal").classList.toggle("on", value(field) > 0);
    paintTally(words, chosen().map(row));
    const twice = ranked ? chosen().filter((field) => chosen().some((other) => other !== field && value(other) === value(field))) : [];
    for (const field of fields) warn(field, twice.includes(field));
    said.textContent = twice.length ? words.samerank : bar.querySelector(".left span").textContent || sum();
  }

  // The sentence stands at each of the fields, because the bar has no room for it.
  function warn(field, wrong) {
    if (wrong === (field.getAttribute("aria-invalid") === "true")) return;
    field.toggleAttribute("aria-invalid", false);
    field.parentElement.querySelector(".err")?.remove();
    if (!wrong) return;
    field.setAttribute("aria-invalid", "true");
    const sentence = document.createElement("span");
    sentence.className = "err";
    sentence.textContent = words.samerank;
    field.after(sentence);
  }

  function row(field) {
    return { card: field.closest(".bal"), cost: Number(field.dataset.cost), value: value(field), got: got(field) };
  }

  function got(field) {
    if (field.selectedOptions) return field.selectedOptions[0].text;
    return (value(field) === 1 ? words.point : words.pointsgot).replace("{n}", value(field));
  }

  for (const [name, value] of restored(form)) if (form.elements[name]) form.elements[name].value = value;
  if (chosen().length) paint();
}
