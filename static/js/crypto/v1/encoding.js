// Canonical JSON, fingerprints, hashes and strict reading: byte for byte what voting/crypto/encoding.py makes,
// and refused at the same places.
import { sha256 } from "./noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "./noble/hashes/utils.js";

const MAX_COUNT = 2 ** 31;
const DECIMAL = /^(0|[1-9][0-9]{0,619})$/;
const HALF_A_CHARACTER = /(?<!\\)(?:\\\\)*\\ud[89a-f]/;

// Something in a record or a message is wrong: `place` says where, `reason` why.
export class Refused extends Error {
  constructor(place, reason) {
    super(`${place}: ${reason}`);
    this.name = "Refused";
    this.place = place;
    this.reason = reason;
  }
}

export const dumps = (value) => JSON.stringify(value);

export const digest = (text) => sha256(utf8ToBytes(text));

export const sha256Hex = (text) => bytesToHex(digest(text));

export const toNumber = (bytes) => BigInt(`0x${bytesToHex(bytes)}`);

// SHA-256 in unpadded Base64: the fingerprint of an election, the tracker of a ballot.
export function fingerprint(text) {
  return btoa(String.fromCharCode(...digest(text))).replace(/=+$/, "");
}

function parsed(text, place) {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refused(place, "is not JSON");
  }
}

// A JSON value and the place it stands at; every method refuses by that place.
export class Node {
  constructor(value, place) {
    this.value = value;
    this.place = place;
  }

  static parse(text, place) {
    const value = parsed(text, place);
    const canonical = dumps(value);
    if (canonical !== text || HALF_A_CHARACTER.test(canonical)) {
      throw new Refused(place, "is not written in the canonical form");
    }
    return new Node(value, place);
  }

  refuse(reason) {
    return new Refused(this.place, reason);
  }

  // The fields of an object: these in this order, no other; one named with "?" may lack.
  fields(...names) {
    const { value, place } = this;
    if (value === null || typeof value !== "object" || Array.isArray(value)) throw this.refuse("is not an object");
    const known = names.map((name) => name.replace("?", ""));
    const found = Object.keys(value);
    const missing = names.find((name) => !name.endsWith("?") && !found.includes(name));
    if (missing) throw this.refuse(`lacks '${missing}'`);
    const unknown = found.find((name) => !known.includes(name));
    if (unknown !== undefined) throw this.refuse(`has an unknown field '${unknown}'`);
    const ordered = known.filter((name) => found.includes(name));
    if (ordered.some((name, index) => name !== found[index])) {
      throw this.refuse("has its fields in another order than the specification");
    }
    return Object.fromEntries(found.map((name) => [name, new Node(value[name], `${place}.${name}`)]));
  }

  // The items of a list; `count` says how many there must be.
  items(count) {
    if (!Array.isArray(this.value)) throw this.refuse("is not a list");
    if (count !== undefined && this.value.length !== count) {
      throw this.refuse(`has ${this.value.length} items, not ${count}`);
    }
    return this.value.map((item, index) => new Node(item, `${this.place}[${index}]`));
  }

  text() {
    if (typeof this.value !== "string") throw this.refuse("is not a string");
    return this.value;
  }

  count() {
    if (!Number.isInteger(this.value) || this.value < 0 || this.value >= MAX_COUNT) {
      throw this.refuse("is not a small number");
    }
    return this.value;
  }

  // A number below the order of the group, as the text it is written in.
  scalar(group) {
    const text = this.text();
    if (!DECIMAL.test(text)) throw this.refuse("is not a decimal number in its shortest form");
    if (BigInt(text) >= group.order) throw this.refuse("is not below the order of the group");
    return text;
  }

  element(group, { neutral = false } = {}) {
    const text = this.text();
    if (group.isMember(text) || (neutral && text === group.neutral)) return text;
    throw this.refuse("is not an element of the group in its canonical form");
  }

  mustEqual(expected) {
    if (this.value === expected) return;
    const shown = typeof expected === "string" ? `'${expected}'` : String(expected);
    throw this.refuse(shown.length < 90 ? `is not ${shown}` : "is not what it must be");
  }
}
