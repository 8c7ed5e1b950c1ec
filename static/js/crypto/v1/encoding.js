// Canonical JSON, fingerprints and hashes: byte for byte what voting/crypto/encoding.py makes.
import { sha256 } from "./noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "./noble/hashes/utils.js";

export const dumps = (value) => JSON.stringify(value);

export const digest = (text) => sha256(utf8ToBytes(text));

export const sha256Hex = (text) => bytesToHex(digest(text));

export const toNumber = (bytes) => BigInt(`0x${bytesToHex(bytes)}`);

// SHA-256 in unpadded Base64: the fingerprint of an election, the tracker of a ballot.
export function fingerprint(text) {
  return btoa(String.fromCharCode(...digest(text))).replace(/=+$/, "");
}
