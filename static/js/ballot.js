// The ballot with a live meter. Without this file the same form works by sending it.
import { keeper, restored } from "./casting/draft.js";
import { money } from "./casting/money.js";

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
    paintChosen();
    paintLeft();
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

  function paintChosen() {
    const table = document.querySelector("table[data-chosen]");
    if (!table) return;
    const rows = chosen.map((box) => {
      const row = document.createElement("tr");
      const head = row.appendChild(document.createElement("th"));
      head.scope = "row";
      const name = head.appendChild(document.createElement("bdi"));
      name.textContent = box.closest(".bal").querySelector(".h").textContent;
      const cell = row.appendChild(document.createElement("td"));
      cell.className = "r";
      cell.textContent = money(words, cost(box));
      return row;
    });
    table.tBodies[0].replaceChildren(...rows);
    table.querySelector("[data-spent]").textContent = money(words, spent());
    const left = table.querySelector("[data-left]");
    if (left) left.textContent = money(words, limit - spent());
  }

  function paintLeft() {
    const tally = document.querySelector("[data-tally]");
    const figure = tally.querySelector(".left b");
    if (figure) figure.textContent = limit !== null ? money(words, limit - spent()) : most - chosen.length;
    const pattern = chosen.length === 1 ? words.one : words.spent;
    const sum = pattern.replace("{count}", chosen.length).replace("{spent}", money(words, spent()));
    tally.querySelector("[data-sum]").textContent = sum;
    said.textContent = tally.querySelector(".left").textContent.replace(/\s+/g, " ");
    const total = limit ?? most ?? Math.max(1, spent());
    const parts = limit === null && most !== null ? chosen.map(() => 1) : chosen.map(cost);
    const meter = tally.querySelector(".meter");
    meter.replaceChildren(...stones(parts, total));
    const label = limit === null ? sum : words.chosen.replace("{spent}", money(words, spent())).replace("{limit}", money(words, limit));
    meter.setAttribute("aria-label", label);
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

/** The stones of the meter, as ui/draw_meters.py draws them. */
function stones(parts, total) {
  const drawn = [];
  let start = 0;
  parts.forEach((part, index) => {
    const width = (100 * part) / total;
    const stone = svg("rect", { x: `${start.toFixed(2)}%`, width: `${width.toFixed(2)}%`, height: "100%" });
    drawn.push(stone);
    const text = String(index + 1);
    if (width >= 2.5 * text.length + 1.5) {
      const number = svg("text", { x: `${(start + width / 2).toFixed(2)}%`, y: "50%" });
      number.textContent = text;
      drawn.push(number);
    }
    start += width;
  });
  return drawn;
}

function svg(name, attributes) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  return node;
}
