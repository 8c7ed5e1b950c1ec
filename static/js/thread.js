// The live discussion. Without this module the same page works by links and forms.
import { Line } from "./live.js";
import { Bar } from "./thread/bar.js";
import { wireForms } from "./thread/forms.js";
import { Threads } from "./thread/threads.js";

const talk = document.getElementById("talk");
const line = document.getElementById("talk-line");
const FIRST_PAUSE = 2000;
const LONGEST_PAUSE = 60000;

function say(text) {
  line.textContent = text;
  line.hidden = !text;
}

function startDiscussion() {
  const threads = new Threads(talk);
  const bar = new Bar(document.getElementById("talk-bar"), threads);
  const take = (frame, own) => bar.take(frame, own);

  // While something is missing, frames of the line wait: taking a later one would hide the gap before it.
  let behind = false;
  let more = false;

  async function catchUp() {
    const answer = await fetch(`${talk.dataset.changes}?since=${threads.revision}`, { headers: { "HX-Request": "true" } });
    if (answer.status === 404) return closed();
    if (!answer.ok) throw new Error(answer.status);
    const missed = await answer.json();
    if (missed.reload) bar.askReload();
    else missed.frames.forEach((frame) => take(frame, false));
  }

  async function missed() {
    more = true;
    if (behind) return;
    behind = true;
    for (let pause = FIRST_PAUSE; more && !socket.ended; ) {
      more = false;
      try {
        await catchUp();
      } catch {
        more = true;
        await new Promise((done) => setTimeout(done, pause));
        pause = Math.min(pause * 2, LONGEST_PAUSE);
      }
    }
    behind = false;
  }

  function came(frame) {
    if (frame.kind === "hello") return frame.revision > threads.revision && missed();
    return behind ? missed() : take(frame, false);
  }

  function closed() {
    socket.end();
    say(line.dataset.closed);
    threads.empty();
    bar.clear();
    showWhy().catch(() => {}); // no line: the sentence above has to do
  }

  // The proposal itself may be hidden now: its page says why and takes the place of what was read here.
  async function showWhy() {
    const answer = await fetch(location.href);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const main = page.querySelector("main");
    if (!main || main.querySelector("#talk")) return;
    document.querySelector("main").replaceWith(main);
    document.title = page.title;
    main.focus();
  }

  const socket = new Line(`/ws/discussion/${talk.dataset.topic}/?lang=${talk.dataset.lang}`, {
    frame: came,
    missed,
    closed,
    resumed: () => {
      talk.dataset.live = "yes";
      say("");
    },
    paused: (moment) => {
      const time = moment.toLocaleTimeString(talk.dataset.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
      say(line.dataset.paused.replace("{}", time));
    },
  });
  wireForms(talk, take);
  socket.open();
}

if (talk) startDiscussion();
