// Six words for the first 66 bits of a SHA-256, to be compared aloud or on paper: voting/crypto/words.py makes the same.
// `list` is the 2,048 words of a language, which the platform serves; a fingerprint is hexadecimal or unpadded Base64.
const WORDS = 6;
const BITS = 11n;

function bytesOf(fingerprint) {
  if (/^[0-9a-f]{64}$/.test(fingerprint)) return fingerprint.match(/../g).map((byte) => parseInt(byte, 16));
  if (/^[A-Za-z0-9+/]{43}$/.test(fingerprint)) return [...atob(`${fingerprint}=`)].map((byte) => byte.charCodeAt(0));
  throw new RangeError("is no fingerprint: 64 hexadecimal digits, or 43 characters of Base64");
}

// The first 66 bits of a fingerprint, as a number.
export function leadingBits(fingerprint) {
  const number = bytesOf(fingerprint).reduce((sum, byte) => (sum << 8n) + BigInt(byte), 0n);
  return number >> (256n - BITS * BigInt(WORDS));
}

export function toWords(fingerprint, list) {
  const bits = leadingBits(fingerprint);
  return Array.from({ length: WORDS }, (_, place) => list[Number((bits >> (BITS * BigInt(WORDS - 1 - place))) & 2047n)]);
}

// The 66 bits that six words of the list stand for.
export function fromWords(words, list) {
  const places = words.map((word) => list.indexOf(word));
  if (places.length !== WORDS || places.includes(-1)) throw new RangeError("are not six words of the list");
  return places.reduce((bits, place) => (bits << BITS) + BigInt(place), 0n);
}
