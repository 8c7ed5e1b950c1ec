// Words that others used as tags, as buttons that add them to the field or take them out again.
const words = (field) => field.value.split(",").map((word) => word.trim()).filter(Boolean);

export function offerTags(list) {
  const field = document.getElementById(list.dataset.tags);
  if (!field) return;
  const buttons = [...list.querySelectorAll("button")];
  const show = () => {
    const chosen = words(field).map((word) => word.toLowerCase());
    buttons.forEach((button) => button.setAttribute("aria-pressed", String(chosen.includes(button.value))));
  };
  list.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const chosen = words(field);
    const at = chosen.findIndex((word) => word.toLowerCase() === button.value);
    if (at < 0) chosen.push(button.value);
    else chosen.splice(at, 1);
    field.value = chosen.join(", ");
    field.dispatchEvent(new CustomEvent("input", { bubbles: true, detail: "typed" }));
    show();
  });
  field.addEventListener("input", show);
  list.hidden = false;
  show();
}
