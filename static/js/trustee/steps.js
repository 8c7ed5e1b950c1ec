// The steps of a trustee, one after the other. The page is drawn by the platform; here is what happens on the device.
import { tidySeed } from "../crypto/v1/signed.js";
import { toWords } from "../crypto/v1/words.js";
import { Broken, Gone, Platform, Said } from "./platform.js";
import { freshSeed, groupsOf, show, twoPlaces } from "./sheet.js";
import { Stopped, ask } from "./work.js";

const LOOK = 4000;
const RENEW = 180_000;
const BY_ITSELF = { contribute: "seed", confirm: "seed", shuffle: "counts", open: "counts" };

export function begin(root) {
  const texts = document.getElementById("texts").content;
  const platform = new Platform(root);
  const memory = { seed: null, counts: false, busy: false };
  const step = () => document.getElementById("step");
  const text = (key) => texts.querySelector(`[data-key="${key}"]`).textContent;
  const find = (selector) => step().querySelector(selector);

  function tell(progress, note) {
    const work = find("[data-work]");
    work.hidden = false;
    const said = texts.querySelector(`[data-key="${note}"]`)?.textContent ?? "";
    const line = work.querySelector("[data-work-text]");
    if (line.textContent !== said) line.textContent = said;
    const bar = work.querySelector("progress");
    if (progress > 0) bar.value = progress;
    else bar.removeAttribute("value");
  }

  function complain(sentence) {
    find("[data-problem-text]").textContent = sentence;
    find("[data-problem]").hidden = !sentence;
  }

  const shownHead = () => find("[data-closed]")?.dataset.closed;
  const compute = (job) => ask(root.dataset.worker, job, (progress, note, box) => (box ? showBox(box) : tell(progress, note)));

  // Which box was checked: only a trustee can tell whether it is the one that everybody else was shown.
  async function showBox({ head, voters }) {
    const place = root.querySelector("[data-box]");
    const words = toWords(head, await platform.list());
    place.querySelector("[data-voters]").textContent = text("voters").replace("{n}", voters);
    place.querySelector("[data-box-words]").replaceChildren(...words.map((word) => Object.assign(document.createElement("li"), { textContent: word })));
    place.hidden = false;
  }

  // What went wrong, as a sentence; a share that does not fit names its maker, and the platform is told.
  async function explain(error, words) {
    if (error instanceof Said) return error.message;
    if (error instanceof Gone) return text("gone");
    if (error instanceof Broken) return text("line");
    if (!(error instanceof Stopped)) return text("other").replace("{place}", error.message);
    const culprit = /^share from trustee (\d+)/.exec(error.place)?.[1];
    if (culprit) {
      await platform.say("complaint", { attempt: words.attempt, culprit }).catch(() => {});
      return text("culprit").replace("{number}", culprit);
    }
    if (/seed/.test(error.place) || /made from this seed/.test(error.reason) || error.place === "your sealed share") {
      memory.seed = null;
      return text("sheet");
    }
    return text(memory.counts ? "board" : "other").replace("{place}", error.message);
  }

  const WORK = {
    async contribute(words, seed) {
      tell(0, "contribute");
      const made = await compute({ ...words, task: "contribute", seed });
      await platform.say("contribution", { attempt: words.attempt, text: made });
    },
    async confirm(words, seed) {
      tell(0, "confirm");
      const { key, share } = await compute({ ...words, task: "confirm", seed });
      await platform.say("confirmation", { attempt: words.attempt, key, share });
    },
    async try(words, seed) {
      tell(0, "try");
      const made = await compute({ ...words, task: "try", owner: words.index, seed });
      memory.seed = null;
      await platform.say("trial", { attempt: words.attempt, text: made });
    },
    async shuffle(words, seed) {
      await platform.say("turn");
      const renewing = setInterval(() => platform.say("turn").catch(() => {}), RENEW);
      try {
        tell(0, "fetch");
        const board = await platform.board();
        const made = await compute({ task: "shuffle", board, closed: shownHead(), owner: words.index, seed });
        tell(0, "post");
        await platform.say("shuffle", { text: made });
      } catch (error) {
        await platform.say("give-back").catch(() => {});
        throw error;
      } finally {
        clearInterval(renewing);
      }
    },
    async open(words, seed) {
      tell(0, "fetch");
      const board = await platform.board();
      const made = await compute({ task: "open", board, closed: shownHead(), owner: words.index, share: words.share, seed });
      tell(0, "post");
      await platform.say("promise", { text: made.promise });
      await platform.say("opening", { text: made.opening });
      memory.seed = null;
    },
  };

  async function run(task, seed) {
    const form = find("[data-seed-form]");
    memory.busy = true;
    form.hidden = true;
    complain("");
    let words = {};
    let stoppedAt = null;
    try {
      words = await platform.words();
      await WORK[task](words, seed);
      await look();
    } catch (error) {
      stoppedAt = task;
      const sentence = await explain(error, words);
      if (error instanceof Said) await look();
      complain(sentence);
      find("[data-work]").hidden = true;
      const again = find("[data-seed-form]");
      if (again) again.hidden = false;
    } finally {
      memory.busy = false;
    }
    // what stopped here would stop again: it waits for the button, unless something else is to be done now
    if (step().dataset.task !== stoppedAt) proceed();
  }

  async function makeSheet() {
    find("[data-make]").hidden = true;
    complain("");
    tell(0, "certify");
    try {
      const [words, list] = await Promise.all([platform.words(), platform.list()]);
      const seed = freshSeed();
      const certificate = await compute({ ...words, task: "certify", seed });
      show(step(), seed, certificate, list, text("label"));
      askGroups(words, seed, certificate);
    } catch (error) {
      complain(await explain(error, {}));
      find("[data-make]").hidden = false;
    }
    find("[data-work]").hidden = true;
  }

  function askGroups(words, seed, certificate) {
    const form = find("[data-groups-form]");
    const places = twoPlaces();
    const inputs = [...form.querySelectorAll("input")];
    form.querySelectorAll("label").forEach((label, place) => {
      label.textContent = text("label").replace("{number}", places[place] + 1);
    });
    form.prepend(find("[data-problem]"));
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const wrong = inputs.find((input, place) => input.value.trim() !== groupsOf(seed)[places[place]]);
      inputs.forEach((input) => input.setAttribute("aria-invalid", input === wrong));
      if (wrong) {
        complain(text("group"));
        wrong.focus();
        return;
      }
      complain("");
      tell(0, "post");
      try {
        await platform.say("certificate", { attempt: words.attempt, text: certificate });
        memory.seed = seed;
        await look();
      } catch (error) {
        complain(await explain(error, words));
        find("[data-work]").hidden = true;
      }
      proceed();
    });
  }

  // Draws the step anew where it has changed.
  async function look() {
    const fresh = await platform.step(step().dataset.mark);
    if (fresh === null) return;
    const hadFocus = step().contains(document.activeElement) || document.activeElement === document.body;
    const holder = document.createElement("template");
    holder.innerHTML = fresh;
    step().replaceWith(holder.content.firstElementChild);
    wire();
    if (hadFocus) find("h2")?.focus();
  }

  // Goes on by itself where the sheet is still in this tab, except for the trial, which is done from the paper, and
  // where the platform refused what this device made.
  function goesOn() {
    const { task, refused } = step().dataset;
    return Boolean(refused === undefined && memory.seed && memory[BY_ITSELF[task]]);
  }

  function proceed() {
    if (!memory.busy && goesOn()) run(step().dataset.task, memory.seed);
  }

  function wire() {
    find("[data-no-script]")?.remove();
    const make = find("[data-make]");
    if (make) {
      make.hidden = false;
      make.addEventListener("click", makeSheet);
    }
    find("[data-print]")?.addEventListener("click", () => window.print());
    const form = find("[data-seed-form]");
    if (!form) return;
    const { task } = step().dataset;
    form.hidden = goesOn();
    form.prepend(find("[data-problem]"));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const input = form.querySelector("input");
      const seed = tidySeed(input.value);
      input.setAttribute("aria-invalid", seed === null);
      if (seed === null) {
        complain(text("form"));
        input.focus();
        return;
      }
      input.value = "";
      memory.seed = seed;
      memory.counts = ["shuffle", "open"].includes(task);
      run(task, seed);
    });
  }

  async function watch() {
    const waits = ["wait", "ready", "check"].includes(step().dataset.task);
    if (waits && !memory.busy && document.visibilityState === "visible") {
      try {
        await look();
        proceed();
      } catch (error) {
        if (error instanceof Gone) complain(text("gone"));
      }
    }
    setTimeout(watch, LOOK);
  }

  wire();
  watch();
}
