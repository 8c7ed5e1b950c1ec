// What is on a ballot so far, redrawn after each change as the server draws it: the list beside the ballot, and the bar.
import { money } from "./money.js";

// `rows` are the chosen projects in their order: their card, their cost, and where it is not a tick what each got, as a
// number (`value`) and in words (`got`).
export function paintTally(words, rows) {
  const spent = rows.reduce((sum, row) => sum + row.cost, 0);
  paintChosen(words, rows, spent);
  paintBar(words, rows, spent);
}

function paintChosen(words, rows, spent) {
  const table = document.querySelector("table[data-chosen]");
  if (!table) return;
  table.tBodies[0].replaceChildren(...rows.map((row) => line(words, row)));
  table.querySelector("[data-spent]").textContent = money(words, spent);
  const left = table.querySelector("[data-left]");
  if (!left) return;
  const over = spent - Number(words.limit);
  left.textContent = money(words, Math.abs(over));
  left.previousElementSibling.textContent = over > 0 ? words.overhead : words.lefthead;
}

function line(words, { card, cost, got }) {
  const row = document.createElement("tr");
  const head = row.appendChild(document.createElement("th"));
  head.scope = "row";
  head.appendChild(document.createElement("bdi")).textContent = card.querySelector(".h").textContent;
  if (got) {
    const small = document.createElement("span");
    small.className = "small soft";
    small.textContent = got;
    head.append(" ", small);
  }
  const cell = row.appendChild(document.createElement("td"));
  cell.className = "r";
  cell.textContent = money(words, cost);
  return row;
}

function paintBar(words, rows, spent) {
  const bar = document.querySelector("[data-tally]");
  const pattern = rows.length === 1 ? words.one : words.spent;
  const sum = pattern.replace("{count}", rows.length).replace("{spent}", money(words, spent));
  bar.querySelector(".left span").replaceChildren(...left(words, rows, spent));
  bar.querySelector("[data-sum]").textContent = sum;
  const { parts, total, label } = measure(words, rows, spent, sum);
  const meter = bar.querySelector(".meter");
  meter.replaceChildren(...stones(parts, Math.max(total, sumOf(parts))));
  meter.setAttribute("aria-label", label);
}

// The figure that stays on screen: points, money, or projects where only their number is limited.
function left(words, rows, spent) {
  let [rest, under, over, text] = [0, "", "", String];
  if (words.points) [rest, under, over] = [Number(words.points) - sumOf(rows.map((row) => row.value)), words.pointsleft, words.pointsover];
  else if (words.limit) [rest, under, over, text] = [Number(words.limit) - spent, words.moneyleft, words.moneyover, (minor) => money(words, minor)];
  else if (words.most) [rest, under, over] = [Number(words.most) - rows.length, words.placesleft, words.placesover];
  else return [];
  const [before, after] = (rest < 0 ? over : under).split("{n}");
  const figure = document.createElement("b");
  figure.textContent = text(Math.abs(rest));
  return [before, figure, after];
}

function measure(words, rows, spent, sum) {
  if (words.points) {
    const parts = rows.map((row) => row.value);
    const label = words.given.replace("{given}", sumOf(parts)).replace("{total}", words.points);
    return { parts, total: Number(words.points), label };
  }
  if (!words.limit && words.most) return { parts: rows.map(() => 1), total: Number(words.most), label: sum };
  const parts = rows.map((row) => row.cost);
  if (!words.limit) return { parts, total: Math.max(1, spent), label: sum };
  const label = words.chosen.replace("{spent}", money(words, spent)).replace("{limit}", money(words, Number(words.limit)));
  return { parts, total: Number(words.limit), label };
}

const sumOf = (numbers) => numbers.reduce((sum, number) => sum + number, 0);

// The stones of the meter, as ui/draw_meters.py draws them.
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
