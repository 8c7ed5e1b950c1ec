// A square code (QR) of a short text, drawn on this device so that what it holds is sent nowhere. Bytes, level M where
// there is room and L otherwise; follows ISO/IEC 18004.
const LEVELS = [
  // level M, then L: its bits in the format, check bytes per block, and blocks, by version
  { bits: 0, check: [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28], blocks: [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31, 33, 35, 37, 38, 40, 43, 45, 47, 49] },
  { bits: 1, check: [7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28, 28, 28, 30, 30, 26, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30], blocks: [1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8, 8, 9, 9, 10, 12, 12, 12, 13, 14, 15, 16, 17, 18, 19, 19, 20, 21, 22, 24, 25] },
];
const BYTES = 0b0100;
const LARGEST = 40;
const MASKS = [
  (x, y) => (x + y) % 2,
  (x, y) => y % 2,
  (x) => x % 3,
  (x, y) => (x + y) % 3,
  (x, y) => (Math.floor(y / 2) + Math.floor(x / 3)) % 2,
  (x, y) => ((x * y) % 2) + ((x * y) % 3),
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2,
];

const sideOf = (version) => 17 + 4 * version;

// How many modules of a square are not taken by its fixed patterns.
function roomOf(version) {
  const aligned = version > 1 ? Math.floor(version / 7) + 2 : 0;
  let room = (16 * version + 128) * version + 64;
  if (aligned) room -= (25 * aligned - 10) * aligned - 55;
  return version >= 7 ? room - 36 : room;
}

function fit(length) {
  for (const level of LEVELS) {
    for (let version = 1; version <= (level.bits === 0 ? 20 : LARGEST); version += 1) {
      const all = Math.floor(roomOf(version) / 8);
      const data = all - level.check[version - 1] * level.blocks[version - 1];
      if (4 + (version < 10 ? 8 : 16) + 8 * length <= 8 * data) return { version, level, all, data };
    }
  }
  throw new RangeError("too long for a square code");
}

function dataBytes(bytes, { version, data }) {
  const bits = [];
  const put = (value, length) => {
    for (let place = length - 1; place >= 0; place -= 1) bits.push((value >>> place) & 1);
  };
  put(BYTES, 4);
  put(bytes.length, version < 10 ? 8 : 16);
  for (const byte of bytes) put(byte, 8);
  put(0, Math.min(4, 8 * data - bits.length));
  while (bits.length % 8) bits.push(0);
  const filled = [];
  for (let start = 0; start < bits.length; start += 8) filled.push(parseInt(bits.slice(start, start + 8).join(""), 2));
  for (let fill = 0xec; filled.length < data; fill ^= 0xec ^ 0x11) filled.push(fill);
  return filled;
}

function times(one, other) {
  let product = 0;
  for (let place = 7; place >= 0; place -= 1) {
    product = (product << 1) ^ ((product >>> 7) * 0x11d);
    product ^= ((other >>> place) & 1) * one;
  }
  return product & 0xff;
}

function divisor(degree) {
  const found = [...new Array(degree - 1).fill(0), 1];
  let root = 1;
  for (let turn = 0; turn < degree; turn += 1) {
    for (let place = 0; place < degree; place += 1) {
      found[place] = times(found[place], root) ^ (found[place + 1] ?? 0);
    }
    root = times(root, 2);
  }
  return found;
}

function checkBytes(block, by) {
  const rest = by.map(() => 0);
  for (const byte of block) {
    const factor = byte ^ rest.shift();
    rest.push(0);
    by.forEach((value, place) => (rest[place] ^= times(value, factor)));
  }
  return rest;
}

// Blocks with their check bytes, woven together.
function woven(filled, { version, level, all }) {
  const [check, count] = [level.check[version - 1], level.blocks[version - 1]];
  const short = Math.floor(all / count) - check;
  const longer = all % count;
  const by = divisor(check);
  const blocks = [];
  let start = 0;
  for (let index = 0; index < count; index += 1) {
    const size = short + (index >= count - longer ? 1 : 0);
    blocks.push(filled.slice(start, start + size));
    start += size;
  }
  const checks = blocks.map((block) => checkBytes(block, by));
  const out = [];
  for (let place = 0; place <= short; place += 1) blocks.forEach((block) => place < block.length && out.push(block[place]));
  for (let place = 0; place < check; place += 1) checks.forEach((block) => out.push(block[place]));
  return out;
}

class Square {
  constructor(version) {
    this.version = version;
    this.side = sideOf(version);
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

  // What makes a square hard to read: long lines, blocks of one shade, false corners, too much of one shade.
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

// The modules of the square, row by row; true is dark.
export function squareOf(text) {
  const bytes = new TextEncoder().encode(text);
  const size = fit(bytes.length);
  const filled = woven(dataBytes(bytes, size), size);
  const squares = MASKS.map((_, number) => {
    const square = new Square(size.version);
    square.fill(filled);
    square.mask(number);
    square.format(size.level, number);
    return square;
  });
  return squares.reduce((best, next) => (next.penalty() < best.penalty() ? next : best)).dark;
}

const SPACE = "http://www.w3.org/2000/svg";
const QUIET = 4;

export function drawSquare(text) {
  const rows = squareOf(text);
  const side = rows.length + 2 * QUIET;
  const svg = document.createElementNS(SPACE, "svg");
  svg.setAttribute("viewBox", `0 0 ${side} ${side}`);
  svg.setAttribute("class", "square");
  const path = svg.appendChild(document.createElementNS(SPACE, "path"));
  const drawn = rows.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x + QUIET} ${y + QUIET}h1v1h-1z` : "")));
  path.setAttribute("d", drawn.join(""));
  return svg;
}
