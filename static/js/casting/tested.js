// A tested ballot {seed, vote, ballot} as one short text for a QR code, and back. What was packed has a 1 in front,
// what a browser could not pack a 0. Of a ballot that is added up, which is long, {seed, vote, signed} is enough: the same
// answers are sealed again, and must be those that were signed.
const FORMAT = "deflate-raw";

const through = async (bytes, stream) => new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer());

function toText(bytes) {
  const raw = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(raw).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

const toBytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));

export function testOf({ seed, vote, text }, isLong) {
  if (!isLong) return { seed, vote, ballot: text };
  const { credential, signature } = JSON.parse(text);
  return { seed, vote, signed: { credential, signature } };
}

export async function packedTest(tested) {
  const bytes = new TextEncoder().encode(JSON.stringify(tested));
  if (!("CompressionStream" in window)) return `0${toText(bytes)}`;
  return `1${toText(await through(bytes, new CompressionStream(FORMAT)))}`;
}

// Throws where it is none, in either form.
export async function unpackedTest(text) {
  if (text.trimStart().startsWith("{")) return JSON.parse(text);
  const bytes = toBytes(text.trim().slice(1));
  const plain = text.trim()[0] === "1" ? await through(bytes, new DecompressionStream(FORMAT)) : bytes;
  return JSON.parse(new TextDecoder().decode(plain));
}
