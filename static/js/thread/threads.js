// The threads on the page and where a comment belongs among them.
export class Threads {
  constructor(talk) {
    this.talk = talk;
    this.list = document.getElementById("threads");
    this.revision = Number(talk.dataset.revision);
    this.last = Number(talk.dataset.last);
    this.startsNewest = talk.dataset.newest === "yes";
    this.drawn = new Map(); // number -> the revision that is on the page
    this.removed = new Set(); // numbers of what was deleted while this page was open
  }

  // Where `frame` would go: "here" (it is on the page), "top", "reply", "more" (behind a link), "back" (it was on
  // this page before its author deleted it), "elsewhere", "gone".
  placeOf(frame) {
    if (document.getElementById(`c-${frame.number}`)) return "here";
    if (this.removed.has(frame.number)) return "back";
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

  replace(frame, own) {
    const old = document.getElementById(`c-${frame.number}`);
    if (old.dataset.busy || (!own && this.drawn.get(frame.number) >= frame.revision)) return old;
    const fresh = this.node(frame);
    if (!own && canUndo(old) && !fresh.querySelector(".acts")) return old;
    const focused = old.contains(document.activeElement) && document.activeElement;
    if (!own) keepWhatIsMine(old, fresh);
    old.querySelectorAll(".reply").forEach((form) => fresh.append(form.parentElement));
    old.replaceWith(fresh);
    if (focused) sameIn(fresh, focused).focus({ preventScroll: true });
    return fresh;
  }

  // What its author deleted leaves the page. An answer that somebody is writing to it stays where it is.
  remove(frame) {
    const node = document.getElementById(`c-${frame.number}`);
    if (!node) return this.countGone(frame);
    if (node.dataset.busy || canUndo(node)) return;
    if ([...node.querySelectorAll(".reply textarea")].some((field) => field.value.trim())) {
      const line = document.createElement("p");
      line.className = "soft";
      line.textContent = this.talk.dataset.deleted;
      node.replaceChildren(line, ...[...node.querySelectorAll(".reply")].map((form) => form.parentElement));
      return;
    }
    this.removed.add(frame.number);
    const next = node.contains(document.activeElement) ? node.nextElementSibling ?? this.talk : null;
    (frame.root ? node : node.closest(".th")).remove();
    if (next) (next.isConnected && next.matches(".cm") ? focusable(next) : this.talk).focus({ preventScroll: true });
  }

  // A reply behind "Show 12 more replies" is gone: the link says 11.
  countGone(frame) {
    const more = frame.root && this.moreOf(frame.root);
    if (!more || more.hidden || this.removed.has(frame.number) || frame.place <= Number(more.dataset.end)) return;
    this.removed.add(frame.number);
    this.setLeft(more, Number(more.dataset.left) - 1);
  }

  // Its author brought it back: into its old place.
  putBack(frame) {
    this.removed.delete(frame.number);
    if (frame.root) return this.putReplyBack(frame);
    const fresh = this.insert(frame);
    const thread = fresh.closest(".th");
    const after = [...this.list.querySelectorAll(".th")].find((other) => other !== thread && numberOf(other) < frame.number);
    this.list.insertBefore(thread, after ?? this.list.querySelector(".older"));
    return fresh;
  }

  putReplyBack(frame) {
    const more = this.moreOf(frame.root);
    if (!more) return null;
    if (!more.hidden && frame.place > Number(more.dataset.end)) return this.countMore(frame);
    const replies = [...document.querySelectorAll(`#t-${frame.root} > .re`)];
    const after = replies.find((reply) => Number(reply.dataset.place) > frame.place);
    const fresh = this.node(frame);
    (after ?? more).before(fresh);
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
    if (!more) return null;
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
    more.dataset.end = more.dataset.left = "0";
    more.hidden = true;
    return more;
  }

  // A reply behind "Show 12 more replies": the link says 13.
  countMore(frame) {
    const more = this.moreOf(frame.root);
    this.setLeft(more, Number(more.dataset.left) + 1);
    return null;
  }

  setLeft(more, left) {
    more.dataset.left = left;
    more.hidden = left <= 0;
    const text = left === 1 ? this.talk.dataset.moreOne : this.talk.dataset.moreMany;
    if (left > 0) more.querySelector("a").textContent = text.replace("{}", left);
  }

  empty() {
    this.list.replaceChildren();
  }
}

const numberOf = (thread) => Number(thread.id.slice(2));
const canUndo = (node) => node.querySelector("[formaction$='/undelete/']");

// Frames are the same for everybody: a reader's own mark, and the links under their own comments, stay as they are.
function keepWhatIsMine(old, fresh) {
  const theirs = fresh.querySelector(".acts");
  const mine = old.querySelector(".acts[data-mine]");
  if (mine && theirs) return theirs.replaceWith(mine);
  const mark = old.querySelector("button[aria-pressed]");
  if (mark && theirs) theirs.querySelector("button[aria-pressed]")?.replaceWith(mark);
}

// Where the keyboard goes on: the very button or field if it was kept, else its like, else the comment.
function sameIn(fresh, focused) {
  if (fresh.contains(focused)) return focused;
  const label = focused.getAttribute("aria-label");
  const like = label ? `[aria-label="${CSS.escape(label)}"]` : focused.hasAttribute("aria-pressed") && "[aria-pressed]";
  return (like && fresh.querySelector(like)) || focusable(fresh);
}

function focusable(node) {
  node.tabIndex = -1;
  return node;
}
