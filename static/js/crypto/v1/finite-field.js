// The quadratic residues modulo the 2048-bit prime of RFC 3526. An element is a decimal number.
import { invert, mod, pow } from "./noble/curves/abstract/modular.js";
import { digest, toNumber } from "./encoding.js";
import { Group } from "./group.js";

const FORM = /^[1-9][0-9]{0,616}$/;
const DIGITS = 617;
const PRIME = BigInt(
  "0xFFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DD" +
    "EF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED" +
    "EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F" +
    "83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3B" +
    "E39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF6955817183995497CEA956AE515D2261898FA0510" +
    "15728E5A8AACAA68FFFFFFFFFFFFFFFF",
);

// Whether a number is a square modulo the prime: the Jacobi symbol, which is quicker than a power.
function isSquare(number) {
  let [top, bottom, sign] = [number, PRIME, 1];
  while (top !== 0n) {
    while ((top & 1n) === 0n) {
      top >>= 1n;
      const rest = bottom & 7n;
      if (rest === 3n || rest === 5n) sign = -sign;
    }
    if ((top & 3n) === 3n && (bottom & 3n) === 3n) sign = -sign;
    [top, bottom] = [bottom % top, top];
  }
  return bottom === 1n && sign === 1;
}

export class Rfc3526 extends Group {
  name = "RFC-3526-2048";
  order = PRIME / 2n;
  neutral = "1";
  generator = "2";
  valueLimit = 254;
  shift = 8n;
  one = 1n;

  value(text) {
    return BigInt(text);
  }

  texts(values) {
    return values.map(String);
  }

  times(left, right) {
    return (left * right) % PRIME;
  }

  square(value) {
    return (value * value) % PRIME;
  }

  isMember(text) {
    if (!FORM.test(text) || text === this.neutral) return false;
    const number = BigInt(text);
    return number < PRIME && isSquare(number);
  }

  raise(base, exponent) {
    return pow(BigInt(base), mod(exponent, this.order), PRIME);
  }

  // base^response * target^challenge.
  commitment([base, target], challenge, response) {
    return this.times(this.raise(base, response), this.raise(target, challenge)).toString();
  }

  divide(left, right) {
    return ((BigInt(left) * invert(BigInt(right), PRIME)) % PRIME).toString();
  }

  // A hash, squared.
  independentGenerator(index) {
    return this.square(toNumber(digest(`ggen|${index}`))).toString();
  }

  fromInteger(number) {
    return number.toString();
  }

  // Tallies are sorted by the numbers.
  sortKey(text) {
    return text.padStart(DIGITS, "0");
  }
}
