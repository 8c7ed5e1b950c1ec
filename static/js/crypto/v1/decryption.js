// Partial decryptions, each proved twice, as voting/crypto/decryption.py does. A `trustee` is {group, fingerprint,
// publicKey}. partiallyDecrypt(trustee, secret, tally, draw, progress) -> {decryption_factors, decryption_proofs}, whose
// dumps() is what is posted; proveBatch(trustee, secret, tally, factors, draw) -> proof.
import { sha256Hex, Node, Refused } from "./encoding.js";
import { holds, prove, readProof } from "./proofs.js";

const labelOf = ({ fingerprint, publicKey }) => `decrypt|${fingerprint}|${publicKey}`;

// Opens every ciphertext as far as one secret key can.
export function partiallyDecrypt(trustee, secret, tally, draw, progress = () => {}) {
  const { group } = trustee;
  const label = labelOf(trustee);
  const all = tally.reduce((count, row) => count + row.length, 0);
  let done = 0;
  const opened = ({ alpha }) => {
    const factor = group.power(alpha, secret);
    const proof = prove(group, label, [group.generator, alpha], secret, draw);
    progress((done += 1) / all);
    return { factor, proof };
  };
  const rows = tally.map((row) => row.map(opened));
  return {
    decryption_factors: rows.map((row) => row.map(({ factor }) => factor)),
    decryption_proofs: rows.map((row) => row.map(({ proof }) => proof)),
  };
}

// Reads a contribution that has one factor and one proof per ciphertext.
export function readPartial(text, group, tally, place) {
  const fields = Node.parse(text, place).fields("decryption_factors", "decryption_proofs");
  const factors = fields.decryption_factors.items(tally.length);
  const proofs = fields.decryption_proofs.items(tally.length);
  return {
    decryption_factors: tally.map((row, at) => {
      const items = factors[at].items(row.length);
      return row.map(({ alpha }, index) => items[index].element(group, { neutral: alpha === group.neutral }));
    }),
    decryption_proofs: tally.map((row, at) => proofs[at].items(row.length).map((item) => readProof(item, group))),
  };
}

// Checks Belenios' proof of every factor.
export function checkPartial(trustee, tally, partial, place, progress = () => {}) {
  const { group, publicKey } = trustee;
  const label = labelOf(trustee);
  group.fix(publicKey);
  tally.forEach((row, question) => {
    row.forEach(({ alpha }, index) => {
      const claims = [[group.generator, publicKey], [alpha, partial.decryption_factors[question][index]]];
      if (!holds(group, label, claims, partial.decryption_proofs[question][index])) {
        throw new Refused(`${place}.decryption_proofs[${question}][${index}]`, "does not hold");
      }
      progress((index + 1) / row.length);
    });
  });
}

function batchOf({ group, fingerprint, publicKey }, tally, factors) {
  const alphas = tally.flatMap((row) => row.map(({ alpha }) => alpha));
  const flat = factors.flat();
  const shape = tally.map((row) => row.length).join(",");
  const context = `${fingerprint}|${publicKey}`;
  const digest = sha256Hex(`decrypt-batch|${context}|${shape}|${alphas.join(",")}|${flat.join(",")}`);
  const weights = flat.map((_, index) => group.hash(`decrypt-batch-weight|${digest}|${index}`));
  const base = group.productOfPowers(alphas, weights);
  return { label: `decrypt-batch|${context}|${digest}|${base}`, base, flat, weights };
}

// Proves all factors at once, bound to every ciphertext and factor.
export function proveBatch(trustee, secret, tally, factors, draw) {
  const { group } = trustee;
  const { label, base } = batchOf(trustee, tally, factors);
  return prove(group, `${label},${group.power(base, secret)}`, [group.generator, base], secret, draw);
}

export function batchHolds(trustee, tally, factors, proof) {
  const { group, publicKey } = trustee;
  const { label, base, flat, weights } = batchOf(trustee, tally, factors);
  const target = group.productOfPowers(flat, weights);
  return holds(group, `${label},${target}`, [[group.generator, publicKey], [base, target]], proof);
}
