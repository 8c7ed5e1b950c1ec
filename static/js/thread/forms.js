// Forms and buttons of the discussion by htmx: the forms to answer and to edit open under their comment, one's own
// comment appears at once, and buttons change in place. Each of them is a plain link or form without scripts.
import { forget } from "../ui/keep.js";

export function wireForms(talk, take) {
  talk.addEventListener("click", (event) => {
    const target = event.target.closest("a[data-form], a[data-cancel], button[formaction]");
    if (!target || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (target.matches("[data-form]")) openForm(target);
    else if (target.matches("[data-cancel]")) closeForm(target.closest(".reply"));
    else if (target.matches("[data-own]")) change(target);
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
    const form = event.detail.elt.closest("form[data-talk]");
    forget(form);
    if (form.matches(".reply")) form.parentElement.remove();
    else clear(form);
    lead(take(frame, true), talk.dataset.changes.replace("changes", frame.number));
  });
  wireMore(talk);
}

function openForm(link) {
  const comment = link.closest(".cm");
  const open = comment.querySelector(`form[action="${link.getAttribute("href")}"]`);
  if (open) return open.querySelector("textarea, a")?.focus();
  const place = slot(comment);
  window.htmx.ajax("GET", link.getAttribute("href"), { source: link, target: place, swap: "innerHTML" })
    .then(() => place.querySelector("textarea, a")?.focus());
}

function slot(comment) {
  const holder = document.createElement("div");
  (comment.querySelector(":scope > .stack:not(.user)") ?? comment).append(holder);
  return holder;
}

function closeForm(form) {
  const comment = form.closest(".cm");
  const link = comment.querySelector(`[data-form][href="${form.getAttribute("action")}"]`);
  forget(form);
  form.parentElement.remove();
  link?.focus();
}

function mark(button) {
  button.parentElement.querySelectorAll(".err").forEach((refusal) => refusal.remove());
  window.htmx.ajax("POST", button.getAttribute("formaction"), {
    source: button, target: button, swap: "outerHTML", values: { on: button.value },
  }).then(() => document.querySelector(`[formaction="${button.getAttribute("formaction")}"]`)?.focus());
}

// Delete one's own comment, or bring it back: the answer says what stands in its place. Frames wait for that.
function change(button) {
  const comment = button.closest(".cm");
  if (comment.dataset.busy) return;
  comment.parentElement.querySelectorAll(":scope > .err").forEach((refusal) => refusal.remove());
  comment.dataset.busy = "yes";
  window.htmx.ajax("POST", button.getAttribute("formaction"), { source: button, target: comment, swap: "outerHTML" })
    .then(() => {
      delete comment.dataset.busy;
      document.getElementById(comment.id)?.querySelector("[data-own]")?.focus();
    });
}

// One's own words are on the page, or on another one at `address`.
function lead(node, address) {
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

// Who opens "Show more" by keyboard goes on reading at the first comment that came.
function wireMore(talk) {
  let before = null;
  talk.addEventListener("htmx:beforeRequest", (event) => {
    const link = event.detail.elt.closest?.(".more, .older");
    before = link && { list: link.parentElement, id: link.previousElementSibling?.id };
  });
  talk.addEventListener("htmx:afterSwap", () => {
    dropDoubles(talk);
    if (!before) return;
    const next = before.id ? document.getElementById(before.id).nextElementSibling : before.list.firstElementChild;
    before = null;
    const first = next?.matches(".cm") ? next : next?.querySelector(".cm");
    if (!first) return;
    first.tabIndex = -1;
    first.focus({ preventScroll: true });
  });
}

// A comment that arrived live and again with "Show more" stands once, where the thread has it.
function dropDoubles(talk) {
  const seen = new Set();
  for (const node of [...talk.querySelectorAll(".cm, .th")].reverse()) {
    if (seen.has(node.id)) node.remove();
    seen.add(node.id);
  }
}
