// Nothing is put in while someone reads: what would push the text waits behind "1 new comment. Show it".
const QUIET = 20000; // screen readers hear how many wait at most this often

export class Bar {
  constructor(element, threads) {
    this.element = element;
    this.link = element.querySelector("a");
    this.words = this.link.querySelector("span");
    this.threads = threads;
    this.waiting = new Map();
    this.aloud = document.getElementById("talk-said");
    this.link.addEventListener("click", (event) => this.pressed(event));
  }

  // Bring `frame` onto the page, at once if nobody is disturbed (or it is one's own), else when asked.
  take(frame, own) {
    if (!frame.html) return this.takeAway(frame);
    const place = this.threads.placeOf(frame);
    const isNew = frame.number > this.threads.last;
    this.threads.note(frame);
    if (place === "here") return this.threads.replace(frame, own);
    if (place === "back") return this.threads.putBack(frame);
    if (this.waiting.has(frame.number)) return this.takeAgain(frame, own);
    if (place === "gone") return null;
    if (own && place !== "elsewhere") return this.threads.insert(frame);
    if (place === "more") return this.threads.countMore(frame);
    if (!isNew) return null;
    if (place !== "elsewhere" && this.disturbsNobody(frame, place)) return this.threads.insert(frame);
    this.waiting.set(frame.number, { frame, place });
    this.show();
    return null;
  }

  // Its author deleted it, and nobody had answered.
  takeAway(frame) {
    this.threads.note(frame);
    if (this.waiting.delete(frame.number)) this.show();
    else this.threads.remove(frame);
    return null;
  }

  takeAgain(frame, own) {
    const { place } = this.waiting.get(frame.number);
    this.waiting.set(frame.number, { frame, place });
    if (!own || place === "elsewhere") return null;
    this.waiting.delete(frame.number);
    this.show();
    return this.threads.insert(frame);
  }

  disturbsNobody(frame, place) {
    return this.threads.edge(frame, place) >= window.innerHeight;
  }

  show() {
    const count = this.waiting.size;
    this.link.hidden = count === 0;
    const words = count === 1 ? this.element.dataset.one : this.element.dataset.many;
    this.words.textContent = count ? words.replace("{}", count) : "";
    this.sayAloud();
  }

  sayAloud() {
    if (this.speaking) return;
    this.aloud.textContent = this.words.textContent;
    this.speaking = setTimeout(() => {
      this.speaking = null;
      if (this.aloud.textContent !== this.words.textContent) this.sayAloud();
    }, QUIET);
  }

  pressed(event) {
    if (this.reload || [...this.waiting.values()].some(({ place }) => place === "elsewhere")) return; // a plain link
    event.preventDefault();
    if (this.target) return this.goTo();
    this.insertWaiting();
  }

  // Put in all that waits and keep what is being read where it is on the screen.
  insertWaiting() {
    const anchor = this.readingNow();
    const before = anchor?.getBoundingClientRect().top;
    const frames = [...this.waiting.values()].map(({ frame }) => frame);
    this.waiting.clear();
    const nodes = frames.map((frame) => this.threads.insert(frame)).filter(Boolean);
    if (anchor) window.scrollBy({ top: anchor.getBoundingClientRect().top - before, behavior: "instant" });
    const first = nodes[nodes.length - 1];
    if (!first) return this.show();
    first.tabIndex = -1;
    first.focus({ preventScroll: true });
    this.afterwards(first);
  }

  // The comment at the top of the screen, if the reader is that deep in the threads.
  readingNow() {
    const comments = this.threads.list.querySelectorAll(".cm");
    if (!comments.length || comments[0].getBoundingClientRect().top >= 0) return null;
    return [...comments].find((comment) => comment.getBoundingClientRect().bottom > 0);
  }

  afterwards(node) {
    const box = node.getBoundingClientRect();
    const seen = box.top < window.innerHeight && box.bottom > 0;
    this.show();
    if (seen) return;
    this.target = node;
    this.link.hidden = false;
    this.words.textContent = this.element.dataset.above;
    this.sayAloud();
  }

  goTo() {
    this.target.scrollIntoView({ block: "center" });
    this.target.focus({ preventScroll: true });
    this.target = null;
    this.show();
  }

  askReload() {
    this.reload = true;
    this.link.hidden = false;
    this.words.textContent = this.element.dataset.reload;
    this.sayAloud();
  }

  clear() {
    this.waiting.clear();
    this.show();
  }
}
