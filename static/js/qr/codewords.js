// The codewords of a QR code: what it says, and the check bytes (Reed-Solomon over GF(256)) that mend what cannot be read.
const BYTES = 0b0100;

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

// All codewords of `bytes` in a code of the size that fit() returned, in the order they are laid out.
export function codewords(bytes, size) {
  return woven(dataBytes(bytes, size), size);
}
