// Draws a short text as a QR code, since the platform may not see it: version 2 (25 by 25), level M, mask 0, up to 26
// letters. modules(text) -> rows of booleans; draw(text) -> an <svg> element.
const SIZE = 25;
const DATA = 28;
const CHECKS = 16;
const FORMAT = 0x5412;
const QUIET = 4;

function multiply(a, b) {
  let product = 0;
  for (let bit = 7; bit >= 0; bit -= 1) {
    product = (product << 1) ^ ((product >> 7) * 0x11d);
    product ^= ((b >> bit) & 1) * a;
  }
  return product;
}

// The generator polynomial of the error correction, and the rest of dividing by it.
function divisor() {
  const found = [...Array(CHECKS - 1).fill(0), 1];
  let root = 1;
  for (let step = 0; step < CHECKS; step += 1) {
    for (let place = 0; place < CHECKS; place += 1) {
      found[place] = multiply(found[place], root) ^ (found[place + 1] ?? 0);
    }
    root = multiply(root, 2);
  }
  return found;
}

function remainder(data) {
  const by = divisor();
  const rest = Array(CHECKS).fill(0);
  for (const byte of data) {
    const factor = byte ^ rest.shift();
    rest.push(0);
    by.forEach((coefficient, place) => (rest[place] ^= multiply(coefficient, factor)));
  }
  return rest;
}

function codewords(text) {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length > DATA - 2) throw new RangeError("is too long for this picture");
  const bits = `0100${bytes.length.toString(2).padStart(8, "0")}${[...bytes].map((b) => b.toString(2).padStart(8, "0")).join("")}0000`;
  const data = bits.match(/.{8}/g).map((byte) => parseInt(byte, 2));
  for (let pad = 0; data.length < DATA; pad += 1) data.push(pad % 2 ? 0x11 : 0xec);
  return [...data, ...remainder(data)];
}

// Everything that is no data: three corners, the small square, the lines of points and the format.
function frame() {
  const cells = Array.from({ length: SIZE }, () => Array(SIZE).fill(null));
  const put = (x, y, dark) => {
    if (x >= 0 && y >= 0 && x < SIZE && y < SIZE) cells[y][x] = dark;
  };
  for (let at = 0; at < SIZE; at += 1) [[6, at], [at, 6]].forEach(([x, y]) => put(x, y, at % 2 === 0));
  for (const [cx, cy] of [[3, 3], [SIZE - 4, 3], [3, SIZE - 4]]) {
    for (let dy = -4; dy <= 4; dy += 1) {
      for (let dx = -4; dx <= 4; dx += 1) put(cx + dx, cy + dy, ![2, 4].includes(Math.max(Math.abs(dx), Math.abs(dy))));
    }
  }
  for (let dy = -2; dy <= 2; dy += 1) {
    for (let dx = -2; dx <= 2; dx += 1) put(18 + dx, 18 + dy, Math.max(Math.abs(dx), Math.abs(dy)) !== 1);
  }
  const bit = (place) => ((FORMAT >> place) & 1) === 1;
  const near = [0, 1, 2, 3, 4, 5, 7, 8];
  for (let place = 0; place < 15; place += 1) {
    if (place < 8) {
      put(8, near[place], bit(place));
      put(SIZE - 1 - place, 8, bit(place));
    } else {
      put(place === 8 ? 7 : 14 - place, 8, bit(place));
      put(8, SIZE - 15 + place, bit(place));
    }
  }
  put(8, SIZE - 8, true);
  return cells;
}

export function modules(text) {
  const cells = frame();
  const bits = codewords(text).flatMap((byte) => [...byte.toString(2).padStart(8, "0")].map((bit) => bit === "1"));
  let next = 0;
  for (let right = SIZE - 1; right > 0; right -= 2) {
    if (right === 6) right = 5;
    for (let step = 0; step < SIZE; step += 1) {
      const y = ((right + 1) & 2) === 0 ? SIZE - 1 - step : step;
      for (const x of [right, right - 1]) {
        if (cells[y][x] !== null) continue;
        cells[y][x] = (bits[next] ?? false) !== ((x + y) % 2 === 0);
        next += 1;
      }
    }
  }
  return cells;
}

export function draw(text) {
  const side = SIZE + 2 * QUIET;
  const dark = modules(text).flatMap((row, y) => row.map((on, x) => (on ? `M${x + QUIET},${y + QUIET}h1v1h-1z` : "")));
  const picture = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  picture.setAttribute("viewBox", `0 0 ${side} ${side}`);
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", dark.join(""));
  path.setAttribute("fill", "#000");
  picture.append(path);
  return picture;
}
