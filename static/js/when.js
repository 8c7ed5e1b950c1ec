// Parts of a form that matter for one choice only, such as <div data-when="ballot_type=cumulative,scoring">, are shown
// with that choice. Without scripts all are shown.
for (const form of new Set([...document.querySelectorAll("[data-when]")].map((part) => part.closest("form")))) {
  form.addEventListener("change", () => show(form));
  show(form);
}

function show(form) {
  for (const part of form.querySelectorAll("[data-when]")) {
    const [name, values] = part.dataset.when.split("=");
    const chosen = form.querySelector(`[name="${name}"]:checked`);
    part.hidden = !values.split(",").includes(chosen?.value) && !part.querySelector("[aria-invalid=true]");
  }
}
