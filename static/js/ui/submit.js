// A second click while the first is on its way does nothing. The button keeps its look and its focus.
const PATIENCE = 15000;

export function guardSubmits() {
  // While capturing, so that htmx does not queue the second click behind the first.
  document.addEventListener("submit", guard, true);
  document.addEventListener("htmx:afterRequest", (event) => release(event.target.closest("form")));
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(release));
}

function guard(event) {
  const form = event.target;
  if (form.method !== "post" && !form.hasAttribute("hx-post")) return;
  if (form.dataset.sent) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  form.dataset.sent = "yes";
  form.setAttribute("aria-busy", "true");
  setTimeout(() => {
    if (event.defaultPrevented && !form.classList.contains("htmx-request")) release(form);
  });
  setTimeout(() => release(form), PATIENCE);
}

function release(form) {
  if (!form) return;
  delete form.dataset.sent;
  form.removeAttribute("aria-busy");
}

// Search forms put what is filled in into the address, and nothing else, so that it can be read and shared.
export function leaveOutEmpty() {
  document.addEventListener("formdata", ({ target, formData }) => {
    if (target.method !== "get") return;
    for (const name of new Set(formData.keys())) {
      const filled = formData.getAll(name).filter((value) => value !== "");
      formData.delete(name);
      filled.forEach((value) => formData.append(name, value));
    }
  });
}
