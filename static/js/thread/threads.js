// The threads on the page and where a comment belongs among them.
export class Threads {
  constructor(talk) {
    this.talk = talk;
    this.list = document.getElementById("threads");
    this.revision = Number(talk.dataset.revision);
    this.last = Number(talk.dataset.last);
    this.startsNewest = talk.dataset.newest === "yes";
    this.drawn = new Map(); // number -> the revision that is on the page
  }

  // Where `frame` would go: "here" (it is on the page), "top", "reply", "more" (behind a link), "elsewhere", "gone".
  placeOf(frame) {
    if (document.getElementById(`c-${frame.number}`)) return "here";
    if (frame.number <= this.last) return "gone"; // an old one on another page
    if (!frame.root) return this.startsNewest ? "top" : "elsewhere";
    const more = this.moreOf(frame.root);
    if (!more) return document.getElementById(`t-${frame.root}`) ? "elsewhere" : "gone";
    return more.hidden ? "reply" : "more";
  }

  moreOf(root) {
    return document.querySelector(`#t-${root} > .more[data-end]`);
  }

  // The point of the page that would move if `frame` were put there now: the top edge of the insertion.
  edge(frame, place) {
    const next = place === "top" ? this.list.firstElementChild : this.moreOf(frame.root).previousElementSibling;
    if (!next) return this.list.getBoundingClientRect().top;
    const box = next.getBoundingClientRect();
    return place === "top" ? box.top : box.bottom;
  }

  note(frame) {
    this.revision = Math.max(this.revision, frame.revision);
    this.last = Math.max(this.last, frame.number);
    this.count(frame);
  }

  count(frame) {
    document.getElementById("talk-title").textContent = frame.title;
    document.getElementById("talk-tally").innerHTML = frame.tally;
    this.talk.querySelectorAll("[data-label]").forEach((label, index) => {
      label.textContent = frame.labels[index];
      label.closest(".chip").hidden = !frame.labels[index];
    });
  }

  node(frame) {
    const holder = document.createElement("template");
    holder.innerHTML = frame.html;
    this.drawn.set(frame.number, frame.revision);
    return holder.content.firstElementChild;
  }

  replace(frame) {
    const old = document.getElementById(`c-${frame.number}`);
    if (this.drawn.get(frame.number) >= frame.revision) return old;
    const fresh = this.node(frame);
    const writing = old.querySelector(".reply")?.parentElement;
    if (writing) fresh.append(writing);
    const mine = old.querySelector("button[aria-pressed]");
    const theirs = fresh.querySelector("button[aria-pressed]");
    if (mine && theirs) theirs.replaceWith(mine);
    old.replaceWith(fresh);
    return fresh;
  }

  insert(frame) {
    const fresh = this.node(frame);
    document.getElementById("talk-empty")?.remove();
    if (frame.root) return this.insertReply(frame, fresh);
    const thread = document.createElement("div");
    thread.className = "th";
    thread.id = `t-${frame.number}`;
    thread.append(fresh, this.newMore());
    this.list.prepend(thread);
    return fresh;
  }

  insertReply(frame, fresh) {
    const more = this.moreOf(frame.root);
    if (more.hidden) {
      more.before(fresh);
      more.dataset.end = frame.place;
    } else {
      more.after(fresh);
    }
    return fresh;
  }

  newMore() {
    const more = document.createElement("p");
    more.className = "more";
    more.dataset.end = "0";
    more.hidden = true;
    return more;
  }

  // A reply behind "Show 12 more replies": the link says 13.
  countMore(frame) {
    const more = this.moreOf(frame.root);
    const left = frame.place - Number(more.dataset.end);
    const text = left === 1 ? this.talk.dataset.moreOne : this.talk.dataset.moreMany;
    more.querySelector("a").textContent = text.replace("{}", left);
  }

  empty() {
    this.list.replaceChildren();
  }
}
