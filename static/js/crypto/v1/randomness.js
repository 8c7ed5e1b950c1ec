// Randomness is passed in as a `draw`: a function that gives a BigInt below its (BigInt) argument. A ballot is sealed
// with numbers that follow from one seed, so that another device can repeat it when the voter asks for an audit. The
// seed comes from the browser's generator.
import { bytesToHex } from "./noble/hashes/utils.js";
import { sha256Hex } from "./encoding.js";

export function newSeed() {
  return bytesToHex(crypto.getRandomValues(new Uint8Array(32)));
}

// Returns a function that gives numbers below its argument, the same for the same seed.
export function fromSeed(seed) {
  let drawn = 0;
  return (limit) => {
    const blocks = Math.floor(limit.toString(2).length / 256) + 2;
    let wide = "";
    for (let block = 0; block < blocks; block += 1) {
      wide += sha256Hex(`${seed}|${drawn}`);
      drawn += 1;
    }
    return BigInt(`0x${wide}`) % limit;
  };
}

// A draw that nobody can repeat.
export const secure = () => fromSeed(newSeed());
