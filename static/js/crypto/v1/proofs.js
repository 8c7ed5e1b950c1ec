// Zero-knowledge proofs, drawn in the same order as in voting/crypto/proofs.py. A proof is {challenge, response},
// both decimal texts as the record has them; a claim is [base, target]: that target = base^secret.
import { mod } from "./noble/curves/abstract/modular.js";

const challengeOf = (group, label, committed) => group.hash(`${label}|${committed.join(",")}`);

const written = ([challenge, response]) => ({
  challenge: challenge.toString(),
  response: response.toString(),
});

const commitments = (group, claims, challenge, response) =>
  claims.map((claim) => group.commitment(claim, challenge, response));

// Proves knowledge of one logarithm to all the bases.
export function prove(group, label, bases, secret, draw) {
  const w = draw(group.order);
  const challenge = challengeOf(group, label, group.powers(bases, bases.map(() => w)));
  return written([challenge, mod(w - secret * challenge, group.order)]);
}

// Whether a proof holds that all claims have the same logarithm and that its maker knows it.
export function holds(group, label, claims, { challenge, response }) {
  const committed = commitments(group, claims, BigInt(challenge), BigInt(response));
  return challengeOf(group, label, committed).toString() === challenge;
}

// Proves that all claims of one option hold, without saying of which.
export function proveOneOf(group, label, options, { trueOption, secret, draw }) {
  const w = draw(group.order);
  const proofs = options.map(() => [draw(group.order), draw(group.order)]);
  const committed = options.flatMap((claims, index) => {
    if (index !== trueOption) return commitments(group, claims, ...proofs[index]);
    return group.powers(claims.map(([base]) => base), claims.map(() => w));
  });
  const others = proofs.reduce((sum, [challenge], index) => (index === trueOption ? sum : sum + challenge), 0n);
  const challenge = mod(challengeOf(group, label, committed) - others, group.order);
  proofs[trueOption] = [challenge, mod(w - secret * challenge, group.order)];
  return proofs.map(written);
}

// Whether a proof holds that the claims of one option do.
export function oneOfHolds(group, label, options, proofs) {
  const committed = options.flatMap((claims, index) =>
    commitments(group, claims, BigInt(proofs[index].challenge), BigInt(proofs[index].response)),
  );
  const total = proofs.reduce((sum, { challenge }) => sum + BigInt(challenge), 0n);
  return challengeOf(group, label, committed) === total % group.order;
}

export function readProof(node, group) {
  const { challenge, response } = node.fields("challenge", "response");
  return { challenge: challenge.scalar(group), response: response.scalar(group) };
}
