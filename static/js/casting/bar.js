// On every page: goes on with sealed ballots that wait, and says which choices only this device knows are not cast yet.
import { choicesHere, sealedHere, sealedOf } from "./kept.js";
import { watch } from "./waiting.js";

for (const sealed of sealedHere()) watch({ ...sealed, tried: true });

const [choice] = choicesHere().filter(({ round }) => !sealedOf(round)).sort((a, b) => a.closes - b.closes);
if (choice && !document.querySelector(".cast") && !document.querySelector("form[data-seal]")) show(choice);

function show({ bar, addresses }) {
  const region = document.createElement("div");
  region.className = "cast";
  region.setAttribute("role", "region");
  region.setAttribute("aria-label", bar.status);
  const wrap = Object.assign(document.createElement("div"), { className: "wrap" });
  const line = document.createElement("p");
  line.append(Object.assign(document.createElement("b"), { textContent: bar.notcast }));
  const sum = Object.assign(document.createElement("p"), { className: "left", textContent: bar.sum });
  const link = Object.assign(document.createElement("a"), { className: "btn", href: addresses.review, textContent: bar.check });
  wrap.append(line, sum, link);
  region.append(wrap);
  document.querySelector("main").after(region);
}
