// How much a QR code holds, by version (1 to 40) and level of correction, after ISO/IEC 18004.
export const LEVELS = [
  // level M, then L: its bits in the format, check bytes per block, and blocks, by version
  { bits: 0, check: [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28], blocks: [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31, 33, 35, 37, 38, 40, 43, 45, 47, 49] },
  { bits: 1, check: [7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28, 28, 28, 30, 30, 26, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30], blocks: [1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8, 8, 9, 9, 10, 12, 12, 12, 13, 14, 15, 16, 17, 18, 19, 19, 20, 21, 22, 24, 25] },
];
const LARGEST = 40;

// How many modules of a code are not taken by its fixed patterns.
function roomOf(version) {
  const aligned = version > 1 ? Math.floor(version / 7) + 2 : 0;
  let room = (16 * version + 128) * version + 64;
  if (aligned) room -= (25 * aligned - 10) * aligned - 55;
  return version >= 7 ? room - 36 : room;
}

// The smallest code for so many bytes: level M up to version 20, L beyond. `all` are its codewords, `data` those that are
// not for correction. Throws RangeError for what no code holds.
export function fit(length) {
  for (const level of LEVELS) {
    for (let version = 1; version <= (level.bits === 0 ? 20 : LARGEST); version += 1) {
      const all = Math.floor(roomOf(version) / 8);
      const data = all - level.check[version - 1] * level.blocks[version - 1];
      if (4 + (version < 10 ? 8 : 16) + 8 * length <= 8 * data) return { version, level, all, data };
    }
  }
  throw new RangeError("too long for a QR code");
}
