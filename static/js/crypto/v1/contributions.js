// What trustees sign beside the archive: who shuffled, and what was promised before any opening was shown.
// readContributions(text, group) -> {shuffles, openings}, as contributions.json has them.
import { Node, sha256Hex } from "./encoding.js";
import { readProof } from "./proofs.js";
import { sign } from "./signed.js";

export const shuffleStatement = (fingerprint, owner, text) => `shuffle|${fingerprint}|${owner}|${sha256Hex(text)}`;

export const openingStatement = (fingerprint, owner, commitment) => `opening|${fingerprint}|${owner}|${commitment}`;

export function signShuffle(group, secret, { fingerprint, owner, text }, draw) {
  return { owner, signature: sign(group, secret, shuffleStatement(fingerprint, owner, text), draw).signature };
}

export function signCommitment(group, secret, { fingerprint, owner, commitment }, draw) {
  return sign(group, secret, openingStatement(fingerprint, owner, commitment), draw).signature;
}

export function readContributions(text, group, place = "contributions.json") {
  const fields = Node.parse(text, place).fields("shuffles", "openings");
  const shuffles = fields.shuffles.items().map((item) => item.fields("owner", "signature"));
  const openings = fields.openings.items().map((item) => item.fields("owner", "commitment", "signature", "proof"));
  return {
    shuffles: shuffles.map((one) => ({ owner: one.owner.count(), signature: readProof(one.signature, group) })),
    openings: openings.map((one) => ({
      owner: one.owner.count(),
      commitment: one.commitment.text(),
      signature: readProof(one.signature, group),
      proof: readProof(one.proof, group),
    })),
  };
}
