// The two groups a round can use. Elements are canonical strings; curve and field arithmetic is noble's.
import { ed25519 } from "./noble/curves/ed25519.js";
import { mod, pow, invert } from "./noble/curves/abstract/modular.js";
import { bytesToHex, hexToBytes } from "./noble/hashes/utils.js";
import { digest, toNumber } from "./encoding.js";

const { Point } = ed25519;

class Group {
  hash(text) {
    return toNumber(digest(text)) % this.order;
  }

  // The element that carries 8-bit values: the first one in the group after them and some spare bits.
  encode(values) {
    if (values.length > this.valueLimit || values.some((value) => !(value >= 0 && value < 256))) {
      throw new RangeError(`${this.name} carries at most ${this.valueLimit} values from 0 to 255`);
    }
    const start = values.reduce((sum, value) => (sum << 8n) + BigInt(value), 0n) << this.shift;
    for (let spare = 0n; spare < 1n << this.shift; spare += 1n) {
      const text = this.fromInteger(start + spare);
      if (this.isMember(text)) return text;
    }
    throw new RangeError("no element of the group carries these values");
  }
}

class Ed25519 extends Group {
  name = "Ed25519";
  order = Point.Fn.ORDER;
  neutral = "1".padStart(64, "0");
  valueLimit = 30;
  shift = 14n;
  generator = this.#text(Point.BASE);

  #text(point) {
    return bytesToHex(point.toBytes().reverse());
  }

  #point(text) {
    return Point.fromBytes(hexToBytes(text).reverse());
  }

  isMember(text) {
    if (!/^[0-9a-f]{64}$/.test(text)) return false;
    try {
      const point = this.#point(text);
      return !point.is0() && point.isTorsionFree() && this.#text(point) === text;
    } catch {
      return false;
    }
  }

  power(base, exponent) {
    const scalar = mod(exponent, this.order);
    if (scalar === 0n || base === this.neutral) return this.neutral;
    return this.#text((base === this.generator ? Point.BASE : this.#point(base)).multiply(scalar));
  }

  multiply(left, right) {
    return this.#text(this.#point(left).add(this.#point(right)));
  }

  divide(left, right) {
    return this.#text(this.#point(left).subtract(this.#point(right)));
  }

  fromInteger(number) {
    return number.toString(16).padStart(64, "0");
  }
}

const PRIME = BigInt(
  "0xFFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DD" +
    "EF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED" +
    "EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F" +
    "83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3B" +
    "E39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF6955817183995497CEA956AE515D2261898FA0510" +
    "15728E5A8AACAA68FFFFFFFFFFFFFFFF",
);

class Rfc3526 extends Group {
  name = "RFC-3526-2048";
  order = PRIME / 2n;
  neutral = "1";
  generator = "2";
  valueLimit = 254;
  shift = 8n;

  isMember(text) {
    if (!/^[1-9][0-9]{0,616}$/.test(text) || text === this.neutral) return false;
    const number = BigInt(text);
    return number < PRIME && pow(number, this.order, PRIME) === 1n;
  }

  power(base, exponent) {
    return pow(BigInt(base), mod(exponent, this.order), PRIME).toString();
  }

  multiply(left, right) {
    return ((BigInt(left) * BigInt(right)) % PRIME).toString();
  }

  divide(left, right) {
    return ((BigInt(left) * invert(BigInt(right), PRIME)) % PRIME).toString();
  }

  fromInteger(number) {
    return number.toString();
  }
}

const GROUPS = new Map([new Ed25519(), new Rfc3526()].map((group) => [group.name, group]));

export function groupNamed(name) {
  if (!GROUPS.has(name)) throw new RangeError(`unknown group ${name}`);
  return GROUPS.get(name);
}
