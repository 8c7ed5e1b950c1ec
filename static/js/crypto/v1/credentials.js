// Voting codes: what a voter types in, the secret key it stands for, and the public list of all.
import { Node, sha256Hex } from "./encoding.js";

const GROUPS_OF = [5, 6, 5, 6];
const CODE = /^[1-9A-HJ-NP-Za-km-z]{22}$/;

// The code somebody typed or scanned, with its dashes where they belong; null if it is none.
export function tidy(typed) {
  const bare = typed.replace(/[-\s]/g, "");
  if (!CODE.test(bare)) return null;
  let start = 0;
  return GROUPS_OF.map((size) => bare.slice(start, (start += size))).join("-");
}

export function secretKey(group, uuid, code) {
  const halves = [0, 1].map((half) => sha256Hex(`derive_credential|${uuid}|${half}|${code}`));
  return BigInt(`0x${halves.join("")}`) % group.order;
}

const WEIGHT = /^[1-9][0-9]{0,8}$/;

// Reads the public list: a Map from every key to its weight (1 where none is given).
export function readCredentials(text, group, place = "public_credentials") {
  const weights = new Map();
  for (const item of Node.parse(text, place).items()) {
    const [key, ...rest] = item.text().split(",");
    const element = new Node(key, item.place).element(group);
    const weight = rest.length === 0 ? "1" : rest.join(",");
    if (!WEIGHT.test(weight)) throw item.refuse("has a weight that is not a positive number");
    if (weights.has(element)) throw item.refuse("appears twice");
    weights.set(element, Number(weight));
  }
  return weights;
}
