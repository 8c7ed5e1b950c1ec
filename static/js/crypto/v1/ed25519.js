// The prime-order subgroup of edwards25519. An element is 64 hexadecimal digits: the 32 bytes of RFC 8032 reversed.
// Points once read are kept, because reading one costs a square root.
import { ed25519 } from "./noble/curves/ed25519.js";
import { mulAddUnsafe, normalizeZ } from "./noble/curves/abstract/curve.js";
import { mod } from "./noble/curves/abstract/modular.js";
import { bytesToHex, hexToBytes } from "./noble/hashes/utils.js";
import { digest, toNumber } from "./encoding.js";
import { Group } from "./group.js";

const { Point } = ed25519;
const FORM = /^[0-9a-f]{64}$/;
const ELEMENTS = /\b[0-9a-f]{64}\b/g;
const MOST_KEPT = 60_000;
const MOST_KNOWN = 400_000;
const TOGETHER = 16_384;
const SUMS = 128;
const BLOCK = 6;
const WORTH_JOINING = 2 * SUMS;
const WINDOW = 6;

const written = (point) => bytesToHex(point.toBytes().reverse());

export class Ed25519 extends Group {
  name = "Ed25519";
  order = Point.Fn.ORDER;
  neutral = "1".padStart(64, "0");
  valueLimit = 30;
  shift = 14n;
  generator = written(Point.BASE);
  one = Point.ZERO;
  #points = new Map();
  #members = new Set();
  #fixed = new Map([[this.generator, Point.BASE]]);

  value(text) {
    const kept = this.#fixed.get(text) ?? this.#points.get(text);
    return kept ?? this.#keep(text, Point.fromBytes(hexToBytes(text).reverse()));
  }

  #keep(text, point) {
    if (this.#points.size >= MOST_KEPT) this.#points.clear();
    this.#points.set(text, point);
    return point;
  }

  texts(points) {
    return normalizeZ(Point, points).map((point) => {
      const text = written(point);
      this.#keep(text, point);
      return text;
    });
  }

  times(left, right) {
    return left.add(right);
  }

  square(point) {
    return point.double();
  }

  isMember(text) {
    if (this.#members.has(text)) return true;
    if (!FORM.test(text)) return false;
    try {
      const point = this.value(text);
      return !point.is0() && point.isTorsionFree() && written(point) === text && this.#know(text);
    } catch {
      return false;
    }
  }

  #know(text) {
    if (this.#members.size >= MOST_KNOWN) this.#members.clear();
    return Boolean(this.#members.add(text));
  }

  admit(texts, progress = () => {}) {
    const named = new Set(texts.flatMap((text) => text.match(ELEMENTS) ?? []));
    const fresh = [...named].filter((one) => !this.#members.has(one));
    if (fresh.length < WORTH_JOINING) return;
    for (let start = 0; start < fresh.length; start += TOGETHER) {
      const part = fresh.slice(start, start + TOGETHER);
      const told = (done) => progress((start + done) / fresh.length);
      if (this.#areMembers(part, told)) part.forEach((one) => this.#know(one));
    }
  }

  // Sums of 128 random subsets: a point outside the subgroup leaves each inside with probability 1/2 at most.
  #areMembers(texts, told) {
    const sums = new Array(SUMS).fill(Point.ZERO);
    try {
      for (let start = 0; start < texts.length; start += BLOCK) {
        const points = texts.slice(start, start + BLOCK).map((text) => this.value(text));
        if (points.some((point) => point.is0())) return false;
        addSubsets(sums, points);
        told(start);
      }
    } catch {
      return false; // one of them is no point at all
    }
    return sums.every((sum) => sum.isTorsionFree());
  }

  fix(text) {
    if (!this.#fixed.has(text)) this.#fixed.set(text, this.value(text).precompute(WINDOW));
  }

  raise(base, exponent) {
    const scalar = mod(exponent, this.order);
    return scalar === 0n || base === this.neutral ? Point.ZERO : this.value(base).multiply(scalar);
  }

  // base^response * target^challenge: of public numbers only.
  commitment([base, target], challenge, response) {
    const scalars = [response, challenge];
    const points = [base, target].map((text) => this.value(text));
    const fixed = [base, target].some((text) => this.#fixed.has(text));
    const sum = fixed
      ? points[0].multiplyUnsafe(response).add(points[1].multiplyUnsafe(challenge))
      : mulAddUnsafe(Point, points, scalars);
    return written(sum);
  }

  divide(left, right) {
    return this.texts([this.value(left).subtract(this.value(right))])[0];
  }

  // The first point on the curve after a hash, times the cofactor 8.
  independentGenerator(index) {
    for (let number = toNumber(digest(`ggen|${index}`)) >> 2n; ; number += 1n) {
      try {
        const point = Point.fromBytes(hexToBytes(this.fromInteger(number)).reverse());
        return this.texts([point.double().double().double()])[0];
      } catch {
        // The next number may be a point.
      }
    }
  }

  fromInteger(number) {
    return number.toString(16).padStart(64, "0");
  }

  // Tallies are sorted by the 32 little-endian bytes.
  sortKey(text) {
    return text.match(/../g).reverse().join("");
  }
}

// Adds to each sum a random subset of a few points.
function addSubsets(sums, points) {
  const table = [Point.ZERO];
  for (const point of points) table.push(...table.map((sum) => sum.add(point)));
  const chosen = crypto.getRandomValues(new Uint8Array(SUMS));
  chosen.forEach((byte, place) => {
    const subset = byte % table.length;
    if (subset > 0) sums[place] = sums[place].add(table[subset]);
  });
}
