// What both groups share. Below the strings they compute with values of their own: `value(text)` reads one,
// `texts(values)` writes many at once, `times` multiplies two, `one` is the neutral one.
import { digest, toNumber } from "./encoding.js";

const WINDOW_OF = [[16, 3], [64, 4], [256, 5], [1024, 7], [4096, 9]];
const WIDEST = 11;

export class Group {
  hash(text) {
    return toNumber(digest(text)) % this.order;
  }

  // Checks the elements named in texts together, which is faster than one by one. Those that are found good are then
  // known; nothing is refused here, so that whoever reads them can name the place.
  admit() {}

  // Says that an element will be a base many times.
  fix() {}

  power(base, exponent) {
    return this.powers([base], [exponent])[0];
  }

  // Every base to its exponent.
  powers(bases, exponents) {
    return this.texts(bases.map((base, index) => this.raise(base, exponents[index])));
  }

  multiply(left, right) {
    return this.texts([this.times(this.value(left), this.value(right))])[0];
  }

  // left[i] * right[i] for every i.
  pairwise(left, right) {
    return this.texts(left.map((text, index) => this.times(this.value(text), this.value(right[index]))));
  }

  product(elements) {
    return this.texts([elements.reduce((sum, text) => this.times(sum, this.value(text)), this.one)])[0];
  }

  // The product of every base to its exponent: every window of the exponents sorts the bases into buckets.
  productOfPowers(bases, exponents) {
    const values = bases.map((base) => this.value(base));
    const width = WINDOW_OF.find(([limit]) => values.length < limit)?.[1] ?? WIDEST;
    const digits = exponents.map((exponent) => digitsOf(exponent, width));
    const longest = digits.reduce((most, { length }) => Math.max(most, length), 0);
    let result = this.one;
    for (let place = longest - 1; place >= 0; place -= 1) {
      for (let bit = 0; bit < width && result !== this.one; bit += 1) result = this.square(result);
      result = this.times(result, this.#window(values, digits, place, width));
    }
    return this.texts([result])[0];
  }

  #window(values, digits, place, width) {
    const buckets = new Array(2 ** width);
    values.forEach((value, index) => {
      const digit = digits[index][place] ?? 0;
      if (digit > 0) buckets[digit] = buckets[digit] === undefined ? value : this.times(buckets[digit], value);
    });
    let running = this.one;
    let sum = this.one;
    for (let digit = buckets.length - 1; digit > 0; digit -= 1) {
      if (buckets[digit] !== undefined) running = this.times(running, buckets[digit]);
      if (running !== this.one) sum = this.times(sum, running);
    }
    return sum;
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

// The digits of a number to the base 2^width, the lowest first.
function digitsOf(number, width) {
  const bits = number.toString(2);
  const digits = [];
  for (let end = bits.length; end > 0; end -= width) digits.push(parseInt(bits.slice(Math.max(0, end - width), end), 2));
  return digits;
}
