// Seals a ballot in a worker, away from the page.
import { Sentence, fetched, seal, words } from "./page.js";

// Runs one task of the worker; resolves with its answer, rejects with its error.
export function inWorker(job, onProgress = () => {}) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(seal.worker, { type: "module" });
    const done = (settle, value) => {
      worker.terminate();
      settle(value);
    };
    worker.addEventListener("message", ({ data }) => {
      if ("progress" in data) onProgress(data.progress);
      else if ("error" in data) done(reject, new Error(data.error));
      else done(resolve, data);
    });
    worker.addEventListener("error", (event) => done(reject, new Error(event.message || "module worker")));
    worker.postMessage(job);
  });
}

// The vote that is packed: places of ticked projects, points of every project, or places best first.
export function voteOf(fields) {
  const place = new Map(seal.numbers.map((number, index) => [String(number), index]));
  const ticked = fields.filter(([name]) => name === "choice").map(([, value]) => place.get(value));
  if (seal.form.kind === "approval") return ticked.sort((a, b) => a - b);
  const gave = fields.filter(([name]) => name.startsWith("give-")).map(([name, value]) => [name.slice(5), Number(value || 0)]);
  if (seal.form.kind === "points") return seal.numbers.map((number) => new Map(gave).get(String(number)) ?? 0);
  const ranked = gave.filter(([, value]) => value > 0).sort(([, a], [, b]) => a - b);
  return ranked.map(([number]) => place.get(number));
}

// The published text of the election: it must have the hash in its address and hold the rules that the page names.
export async function electionText() {
  const { sha256Hex } = await import("../crypto/v1/encoding.js");
  const text = await (await fetched(seal.election.address)).text();
  const rules = () => JSON.parse(JSON.parse(text).description).round;
  if (sha256Hex(text) !== seal.election.hash || rules() !== seal.rules) throw new Sentence(words.notrules);
  return text;
}

// Returns {text, digest, seed, vote}; `code` is a function that gives the voter's code.
export async function sealBallot(fields, code, tell) {
  tell(words.fetching, 0.1);
  const vote = voteOf(fields);
  const job = { electionText: await electionText(), code: await code(), form: seal.form, vote };
  const seconds = secondsFor(seal.group);
  tell(seconds > 1 ? words.sealingfor.replace("{n}", seconds) : words.sealing, 0.3);
  const { text, seed } = await inWorker(job, (part) => tell(null, 0.3 + 0.5 * part));
  const { sha256Hex } = await import("../crypto/v1/encoding.js");
  return { text, seed, vote, digest: sha256Hex(text) };
}

// How much longer than the loop below a device needs to seal, by group.
const TIMES = { Ed25519: 60, "RFC-3526-2048": 125 };

// About how many seconds this device will need, from how quick it is with large numbers.
function secondsFor(group) {
  const start = performance.now();
  let number = (1n << 255n) - 19n;
  for (let turn = 0; turn < 2000; turn += 1) number = BigInt.asUintN(256, number * number + 1n);
  return Math.ceil(((performance.now() - start) * TIMES[group] * seal.work) / 1000);
}
