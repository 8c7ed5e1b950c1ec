// The live discussion. Without this module the same page works by links and forms.
import { Line } from "./live.js";
import { Bar } from "./thread/bar.js";
import { wireForms } from "./thread/forms.js";
import { Threads } from "./thread/threads.js";

const talk = document.getElementById("talk");
const line = document.getElementById("talk-line");

function say(text) {
  line.textContent = text;
  line.hidden = !text;
}

function startDiscussion() {
  const threads = new Threads(talk);
  const bar = new Bar(document.getElementById("talk-bar"), threads);
  const take = (frame, own) => bar.take(frame, own);

  async function catchUp() {
    const answer = await fetch(`${talk.dataset.changes}?since=${threads.revision}`, { headers: { "HX-Request": "true" } });
    if (answer.status === 404) return closed();
    if (!answer.ok) return;
    const missed = await answer.json();
    if (missed.reload) bar.askReload();
    else missed.frames.forEach((frame) => take(frame, false));
  }

  const missed = () => catchUp().catch(() => {}); // no line: the next try asks again

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
    frame: (frame) => (frame.kind === "hello" ? frame.revision > threads.revision && missed() : take(frame, false)),
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
