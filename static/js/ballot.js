// The ballot with a live meter. Without this file the same form works by sending it.
import { keeper, restored } from "./casting/draft.js";
import { money } from "./casting/money.js";
import { paintTally } from "./casting/tally.js";

const form = document.querySelector("form[data-ballot]");
if (form) start(form);

function start(form) {
  const words = form.dataset;
  const limit = words.limit === "" ? null : Number(words.limit);
  const most = words.most === "" ? null : Number(words.most);
  const boxes = [...form.querySelectorAll("input[name=choice]")];
  const chosen = inServerOrder(boxes);
  const said = document.querySelector("[data-said]");

  const cost = (box) => Number(box.dataset.cost);
  const spent = () => chosen.reduce((sum, box) => sum + cost(box), 0);
  const short = (box) => (limit === null ? 0 : Math.max(0, spent() + cost(box) - limit));

  /** Why a project cannot be added to what is chosen; "" if it can. */
  function obstacle(box) {
    if (box.checked) return "";
    if (short(box)) return words.nofit.replace("#", money(words, short(box)));
    return most !== null && chosen.length >= most ? words.full : "";
  }

  const fields = () => chosen.map((box) => ["choice", box.value]);
  const keep = keeper(form, fields, { said, sum: () => document.querySelector("[data-sum]").textContent });

  form.addEventListener("change", (event) => {
    const box = event.target;
    if (box.name !== "choice") return;
    if (box.checked && refuse(box)) return;
    if (box.checked) chosen.push(box);
    else chosen.splice(chosen.indexOf(box), 1);
    paint();
    keep();
  });

  /** A tick that does not fit is taken back, and the reason is read out. */
  function refuse(box) {
    box.checked = false;
    const why = obstacle(box);
    if (why) said.textContent = why;
    else box.checked = true;
    return why !== "";
  }

  function paint() {
    for (const box of boxes) paintCard(box, obstacle(box));
    paintTally(words, chosen.map((box) => ({ card: box.closest(".bal"), cost: cost(box) })));
    said.textContent = document.querySelector("[data-tally] .left").textContent.replace(/\s+/g, " ");
  }

  function paintCard(box, why) {
    const card = box.closest(".bal");
    box.toggleAttribute("aria-disabled", false);
    if (why) box.setAttribute("aria-disabled", "true");
    const reason = card.querySelector("[id^=why-]");
    reason.hidden = !why;
    reason.querySelector("[data-why]").textContent = why;
    const summary = card.querySelector("[data-summary]");
    if (summary) summary.hidden = Boolean(why);
  }

  paintRestored();

  /** What only this device knows comes back from its own store. */
  function paintRestored() {
    for (const [, value] of restored(form)) {
      const box = boxes.find((one) => one.value === value);
      if (!box || box.checked) continue;
      box.checked = true;
      chosen.push(box);
    }
    if (chosen.length) paint();
  }
}

/** The ticked boxes in the order in which they were chosen, as the meter of the page has them. */
function inServerOrder(boxes) {
  const place = (box) => Number(box.dataset.place ?? Infinity);
  return boxes.filter((box) => box.checked).sort((one, other) => place(one) - place(other));
}
