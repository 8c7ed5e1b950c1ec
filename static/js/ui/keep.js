// Forms marked data-keep="name" survive an expired session or a closed line: what was typed waits in sessionStorage
// and comes back when the form does. It is dropped once the server has taken it. With data-keep-days="30" it waits in
// localStorage for that long, for people who write before they have an account; data-keep-note says so to them.
const PREFIX = "plaza.keep.";
const SENT = `${PREFIX}sent`;
const DETOUR = `${PREFIX}detour`;
const ASIDE = `${PREFIX}aside`;
const DAY = 86_400_000;

const fields = (form) =>
  [...form.elements].filter((e) => e.name && e.name !== "csrfmiddlewaretoken" && !["hidden", "password", "file", "submit"].includes(e.type));

function read(form) {
  return fields(form).map((e) => [e.name, e.type === "checkbox" || e.type === "radio" ? `${e.value}=${e.checked}` : e.value]);
}

function restore(form, saved) {
  const waiting = [...saved];
  for (const element of fields(form)) {
    const tick = element.type === "checkbox" || element.type === "radio";
    const at = waiting.findIndex(([name, value]) => name === element.name && (!tick || value.startsWith(`${element.value}=`)));
    if (at < 0) continue;
    const [, value] = waiting.splice(at, 1)[0];
    if (tick) element.checked = value.endsWith("=true");
    else if (element.value !== value) element.value = value;
    element.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function store(key, value, box = "sessionStorage") {
  try {
    if (value === null) window[box].removeItem(key);
    else window[box].setItem(key, value);
  } catch {
    // No room or no permission to store: the form works as it did before.
  }
}

function load(key, box = "sessionStorage") {
  try {
    return window[box].getItem(key);
  } catch {
    return null;
  }
}

const boxOf = (form) => (form.dataset.keepDays ? "localStorage" : "sessionStorage");
const keyOf = (form) => PREFIX + form.dataset.keep;

function keep(form) {
  store(keyOf(form), JSON.stringify({ at: Date.now(), fields: read(form) }), boxOf(form));
}

export function forget(form) {
  store(keyOf(form), null, boxOf(form));
  if (load(SENT) === form.dataset.keep) store(SENT, null);
}

function kept(form) {
  const found = JSON.parse(load(keyOf(form), boxOf(form)) || "null");
  if (!found?.fields) return null;
  if (form.dataset.keepDays && Date.now() - found.at > form.dataset.keepDays * DAY) {
    forget(form);
    return null;
  }
  return found.fields;
}

// After a submit there are four ways to land: on a detour (sign-in, an error page), back on the form with errors,
// on the form again after a detour, or anywhere else, which means that the server has taken what was typed. A button
// that leads aside (formaction) asks for something else: after a detour what was typed was not taken with it.
function settle(forms) {
  const sent = load(SENT);
  if (!sent) return;
  if (document.querySelector("input[type=password], [data-detour]")) {
    store(DETOUR, "yes");
    return;
  }
  const form = forms.find((one) => one.dataset.keep === sent);
  const refused = form?.querySelector("[aria-invalid=true]");
  if (!refused && !((form || load(ASIDE)) && load(DETOUR))) ["sessionStorage", "localStorage"].forEach((box) => store(PREFIX + sent, null, box));
  [SENT, DETOUR, ASIDE].forEach((key) => store(key, null));
}

// The line that says that this browser kept something, with a button that throws it away.
function tell(form) {
  const note = form.querySelector("[data-keep-note]");
  if (!note) return;
  note.hidden = false;
  note.querySelector("button").addEventListener("click", () => {
    forget(form);
    form.reset();
    note.hidden = true;
  });
}

export function keepTyping() {
  const forms = [...document.querySelectorAll("form[data-keep]")];
  settle(forms);
  forms.forEach(wire);
  // Forms that come later: what was typed into them before is there again, unless they bring what was refused.
  document.addEventListener("htmx:load", ({ detail: { elt } }) => {
    [elt, ...elt.querySelectorAll("form")].filter((one) => one.matches("form[data-keep]")).forEach(wire);
  });
}

const wired = new WeakSet();

function wire(form) {
  if (wired.has(form)) return;
  wired.add(form);
  const saved = kept(form);
  if (saved && !form.querySelector("[aria-invalid=true]")) {
    restore(form, saved);
    tell(form);
  }
  form.addEventListener("input", (event) => (event.isTrusted || event.detail === "typed") && keep(form));
  form.addEventListener("submit", (event) => {
    store(SENT, form.dataset.keep);
    store(ASIDE, event.submitter?.hasAttribute("formaction") ? "yes" : null);
  });
  form.addEventListener("htmx:afterRequest", (event) => {
    if (event.target !== form) return;
    store(SENT, null);
    if (event.detail.successful) forget(form);
  });
}
