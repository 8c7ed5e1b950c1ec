// Who holds the key of an election. readTrustees(text, group) -> {key, owners, signers, needed}: owners and
// signers are Maps from an owner's number (from 1) to its public key and to the key it signs with.
import { Node } from "./encoding.js";
import { readPedersen, readPublicKey } from "./pedersen.js";

function readPart(item, group) {
  const [kind, value] = item.items(2);
  if (kind.text() === "Single") {
    const key = readPublicKey(value, group).public_key;
    return { keys: [key], signers: [key], threshold: 1, share: [key] };
  }
  if (kind.text() !== "Pedersen") throw kind.refuse("is neither Single nor Pedersen");
  const { threshold, certificates, exponents, keys } = readPedersen(value, group);
  const signers = certificates.map(({ verification }) => verification);
  return { keys, signers, threshold, share: exponents.map(([first]) => first) };
}

const numbered = (keys) => new Map(keys.map((key, index) => [index + 1, key]));

export function readTrustees(text, group, place = "trustees") {
  const node = Node.parse(text, place);
  const parts = node.items().map((item) => readPart(item, group));
  if (parts.length === 0) throw node.refuse("is empty");
  return {
    text,
    key: group.product(parts.flatMap(({ share }) => share)),
    owners: numbered(parts.flatMap(({ keys }) => keys)),
    signers: numbered(parts.flatMap(({ signers }) => signers)),
    needed: parts.reduce((sum, { threshold }) => sum + threshold, 0),
  };
}
