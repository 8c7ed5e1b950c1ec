// Menus made of <details class="drop"> or <details class="menu"> close on Escape and when something else is chosen.
const OPEN = "details:is(.drop, .menu)[open]";

export function closeOnEscape() {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = [...document.querySelectorAll(OPEN)].pop();
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details.drop[open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });
}

export function focusErrors() {
  document.getElementById("errors")?.focus();
  document.addEventListener("htmx:afterSwap", (event) => {
    const summary = event.detail.target.querySelector?.("#errors");
    summary?.focus();
  });
}
