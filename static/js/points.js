// A ballot of points, scores, grades or places, added up while it is filled in. Without this file the same form
// works by sending it.
import { keeper, restored } from "./casting/draft.js";

const form = document.querySelector("form[data-points]");
if (form) start(form);

function start(form) {
  const words = form.dataset;
  const total = words.points === "" ? null : Number(words.points);
  const fields = [...form.querySelectorAll("[name^=give-]")];
  const said = document.querySelector("[data-said]");
  const bar = document.querySelector("[data-tally]");
  form.querySelector("[data-plain]")?.setAttribute("hidden", "");

  const value = (field) => (/^[0-9]{1,9}$/.test(field.value.trim()) ? Number(field.value) : 0);
  const chosen = () => fields.filter((field) => value(field) > 0);

  const filled = () => fields.filter((field) => !["", "0"].includes(field.value.trim())).map((field) => [field.name, field.value.trim()]);
  const sum = () => bar.querySelector("[data-sum]")?.textContent ?? "";
  const keep = keeper(form, filled, { said, sum });

  form.addEventListener("input", () => {
    paint();
    keep();
  });

  function paint() {
    for (const field of fields) field.closest(".bal").classList.toggle("on", value(field) > 0);
    if (total !== null) paintPoints(chosen().map(value));
    if ("ranked" in words && twice(chosen().map(value))) said.textContent = words.samerank;
  }

  /** The points that are left, the meter, and the same read out. */
  function paintPoints(given) {
    const left = total - given.reduce((sum, points) => sum + points, 0);
    const figure = bar.querySelector(".left span");
    figure.textContent = (left < 0 ? words.pointsover : words.pointsleft).replace("{n}", Math.abs(left));
    said.textContent = figure.textContent;
    const label = words.given.replace("{given}", total - left).replace("{total}", total);
    bar.querySelector("[data-sum]").textContent = label;
    const meter = bar.querySelector(".meter");
    meter.setAttribute("aria-label", label);
    meter.replaceChildren(...stones(given, Math.max(total, total - left)));
  }

  for (const [name, value] of restored(form)) if (form.elements[name]) form.elements[name].value = value;
  if (chosen().length) paint();
}

function twice(places) {
  return new Set(places).size < places.length;
}

/** One stone for each project that got points, as wide as its points. */
function stones(given, whole) {
  let start = 0;
  return given.map((points) => {
    const stone = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    const width = (100 * points) / whole;
    const place = { x: `${start.toFixed(2)}%`, width: `${width.toFixed(2)}%`, height: "100%" };
    for (const [name, text] of Object.entries(place)) stone.setAttribute(name, text);
    start += width;
    return stone;
  });
}
