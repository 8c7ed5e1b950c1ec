// The moderators' queue by keyboard, and ticking a whole page of it. Everything here is a link or a form without it.
const STEPS = { j: "next", k: "prev" };
const OUTCOMES = { a: ["keep", "restore"], h: ["hide", "uphold"] };

// Single keys work only while the item itself has the focus, so that nobody decides by typing or dictating.
function listen(item) {
  const form = document.querySelector("#decide ~ form");
  item.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const key = event.key.toLowerCase();
    if (STEPS[key]) document.querySelector(`a[rel=${STEPS[key]}]`)?.click();
    const wanted = OUTCOMES[key];
    const choice = wanted && [...(form?.elements.outcome ?? [])].find((radio) => wanted.includes(radio.value));
    if (!choice) return;
    event.preventDefault();
    choice.checked = true;
    choice.focus();
  });
  document.getElementById("keys")?.removeAttribute("hidden");
  if (!document.querySelector("[aria-invalid=true]")) item.focus({ preventScroll: true });
}

function tickAll(line) {
  const button = line.querySelector("button");
  const boxes = [...document.querySelectorAll("input[name=case]")];
  const words = [button.textContent, button.dataset.none];
  line.hidden = boxes.length < 2;
  button.addEventListener("click", () => {
    const all = !boxes.every((box) => box.checked);
    boxes.forEach((box) => (box.checked = all));
    button.textContent = words[Number(all)];
  });
}

const item = document.getElementById("item");
const all = document.getElementById("all");
if (item) listen(item);
if (all) tickAll(all);
