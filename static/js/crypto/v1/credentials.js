// Voting codes: what a voter types in, and the secret key it stands for.
import { sha256Hex } from "./encoding.js";

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
