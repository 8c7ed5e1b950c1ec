// The two groups a round can use. Elements are canonical strings; curve and field arithmetic is noble's.
// groupNamed(name) -> {name, order, generator, neutral, isMember, admit, power, powers, multiply, divide, product,
// productOfPowers, commitment, fix, encode, hash, fromInteger, independentGenerator, sortKey}.
import { Ed25519 } from "./ed25519.js";
import { Rfc3526 } from "./finite-field.js";

const GROUPS = new Map([new Ed25519(), new Rfc3526()].map((group) => [group.name, group]));

export function groupNamed(name) {
  if (!GROUPS.has(name)) throw new RangeError(`unknown group '${name}'; known are ${[...GROUPS.keys()].join(", ")}`);
  return GROUPS.get(name);
}
