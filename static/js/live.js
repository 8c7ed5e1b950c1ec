// A line to one topic: a WebSocket that comes back by itself, and polling where sockets never work.
// The server only ever speaks; whoever lost the line asks over HTTP for what changed since the last revision.
const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 60000;
const SILENCE = 70000; // the server beats every 25 s
const STALE = 35000; // a line that has missed a beat when somebody comes back is not waited for
const POLL = 20000;
const TRIES_BEFORE_POLLING = 3;
const NOT_PUBLIC = 4404;

export class Line {
  // `on` has frame(frame), missed(), paused(moment), resumed(), closed().
  constructor(path, on) {
    this.url = `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}${path}`;
    this.on = on;
    this.failures = 0;
    this.everOpen = false;
    this.ended = false;
    window.addEventListener("online", () => this.retryNow());
    window.addEventListener("offline", () => this.lose());
    window.addEventListener("pagehide", () => this.end());
    window.addEventListener("pageshow", (event) => event.persisted && this.restart());
    document.addEventListener("visibilitychange", () => !document.hidden && this.comeBack());
  }

  open() {
    if (this.ended || this.socket) return;
    clearTimeout(this.timer);
    const socket = new WebSocket(this.url);
    this.socket = socket;
    this.listen(15000);
    socket.addEventListener("message", (event) => this.heard(JSON.parse(event.data)));
    socket.addEventListener("close", (event) => {
      if (this.socket !== socket) return;
      this.socket = null;
      if (event.code === NOT_PUBLIC) this.stop();
      else this.lost();
    });
  }

  heard(frame) {
    this.heardAt = Date.now();
    this.listen(SILENCE);
    if (frame.kind === "hello") this.greet();
    if (frame.kind === "closed") this.stop();
    else if (frame.kind === "catch-up") this.on.missed();
    else if (frame.kind !== "beat") this.on.frame(frame);
  }

  greet() {
    this.everOpen = true;
    this.failures = 0;
    clearInterval(this.polling);
    this.polling = null;
    this.on.resumed();
  }

  // Nothing heard for `wait` ms: the line is dead, even if the browser has not noticed.
  listen(wait) {
    clearTimeout(this.silence);
    this.silence = setTimeout(() => this.lose(), wait);
  }

  lose() {
    if (!this.socket) return;
    const socket = this.socket;
    this.socket = null;
    socket.close();
    this.lost();
  }

  lost() {
    clearTimeout(this.silence);
    if (this.ended) return;
    if (this.failures === 0 && this.everOpen) this.on.paused(new Date());
    this.failures += 1;
    if (this.failures >= TRIES_BEFORE_POLLING && !this.polling) {
      this.polling = setInterval(() => document.hidden || this.on.missed(), POLL);
    }
    const pause = Math.min(FIRST_PAUSE * 1.7 ** (this.failures - 1), LONGEST_PAUSE);
    this.timer = setTimeout(() => this.open(), pause * (0.7 + 0.6 * Math.random()));
  }

  // Somebody looks at the page again. While a device sleeps its timers may stand still, its clock does not.
  comeBack() {
    if (this.socket && this.heardAt && Date.now() - this.heardAt > STALE) this.lose();
    this.retryNow();
  }

  retryNow() {
    if (!this.socket && !this.ended) this.open();
  }

  restart() {
    this.ended = false;
    this.open();
  }

  end() {
    this.ended = true;
    clearTimeout(this.timer);
    clearTimeout(this.silence);
    clearInterval(this.polling);
    this.polling = null;
    const socket = this.socket;
    this.socket = null;
    socket?.close();
  }

  stop() {
    this.end();
    this.on.closed();
  }
}
