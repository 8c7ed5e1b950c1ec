// What a trustee's page lets compute away from itself. In: {task, ...}. Out: any number of {progress, note}, progress
// from 0 to 1 within the step that `note` names, then {result} or {error, place, reason} (place and reason are null where
// it is no refusal). Texts in a result are posted as they are.
//   {task: "certify", group, size, threshold, index, seed} -> text
//   {task: "contribute", group, size, threshold, index, seed, certificates: [text]} -> text
//   {task: "confirm", ..., certificates: [text], contributions: [text]} -> {key, share}
//   {task: "try", group, trustees, owner, seed, share, nonce} -> text
//   {task: "verify", board: {archive, round, contributions, heads}} -> {head, fingerprint, voters, shuffles, openings}
//   {task: "shuffle", board, closed, owner, seed} -> text
//   {task: "open", board, closed, owner, seed, share} -> {promise, opening}
// `closed` is the head of the closed box whose words were shown, if any were.
// `archive` is a Uint8Array; `randomness`, a text, makes a task repeatable and is for tests only.
import { verifyBoard } from "./board.js";
import { certify, confirm, contribute, readCertificates, readContributions, settingOf } from "./ceremony.js";
import { Refused, sha256Hex } from "./encoding.js";
import { fromSeed, secure } from "./randomness.js";
import { trySheet } from "./trial.js";
import { openingDraw, openingTurn, shuffleTurn } from "./turns.js";

const EVERY = 50;
let told = 0;

// Tells the page at most twenty times a second.
function tell(progress, note) {
  const now = performance.now();
  if (progress > 0 && progress < 1 && now - told < EVERY) return;
  told = now;
  self.postMessage({ progress, note });
}

// Verifies a board and says which box it is, so that its trustee can compare it with what was heard elsewhere. Where
// the page has shown the words of another box, nothing is counted.
function checked({ board: files, closed: shown }) {
  const board = verifyBoard(files, tell);
  const closed = board.events.find(({ type }) => type === "EncryptedTally");
  if (!closed) return board;
  const head = sha256Hex(closed.text);
  self.postMessage({ progress: 1, note: "box", box: { head, voters: board.voters } });
  if (shown && shown !== head) throw new Refused("board", "is not the box whose six words were shown");
  return board;
}

const drawOf = ({ randomness }) => (randomness === undefined ? secure() : fromSeed(randomness));

const ceremony = (speak) => (job) => speak(settingOf(job.group, job.size, job.threshold), job, drawOf(job));

const TASKS = {
  certify: ceremony((setting, { seed, index }, draw) => certify(setting, seed, index, draw)),
  contribute: ceremony((setting, { seed, index, certificates }, draw) =>
    contribute(setting, seed, index, readCertificates(setting, certificates), draw),
  ),
  confirm: ceremony((setting, { seed, index, certificates, contributions }, draw) => {
    const read = [readCertificates(setting, certificates), readContributions(setting, contributions)];
    return confirm(setting, seed, index, ...read, draw);
  }),
  try: (job) => trySheet(job, drawOf(job)),
  verify({ board: files }) {
    const { head, election, voters, shuffles, partials } = verifyBoard(files, tell);
    const { fingerprint } = election;
    return { head, fingerprint, voters, shuffles: [...shuffles.keys()], openings: [...partials.keys()] };
  },
  shuffle(job) {
    const board = checked(job);
    return shuffleTurn(board, job.owner, job.seed, drawOf(job), (progress) => tell(progress, "shuffle"));
  },
  open(job) {
    const board = checked(job);
    const draw = job.randomness === undefined ? openingDraw(board, job.owner, job.seed) : drawOf(job);
    return openingTurn(board, job.owner, job.seed, job.share, draw, (progress) => tell(progress, "open"));
  },
};

self.addEventListener("message", async ({ data }) => {
  try {
    if (!Object.hasOwn(TASKS, data.task)) throw new RangeError(`unknown task ${data.task}`);
    self.postMessage({ result: await TASKS[data.task](data) });
  } catch (error) {
    self.postMessage({ error: error.message, place: error.place ?? null, reason: error.reason ?? null });
  }
});
