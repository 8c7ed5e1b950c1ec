// The `.bel` archive, read as voting/crypto/archive.py does: every hash, the chain, and bytes that are the only way to
// write it. readArchive(bytes) -> {timestamp, head, events, data}: events are {type, height, parent, payload, text,
// place}, data is a Map from hash to text.
import { sha256 } from "./noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "./noble/hashes/utils.js";
import { Node, Refused } from "./encoding.js";

const BLOCK = 512;
const HEADER_NAME = "BELENIOS";
const MEMBER = /^([0-9a-f]{64})\.(data|event)\.json$/;
const OCTAL = /^[0-7]{11}$/;
const DATA = {
  Setup: 4, Ballot: 1, EndBallots: 0, EncryptedTally: 2, Shuffle: 2, EndShuffles: 0, PartialDecryption: 2, Result: 1,
};

const octal = (number, digits) => number.toString(8).padStart(digits, "0");

function headerOf(name, size, timestamp) {
  const fields = `${name.padEnd(100, "\0")}0000644\0${"0000000\0".repeat(2)}${octal(size, 11)}\0${octal(timestamp, 11)}\0`;
  const bytes = utf8ToBytes(fields);
  const checksum = bytes.reduce((sum, byte) => sum + byte, 8 * 32 + 48);
  const header = new Uint8Array(BLOCK);
  header.set(bytes);
  header.set(utf8ToBytes(`${octal(checksum, 6)}\0 0`), bytes.length);
  return header;
}

function decoded(bytes, place) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Refused(place, "is not a member of the archive");
  }
}

function* membersOf(bytes) {
  for (let offset = 0; offset < bytes.length; ) {
    const place = `archive at byte ${offset}`;
    const header = bytes.subarray(offset, offset + BLOCK);
    const name = decoded(header.subarray(0, 100), place).replace(/\0+$/, "");
    if (/[^\0-\x7f]/.test(name)) throw new Refused(place, "is not a member of the archive");
    const digits = decoded(header.subarray(124, 135), place);
    if (!OCTAL.test(digits)) throw new Refused(place, "is not a member of the archive");
    const size = parseInt(digits, 8);
    const padded = Math.ceil(size / BLOCK) * BLOCK;
    const body = bytes.subarray(offset + BLOCK, offset + BLOCK + padded);
    const content = body.subarray(0, size);
    const text = decoded(content, place);
    if (header.length < BLOCK || body.length < padded) throw new Refused(place, "is cut off");
    yield { place, name, text, header, content, padding: body.subarray(size) };
    offset += BLOCK + padded;
  }
}

function timestampOf({ place, name, text }) {
  if (name !== HEADER_NAME) throw new Refused(place, `is not ${HEADER_NAME}, which comes first`);
  const header = Node.parse(text, HEADER_NAME).fields("version", "timestamp");
  header.version.mustEqual(1);
  const seconds = header.timestamp.text();
  if (!/^[1-9][0-9]{0,9}$/.test(seconds)) throw header.timestamp.refuse("is not a number of seconds");
  return Number(seconds);
}

function mustBeTheOneWay({ place, name, header, content, padding }, timestamp) {
  const expected = headerOf(name, content.length, timestamp);
  if (padding.some((byte) => byte !== 0) || header.some((byte, index) => byte !== expected[index])) {
    throw new Refused(place, "is not written in the one way this member can be (time, mode or padding)");
  }
}

function appendEvent(archive, text, digest, waiting) {
  const height = archive.events.length;
  const place = `event ${height}`;
  const fields = Node.parse(text, place).fields("parent?", "height", "type", "payload?");
  const type = fields.type.text();
  if (!Object.hasOwn(DATA, type)) throw fields.type.refuse("is not a kind of event");
  fields.height.mustEqual(height);
  const parent = fields.parent?.text() ?? null;
  if (parent !== archive.head) throw new Refused(`${place}.parent`, "is not the hash of the event before");
  const payload = fields.payload?.text() ?? null;
  if (waiting.length !== DATA[type] || (waiting.at(-1) ?? null) !== payload) {
    throw new Refused(`${place}.payload`, "does not stand right after the data of this event");
  }
  archive.events.push({ type, height, parent, payload, text, place: `event ${height} (${type})` });
  archive.head = digest;
}

export function readArchive(bytes) {
  const archive = { timestamp: null, head: null, events: [], data: new Map() };
  let waiting = [];
  for (const member of membersOf(bytes)) {
    const { name, text, content } = member;
    if (archive.timestamp === null) {
      archive.timestamp = timestampOf(member);
      mustBeTheOneWay(member, archive.timestamp);
      continue;
    }
    const [, digest, kind] = MEMBER.exec(name) ?? [];
    if (!digest) throw new Refused(`member '${name}'`, "has a name that means nothing here");
    if (bytesToHex(sha256(content)) !== digest) {
      throw new Refused(`member ${name}`, "has another hash than its name says");
    }
    if (kind === "data") {
      archive.data.set(digest, text);
      waiting.push(digest);
    } else {
      appendEvent(archive, text, digest, waiting);
      waiting = [];
    }
    mustBeTheOneWay(member, archive.timestamp);
  }
  if (archive.events.length === 0) throw new Refused("archive", "is empty");
  if (waiting.length > 0) throw new Refused("archive", "ends with data whose event is missing");
  return archive;
}
