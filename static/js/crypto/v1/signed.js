// Messages signed by a trustee, and the two keys that follow from a seed of 22 characters.
// A signed message is {message, signature}, as the record has it. tidySeed("3kPfG-…") -> the bare seed, or null.
import { sha256Hex } from "./encoding.js";
import { holds, prove, readProof } from "./proofs.js";

const BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const SEED_LENGTH = 22;
const SEED = new RegExp(`^[${BASE58}]{${SEED_LENGTH}}$`);

export function sign(group, secret, message, draw) {
  return { message, signature: prove(group, `sigmsg|${message}`, [group.generator], secret, draw) };
}

// Whether the holder of this key signed the message.
export const signedBy = (group, key, { message, signature }) =>
  holds(group, `sigmsg|${message}`, [[group.generator, key]], signature);

export function readSigned(node, group) {
  const { message, signature } = node.fields("message", "signature");
  return { message: message.text(), signature: readProof(signature, group) };
}

// 22 random characters: all that a trustee has to keep.
export function newSeed(draw) {
  const characters = Array.from({ length: SEED_LENGTH }, () => BASE58[Number(draw(BigInt(BASE58.length)))]);
  return characters.join("");
}

export const isSeed = (text) => SEED.test(text);

// The seed somebody typed or scanned from a sheet, without blanks and dashes; null if it is none.
export function tidySeed(typed) {
  const bare = typed.replace(/[-\s]/g, "");
  return isSeed(bare) ? bare : null;
}

const derived = (group, purpose, seed) => BigInt(`0x${sha256Hex(`${purpose}|${seed}`)}`) % group.order;

// The secret key to sign with.
export const signingKey = (group, seed) => derived(group, "sk", seed);

// The secret key that opens what other trustees send.
export const decryptionKey = (group, seed) => derived(group, "dk", seed);
