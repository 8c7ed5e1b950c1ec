// The modules of a QR code: its fixed patterns, its codewords laid between them, and the mask over these.
import { LEVELS } from "./capacity.js";

export const MASKS = [
  (x, y) => (x + y) % 2,
  (x, y) => y % 2,
  (x) => x % 3,
  (x, y) => (x + y) % 3,
  (x, y) => (Math.floor(y / 2) + Math.floor(x / 3)) % 2,
  (x, y) => ((x * y) % 2) + ((x * y) % 3),
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2,
];

export class Matrix {
  constructor(version) {
    this.version = version;
    this.side = 17 + 4 * version;
    this.dark = Array.from({ length: this.side }, () => new Array(this.side).fill(false));
    this.fixed = Array.from({ length: this.side }, () => new Array(this.side).fill(false));
    this.#patterns();
  }

  fix(x, y, dark) {
    if (x < 0 || y < 0 || x >= this.side || y >= this.side) return;
    this.dark[y][x] = Boolean(dark);
    this.fixed[y][x] = true;
  }

  #patterns() {
    const end = this.side - 1;
    for (let place = 0; place < this.side; place += 1) {
      this.fix(6, place, place % 2 === 0);
      this.fix(place, 6, place % 2 === 0);
    }
    for (const [x, y] of [[3, 3], [end - 3, 3], [3, end - 3]]) this.#rings(x, y, 4, [0, 1, 3]);
    const centres = this.#centres();
    const last = centres.length - 1;
    centres.forEach((x, i) => centres.forEach((y, j) => {
      if (!((i === 0 && j === 0) || (i === 0 && j === last) || (i === last && j === 0))) this.#rings(x, y, 2, [0, 2]);
    }));
    this.format(LEVELS[0], 0); // takes its place
    if (this.version >= 7) this.#versionBits();
  }

  #rings(x, y, reach, dark) {
    for (let dy = -reach; dy <= reach; dy += 1) {
      for (let dx = -reach; dx <= reach; dx += 1) this.fix(x + dx, y + dy, dark.includes(Math.max(Math.abs(dx), Math.abs(dy))));
    }
  }

  #centres() {
    if (this.version === 1) return [];
    const count = Math.floor(this.version / 7) + 2;
    const step = Math.floor((this.version * 8 + count * 3 + 5) / (count * 4 - 4)) * 2;
    const found = [6];
    for (let place = this.side - 7; found.length < count; place -= step) found.splice(1, 0, place);
    return found;
  }

  #versionBits() {
    let rest = this.version;
    for (let turn = 0; turn < 12; turn += 1) rest = (rest << 1) ^ ((rest >>> 11) * 0x1f25);
    const bits = (this.version << 12) | rest;
    for (let place = 0; place < 18; place += 1) {
      const [far, near] = [this.side - 11 + (place % 3), Math.floor(place / 3)];
      this.fix(far, near, (bits >>> place) & 1);
      this.fix(near, far, (bits >>> place) & 1);
    }
  }

  format(level, mask) {
    const data = (level.bits << 3) | mask;
    let rest = data;
    for (let turn = 0; turn < 10; turn += 1) rest = (rest << 1) ^ ((rest >>> 9) * 0x537);
    const bits = ((data << 10) | rest) ^ 0x5412;
    const bit = (place) => (bits >>> place) & 1;
    for (let place = 0; place < 6; place += 1) this.fix(8, place, bit(place));
    this.fix(8, 7, bit(6));
    this.fix(8, 8, bit(7));
    this.fix(7, 8, bit(8));
    for (let place = 9; place < 15; place += 1) this.fix(14 - place, 8, bit(place));
    for (let place = 0; place < 8; place += 1) this.fix(this.side - 1 - place, 8, bit(place));
    for (let place = 8; place < 15; place += 1) this.fix(8, this.side - 15 + place, bit(place));
    this.fix(8, this.side - 8, 1);
  }

  // Lays the bytes out in the zigzag of the standard, from the lower right corner.
  fill(bytes) {
    let next = 0;
    for (let right = this.side - 1; right >= 1; right -= 2) {
      if (right === 6) right = 5;
      for (let turn = 0; turn < this.side; turn += 1) {
        const y = ((right + 1) & 2) === 0 ? this.side - 1 - turn : turn;
        for (const x of [right, right - 1]) {
          if (this.fixed[y][x] || next >= bytes.length * 8) continue;
          this.dark[y][x] = Boolean((bytes[next >>> 3] >>> (7 - (next & 7))) & 1);
          next += 1;
        }
      }
    }
  }

  mask(number) {
    this.dark.forEach((row, y) => row.forEach((dark, x) => {
      if (!this.fixed[y][x]) row[x] = dark !== (MASKS[number](x, y) === 0);
    }));
  }

  // What makes a code hard to read: long lines, blocks of one shade, false corners, too much of one shade.
  penalty() {
    const columns = this.dark.map((_, x) => this.dark.map((row) => row[x]));
    let sum = 0;
    for (const line of [...this.dark, ...columns]) {
      const text = line.map(Number).join("");
      for (const run of text.match(/0+|1+/g)) if (run.length >= 5) sum += run.length - 2;
      for (const corner of [/(?=00001011101)/g, /(?=10111010000)/g]) sum += 40 * (text.match(corner)?.length ?? 0);
    }
    for (let y = 1; y < this.side; y += 1) {
      for (let x = 1; x < this.side; x += 1) {
        const shades = this.dark[y][x] + this.dark[y][x - 1] + this.dark[y - 1][x] + this.dark[y - 1][x - 1];
        if (shades === 0 || shades === 4) sum += 3;
      }
    }
    const share = this.dark.flat().filter(Boolean).length / this.side ** 2;
    return sum + 10 * Math.floor(Math.abs(share - 0.5) * 20);
  }
}
