// Forms marked data-keep="name" survive an expired session or a closed line: what was typed waits in sessionStorage
// and comes back when the form does. It is dropped once the server has taken it.
const PREFIX = "plaza.keep.";
const SENT = `${PREFIX}sent`;
const DETOUR = `${PREFIX}detour`;

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

function store(key, value) {
  try {
    if (value === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, value);
  } catch {
    // No room or no permission to store: the form works as it did before.
  }
}

function load(key) {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}

// After a submit there are four ways to land: on a detour (sign-in, an error page), back on the form with errors,
// on the form again after a detour, or anywhere else, which means that the server has taken what was typed.
function settle(forms) {
  const sent = load(SENT);
  if (!sent) return;
  if (document.querySelector("input[type=password], [data-detour]")) {
    store(DETOUR, "yes");
    return;
  }
  const form = forms.find((one) => one.dataset.keep === sent);
  const refused = form?.querySelector("[aria-invalid=true]");
  if (!refused && !(form && load(DETOUR))) store(PREFIX + sent, null);
  store(SENT, null);
  store(DETOUR, null);
}

export function keepTyping() {
  const forms = [...document.querySelectorAll("form[data-keep]")];
  settle(forms);
  for (const form of forms) {
    const key = PREFIX + form.dataset.keep;
    const saved = load(key);
    if (saved && !form.querySelector("[aria-invalid=true]")) restore(form, JSON.parse(saved));
    form.addEventListener("input", (event) => event.isTrusted && store(key, JSON.stringify(read(form))));
    form.addEventListener("submit", () => store(SENT, form.dataset.keep));
    form.addEventListener("htmx:afterRequest", (event) => {
      if (event.target !== form) return;
      store(SENT, null);
      if (event.detail.successful) store(key, null);
    });
  }
}
