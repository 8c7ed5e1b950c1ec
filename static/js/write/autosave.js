// A form with data-autosave sends what is typed after a short rest and says when it was saved. Where another window
// saved something else, it says so and stops: nothing is overwritten, and saving by hand compares the two.
import { forget } from "../ui/keep.js";

const REST = 1500;
const PATIENCE = 5000;
const patience = () => new Promise((done) => setTimeout(done, PATIENCE));

export function autosave(form) {
  const line = document.getElementById("saved");
  const aloud = document.getElementById("saved-aloud");
  let timer = 0;
  let busy = null;
  let waiting = false;
  let stopped = false;
  let pressed = null;

  function say(sentence, important) {
    line.textContent = sentence;
    if (important || !aloud.textContent) aloud.textContent = sentence;
  }

  function later() {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(save, REST);
  }

  async function save() {
    const title = form.elements.title;
    if (title && !title.value.trim()) return;
    if (busy) {
      waiting = true;
      return;
    }
    busy = send();
    await busy;
    busy = null;
    if (waiting) later();
    waiting = false;
  }

  async function send() {
    try {
      await take(await fetch(form.dataset.autosave, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } }));
    } catch {
      say(form.dataset.offline, true);
      later();
    }
  }

  async function take(response) {
    if (!(response.headers.get("Content-Type") || "").includes("json")) return;
    const answer = await response.json();
    say(answer.said, !response.ok);
    stopped = response.status === 409;
    if (!response.ok) return;
    form.elements.seen.value = answer.seen;
    form.dataset.autosave = answer.autosave;
    if (!waiting) forget(form);
    if (form.dataset.becomes) become(answer);
  }

  // The new draft has an address of its own from now on: loading the page again shows it, and not an empty form.
  function become(answer) {
    form.action = answer.action;
    history.replaceState(history.state, "", answer.action);
    if (waiting) forget(form);
    form.dataset.keep = answer.keep;
    delete form.dataset.keepDays;
    delete form.dataset.becomes;
  }

  form.addEventListener("input", (event) => (event.isTrusted || event.detail === "typed") && later());
  // What is being saved comes first: its answer says which text this window has seen.
  form.addEventListener("submit", (event) => {
    stopped = true;
    clearTimeout(timer);
    if (!busy) return;
    event.preventDefault();
    if (!pressed) Promise.race([busy, patience()]).then(() => {
      busy = null;
      form.requestSubmit(pressed);
    });
    pressed = event.submitter ?? pressed;
  });
}
