// The board of a round that is being counted, verified as `python -m voting.verifier --unfinished` does.
//   verifyBoard({archive, round, contributions, heads}, progress) -> board; throws Refused.
// `archive` is the bytes of round.bel (Uint8Array); round, contributions and heads are the texts of the files beside it
// (without `round`, the archive is checked alone). progress(fraction, step) is called with a fraction of the step, which
// is "archive", "setup", "elements", "ballots", "tally", "shuffles" or "openings". A board is {head, events, election,
// trustees, round, voters, tally, shuffles, partials}: shuffles is a Map from owner to text, partials from owner to what
// it opened.
import { readArchive } from "./archive.js";
import { checkBallots, checkSetup } from "./box.js";
import { checkHeads, checkRound, checkShufflers } from "./companions.js";
import { checkDecryptions, checkShuffles, checkTally } from "./count.js";
import { Node, Refused } from "./encoding.js";

const OWNED = /"payload":"([0-9a-f]{64})"/;

// The archive and what of it has been read.
class Source {
  #used = new Set();
  #position = 0;

  constructor(archive) {
    Object.assign(this, archive);
  }

  get finished() {
    return this.#position === this.events.length;
  }

  // The next events of this kind: all there are, or exactly `count`.
  take(kind, count) {
    const start = this.#position;
    while (this.events[this.#position]?.type === kind && count !== this.#position - start) this.#position += 1;
    if (count !== undefined && this.#position - start < count) {
      if (this.finished) throw new Refused("archive", `ends before ${kind}`);
      throw new Refused(this.events[this.#position].place, `stands where ${kind} must`);
    }
    return this.events.slice(start, this.#position);
  }

  has(kind) {
    return this.events.some(({ type }) => type === kind);
  }

  // The data whose hash stands there.
  named(node) {
    const digest = node.text();
    if (!this.data.has(digest)) throw node.refuse("names data that is not in the archive");
    this.#used.add(digest);
    return this.data.get(digest);
  }

  payload({ payload, place }) {
    return this.named(new Node(payload, `${place}.payload`));
  }

  // The data with most of the elements: every ballot, shuffle and opening.
  *longTexts() {
    for (const { type, payload } of this.events) {
      const text = this.data.get(payload) ?? "";
      if (type === "Ballot") yield text;
      if (type === "Shuffle" || type === "PartialDecryption") yield this.data.get(OWNED.exec(text)?.[1]) ?? "";
    }
  }

  everythingWasUsed() {
    if (!this.finished) throw new Refused(this.events[this.#position].place, "stands where no event may");
    const stray = [...this.data.keys()].find((digest) => !this.#used.has(digest));
    if (stray) throw new Refused(`member ${stray}.data.json`, "belongs to no event");
  }
}

const closeBox = ({ source }) => source.take("EndBallots", 1);

export function verifyBoard({ archive, round, contributions, heads = "[]" }, progress = () => {}) {
  progress(0, "archive");
  const source = new Source(readArchive(archive));
  progress(0, "setup");
  const board = checkSetup(source, progress);
  board.round = round === undefined ? null : checkRound(board, round);
  if (board.round) checkHeads(board, heads);
  for (const step of [checkBallots, closeBox, checkTally, checkShuffles, checkDecryptions]) {
    if (source.finished) break;
    step(board, progress);
  }
  if (source.has("Result")) throw new Refused("board", "has its result already: the count is over");
  source.everythingWasUsed();
  if (board.round && source.has("EndShuffles")) checkShufflers(board, contributions);
  return board;
}
