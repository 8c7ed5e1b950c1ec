// Recomputes the vectors with the modules of the page; the test compares them with the file.
import { seal } from "/v1/ballots.js";
import { secretKey, tidy } from "/v1/credentials.js";
import { fingerprint } from "/v1/encoding.js";
import { groupNamed } from "/v1/groups.js";
import { pack, packedSize } from "/v1/packing.js";
import { fromSeed } from "/v1/randomness.js";

function group(expected) {
  const one = groupNamed(expected.name);
  const five = one.power(one.generator, 5n);
  const seven = one.power(one.generator, 7n);
  const powers = (base, list) => list.map(([exponent]) => [exponent, one.power(base, BigInt(exponent))]);
  const members = [one.neutral, ...expected.strangers].filter((text) => one.isMember(text));
  if (members.length > 0) throw new Error(`${one.name} takes ${members} for its own`);
  return {
    name: one.name,
    order: one.order.toString(),
    neutral: one.neutral,
    powers: powers(one.generator, expected.powers),
    powers_of_five: powers(five, expected.powers_of_five),
    product: [five, seven, one.multiply(five, seven), one.divide(five, seven)],
    hashes: expected.hashes.map(([text]) => [text, one.hash(text).toString()]),
    encoded: expected.encoded.map(([values]) => [values, one.encode(values)]),
    strangers: expected.strangers,
  };
}

function ballot({ election, code, seed, choices }) {
  const { uuid, group: name } = JSON.parse(election);
  const secret = secretKey(groupNamed(name), uuid, code);
  const { text, tracker } = seal(election, secret, choices, fromSeed(seed));
  return {
    election, fingerprint: fingerprint(election), code, secret: secret.toString(), seed, choices,
    ballot: text, tracker,
  };
}

export async function recomputed() {
  const expected = await (await fetch("/sealing.json")).json();
  return {
    groups: expected.groups.map(group),
    draws: expected.draws.map(([seed, limit]) => [seed, limit, fromSeed(seed)(BigInt(limit)).toString()]),
    codes: expected.codes.map(([typed]) => [typed, tidy(typed)]),
    packed: expected.packed.map(({ form, vote }) => ({
      form, vote, size: packedSize(form), bytes: pack(form, vote),
    })),
    ballots: expected.ballots.map(ballot),
  };
}

export function sealed(job) {
  const worker = new Worker("/v1/worker.js", { type: "module" });
  const progress = [];
  return new Promise((resolve, reject) => {
    worker.addEventListener("error", (event) => reject(new Error(event.message)));
    worker.addEventListener("message", ({ data }) => {
      if ("progress" in data) progress.push(data.progress);
      else resolve({ ...data, progress });
    });
    worker.postMessage(job);
  }).finally(() => worker.terminate());
}
