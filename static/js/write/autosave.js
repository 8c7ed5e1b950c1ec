// A form with data-autosave sends what is typed after a short rest and says when it was saved. Where another window
// saved something else, it says so and stops: nothing is overwritten, and saving by hand compares the two.
import { forget } from "../ui/keep.js";

const REST = 1500;

export function autosave(form) {
  const line = document.getElementById("saved");
  const aloud = document.getElementById("saved-aloud");
  let timer = 0;
  let busy = false;
  let waiting = false;
  let stopped = false;

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
    busy = true;
    try {
      take(await fetch(form.dataset.autosave, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } }));
    } catch {
      say(form.dataset.offline, true);
      later();
    }
    busy = false;
    if (waiting) later();
    waiting = false;
  }

  async function take(response) {
    if (!(response.headers.get("Content-Type") || "").includes("json")) return;
    const answer = await response.json();
    say(answer.said, !response.ok);
    stopped = response.status === 409;
    if (!response.ok) return;
    form.elements.seen.value = answer.seen;
    form.dataset.autosave = answer.autosave;
    if (form.dataset.becomes) form.action = answer.action;
    if (!waiting) forget(form);
  }

  form.addEventListener("input", (event) => (event.isTrusted || event.detail === "typed") && later());
  form.addEventListener("submit", () => {
    stopped = true;
    clearTimeout(timer);
  });
}
