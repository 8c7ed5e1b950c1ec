// Forms and buttons of the discussion by htmx: the answer form opens under its comment, one's own comment
// appears at once, and "Helpful" changes in place. Each of them is a plain link or form without scripts.
export function wireForms(talk, take) {
  talk.addEventListener("click", (event) => {
    const target = event.target.closest("a[data-reply], a[data-cancel], button[formaction]");
    if (!target || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (target.matches("[data-reply]")) openReply(target);
    else if (target.matches("[data-cancel]")) closeReply(target.closest(".reply"));
    else mark(target);
  });
  talk.addEventListener("htmx:configRequest", (event) => {
    if (event.target.matches("form[data-talk]")) event.detail.headers.Accept = "application/json";
  });
  talk.addEventListener("htmx:beforeSwap", (event) => {
    const json = event.detail.xhr.getResponseHeader("Content-Type")?.startsWith("application/json");
    if (!json) return;
    event.detail.shouldSwap = false;
    const frame = JSON.parse(event.detail.xhr.response);
    posted(event.detail.elt.closest("form[data-talk]"), take(frame, true), talk.dataset.changes.replace("changes", frame.number));
  });
  talk.addEventListener("htmx:afterSwap", () => dropDoubles(talk));
}

function openReply(link) {
  const comment = link.closest(".cm");
  const open = comment.querySelector(".reply");
  if (open) return open.querySelector("textarea, a")?.focus();
  window.htmx.ajax("GET", link.getAttribute("href"), { source: link, target: slot(comment), swap: "innerHTML" })
    .then(() => comment.querySelector(".reply textarea, .reply a")?.focus());
}

function slot(comment) {
  const holder = document.createElement("div");
  (comment.querySelector(":scope > .stack:not(.user)") ?? comment).append(holder);
  return holder;
}

function closeReply(form) {
  const comment = form.closest(".cm");
  form.parentElement.remove();
  comment.querySelector("[data-reply]").focus();
}

function mark(button) {
  window.htmx.ajax("POST", button.getAttribute("formaction"), {
    source: button, target: button, swap: "outerHTML", values: { on: button.value },
  }).then(() => document.querySelector(`[formaction="${button.getAttribute("formaction")}"]`)?.focus());
}

// One's own comment is on the page, or on another one at `address`: empty the form, lead to the comment.
function posted(form, node, address) {
  if (form.matches(".reply")) form.parentElement.remove();
  else clear(form);
  if (!node) return location.assign(address);
  node.tabIndex = -1;
  node.focus({ preventScroll: true });
  node.scrollIntoView({ block: "nearest" });
}

function clear(form) {
  form.reset();
  form.elements.text.value = "";
  form.elements.text.removeAttribute("aria-invalid");
  form.querySelectorAll(".say, .err").forEach((part) => part.remove());
  form.elements.submission.value = crypto.randomUUID?.() ?? "";
  form.closest("details")?.removeAttribute("open");
}

// A comment that arrived live and again with "Show more" stands once, where the thread has it.
function dropDoubles(talk) {
  const seen = new Set();
  for (const node of [...talk.querySelectorAll(".cm, .th")].reverse()) {
    if (seen.has(node.id)) node.remove();
    seen.add(node.id);
  }
}
