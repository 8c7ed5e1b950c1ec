// Letters between trustees that the platform carries but cannot read: ElGamal around AES-GCM (of the browser).
// send and receive are asynchronous; both refuse at the place "browser" on a page that is not served over https.
import { bytesToHex, hexToBytes, utf8ToBytes } from "./noble/hashes/utils.js";
import { encrypt } from "./elgamal.js";
import { Node, Refused, digest, dumps } from "./encoding.js";
import { readSigned, sign, signedBy } from "./signed.js";

const NONCE = 12;

async function cipherOf(shared, alpha) {
  const { subtle } = globalThis.crypto;
  if (!subtle) throw new Refused("browser", "encrypts only on a page whose address begins with https");
  const key = await subtle.importKey("raw", digest(`key|${shared}`), "AES-GCM", false, ["encrypt", "decrypt"]);
  return { subtle, key, settings: { name: "AES-GCM", iv: digest(`iv|${alpha}`).slice(0, NONCE) } };
}

// Signs a message for one recipient, then encrypts it.
export async function send(group, sender, recipient, message, draw) {
  const signed = dumps(sign(group, sender, dumps({ recipient, message }), draw));
  const shared = group.power(group.generator, draw(group.order));
  const { alpha, beta } = encrypt(group, recipient, shared, draw(group.order));
  const { subtle, key, settings } = await cipherOf(shared, alpha);
  const data = bytesToHex(new Uint8Array(await subtle.encrypt(settings, key, utf8ToBytes(signed))));
  return dumps({ alpha, beta, data });
}

async function opened(shared, alpha, data, place) {
  const { subtle, key, settings } = await cipherOf(shared, alpha);
  try {
    const bytes = await subtle.decrypt(settings, key, hexToBytes(data));
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Refused(place, "cannot be opened with this key");
  }
}

// Decrypts a letter, checks that it is from the sender and for this recipient, and returns the message.
export async function receive(group, recipient, sender, text, place) {
  const fields = Node.parse(text, place).fields("alpha", "beta", "data");
  const [alpha, beta] = [fields.alpha.element(group), fields.beta.element(group)];
  const shared = group.divide(beta, group.power(alpha, recipient));
  const signed = readSigned(Node.parse(await opened(shared, alpha, fields.data.text(), place), place), group);
  if (!signedBy(group, sender, signed)) throw new Refused(place, "is not from the trustee it claims to be from");
  const letter = Node.parse(signed.message, place).fields("recipient", "message");
  letter.recipient.mustEqual(group.power(group.generator, recipient));
  return letter.message.text();
}
