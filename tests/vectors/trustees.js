// Recomputes the vectors of trustees with the modules of the page, and runs tasks in the workers.
import {
  certify, confirm, contribute, openShare, readCertificates, readContributions, settingOf,
} from "/v1/ceremony.js";
import { signCommitment, signShuffle } from "/v1/contributions.js";
import { batchHolds, checkPartial, partiallyDecrypt, proveBatch } from "/v1/decryption.js";
import { encrypt } from "/v1/elgamal.js";
import { Node, dumps, sha256Hex } from "/v1/encoding.js";
import { groupNamed } from "/v1/groups.js";
import { receive, send } from "/v1/mail.js";
import { fromSeed } from "/v1/randomness.js";
import { trySheet } from "/v1/trial.js";
import { readShuffleProof, shuffle, shuffleFault } from "/v1/shuffle.js";
import { decryptionKey, newSeed, signingKey } from "/v1/signed.js";
import { fromWords, leadingBits, toWords } from "/v1/words.js";

const MADE_UP = Array.from({ length: 2048 }, (_, number) => `word${number}`);
const said = (group, text) => (group.name === "Ed25519" ? text : sha256Hex(text));

async function inTurn(count, make) {
  const made = [];
  for (let index = 1; index <= count; index += 1) made.push(await make(index));
  return made;
}

async function ceremony({ group: name, trustees }) {
  const setting = settingOf(name, 3, 2);
  const { group } = setting;
  const draw = fromSeed(`ceremony ${name}`);
  const seeds = await inTurn(3, () => newSeed(draw));
  const texts = await inTurn(3, (index) => certify(setting, seeds[index - 1], index, draw));
  const certificates = readCertificates(setting, texts);
  const posted = await inTurn(3, (index) => contribute(setting, seeds[index - 1], index, certificates, draw));
  const contributions = readContributions(setting, posted);
  const confirmed = await inTurn(3, (index) =>
    confirm(setting, seeds[index - 1], index, certificates, contributions, draw),
  );
  const nonce = newSeed(draw);
  const { share } = confirmed[1];
  return {
    group: name,
    seeds,
    certificates: texts.map((text) => said(group, text)),
    contributions: posted.map((text) => said(group, text)),
    keys: confirmed.map(({ key }) => said(group, key)),
    shares: confirmed.map((one) => said(group, one.share)),
    trustees,
    nonce,
    secret: (await openShare(group, seeds[1], share)).toString(),
    trial: said(group, await trySheet({ group: name, trustees, owner: 2, seed: seeds[1], share, nonce }, draw)),
  };
}

async function letter({ group: name, message }) {
  const group = groupNamed(name);
  const draw = fromSeed(`letter ${name}`);
  const [sender, recipient] = [signingKey(group, newSeed(draw)), decryptionKey(group, newSeed(draw))];
  const [from, to] = group.powers([group.generator, group.generator], [sender, recipient]);
  const text = await send(group, sender, to, message, draw);
  return { group: name, letter: text, message: await receive(group, recipient, from, text, "letter") };
}

function shuffled({ group: name, count }) {
  const group = groupNamed(name);
  const draw = fromSeed(`shuffle ${name} ${count}`);
  const key = group.power(group.generator, 20261122n);
  const before = Array.from({ length: count }, (_, index) =>
    encrypt(group, key, group.encode([index + 1]), draw(group.order)),
  );
  const setting = { group, fingerprint: "fingerprint", key };
  const { after, proof } = shuffle(setting, before, draw);
  const read = readShuffleProof(new Node(proof, "proof"), group, count);
  const fault = shuffleFault(setting, before, after, read);
  if (fault) throw new Error(`the proof fails at ${fault}`);
  const text = dumps({ ciphertexts: [after], proofs: [proof] });
  const signature = signShuffle(group, 77n, { fingerprint: "fingerprint", owner: 2, text }, draw);
  return { group: name, count, shuffle: said(group, text), signature };
}

function opening({ group: name }) {
  const group = groupNamed(name);
  const draw = fromSeed(`opening ${name}`);
  const three = group.power(group.generator, 3n);
  const tally = [2, 1].map((count) =>
    Array.from({ length: count }, () => encrypt(group, three, group.encode([9]), draw(group.order))),
  );
  const trustee = { group, fingerprint: "fingerprint", publicKey: group.power(group.generator, 20261122n) };
  const partial = partiallyDecrypt(trustee, 20261122n, tally, draw);
  const text = dumps(partial);
  const commitment = sha256Hex(text);
  const signature = signCommitment(group, 77n, { fingerprint: "fingerprint", owner: 2, commitment }, draw);
  const batch = proveBatch(trustee, 20261122n, tally, partial.decryption_factors, draw);
  checkPartial(trustee, tally, partial, "partial");
  if (!batchHolds(trustee, tally, partial.decryption_factors, batch)) throw new Error("the batched proof fails");
  return { group: name, partial: said(group, text), signature, batch };
}

function words([text]) {
  const six = toWords(text, MADE_UP);
  if (fromWords(six, MADE_UP) !== leadingBits(text)) throw new Error("the words say something else");
  return [text, leadingBits(text).toString(), six];
}

export async function recomputed() {
  const expected = await (await fetch("/trustees.json")).json();
  return {
    ceremonies: await Promise.all(expected.ceremonies.map(ceremony)),
    letters: await Promise.all(expected.letters.map(letter)),
    generators: expected.generators.map(([name, ...found]) => {
      const group = groupNamed(name);
      return [name, ...found.map((_, index) => group.independentGenerator(index - 1))];
    }),
    shuffles: expected.shuffles.map(shuffled),
    openings: expected.openings.map(opening),
    words: expected.words.map(words),
  };
}

const bytesOf = (base64) => Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0));

// Runs one task in a worker: "worker" seals and audits, "trustee-worker" does the rest. Archives come in Base64.
export function answered(name, { board, ...job }) {
  const worker = new Worker(`/v1/${name}.js`, { type: "module" });
  const progress = [];
  const files = board && { board: { ...board, archive: bytesOf(board.archive) } };
  return new Promise((resolve, reject) => {
    worker.addEventListener("error", (event) => reject(new Error(event.message)));
    worker.addEventListener("message", ({ data }) => {
      if ("progress" in data) progress.push(data);
      else resolve({ ...data, progress });
    });
    worker.postMessage({ ...job, ...files });
  }).finally(() => worker.terminate());
}

// What verification says of many boards: the place of the first thing that is wrong, or null.
export async function places(boards) {
  const { verifyBoard } = await import("/v1/board.js");
  return boards.map((board) => {
    try {
      verifyBoard({ ...board, archive: bytesOf(board.archive) });
      return null;
    } catch (error) {
      return error.place ?? `${error}`;
    }
  });
}

// Which of the elements are members, once all were named together.
export function admitted(name, elements) {
  const group = groupNamed(name);
  group.admit([dumps(elements)]);
  return elements.map((element) => group.isMember(element));
}
