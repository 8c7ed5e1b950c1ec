// Reads round.bel beside this page and looks six words up in it, with no other server and no library.
const BLOCK = 512;
const lists = JSON.parse(document.getElementById("lists").textContent);
const say = (name) => document.querySelector(`[data-say="${name}"]`).content.textContent.trim();
const status = document.querySelector("[role=status]");
const plain = (word) => word.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const box = load();

// The members of the archive in their order: [name, text].
function* members(bytes) {
  const text = new TextDecoder();
  for (let at = 0; at + BLOCK <= bytes.length; ) {
    const name = text.decode(bytes.subarray(at, at + 100)).replace(/\0.*$/s, "");
    const size = parseInt(text.decode(bytes.subarray(at + 124, at + 135)), 8);
    if (!name || Number.isNaN(size)) throw new Error(say("broken"));
    yield [name, bytes.subarray(at + BLOCK, at + BLOCK + size)];
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
}

async function hash(bytes) {
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// Every ballot in order: its hash, and whether its voter replaced it. Where the browser may hash (over HTTPS), each file
// must have the hash in its name, and each event name the one before.
async function load() {
  const answer = await fetch("round.bel");
  if (!answer.ok) throw new Error(say("missing"));
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const texts = new Map();
  const ballots = [];
  const last = new Map();
  let parent;
  for (const [name, body] of members(bytes)) {
    const digest = name.slice(0, 64);
    if (name !== "BELENIOS" && globalThis.crypto?.subtle && (await hash(body)) !== digest) throw new Error(say("broken"));
    const text = new TextDecoder().decode(body);
    if (name.endsWith(".data.json")) texts.set(digest, text);
    if (!name.endsWith(".event.json")) continue;
    const event = JSON.parse(text);
    if (event.parent !== parent) throw new Error(say("broken"));
    parent = digest;
    if (event.type !== "Ballot") continue;
    const { credential } = JSON.parse(texts.get(event.payload));
    if (last.has(credential)) last.get(credential).replaced = true;
    const ballot = { digest: event.payload, replaced: false };
    last.set(credential, ballot);
    ballots.push(ballot);
  }
  return ballots;
}

function wordsOf(digest, list) {
  const bits = BigInt(`0x${digest.slice(0, 17)}`) >> 2n;
  return Array.from({ length: 6 }, (_, place) => list[Number((bits >> BigInt(11 * (5 - place))) & 2047n)]);
}

// The ballot whose words in any of the languages are these.
function find(ballots, typed) {
  const words = typed.split(/[^\p{L}\p{M}]+/u).filter(Boolean).map(plain).join(" ");
  return ballots.find(({ digest }) => Object.values(lists).some((list) => wordsOf(digest, list).map(plain).join(" ") === words));
}

async function look(typed) {
  try {
    const ballots = await box;
    const found = find(ballots, typed);
    status.textContent = say(!found ? "no" : found.replaced ? "replaced" : "yes");
  } catch (error) {
    status.textContent = error.message;
  }
}

document.querySelector("form").addEventListener("submit", (event) => {
  event.preventDefault();
  look(event.target.elements.words.value);
});

box.then((ballots) => {
  const list = lists[document.documentElement.lang] ?? lists.en;
  document.querySelector("[data-count]").textContent = ballots.length;
  const rows = ballots.map(({ digest, replaced }) => {
    const row = document.createElement("li");
    row.textContent = wordsOf(digest, list).join(" ") + (replaced ? ` (${say("old")})` : "");
    return row;
  });
  document.querySelector("[data-list]").append(...rows);
}).catch((error) => (status.textContent = error.message));
