// Zero-knowledge proofs, drawn in the same order as in voting/crypto/proofs.py.
import { mod } from "./noble/curves/abstract/modular.js";

const challengeOf = (group, label, committed) => group.hash(`${label}|${committed.join(",")}`);

const written = ([challenge, response]) => ({
  challenge: challenge.toString(),
  response: response.toString(),
});

// Proves knowledge of one logarithm to all the bases.
export function prove(group, label, bases, secret, draw) {
  const w = draw(group.order);
  const challenge = challengeOf(group, label, bases.map((base) => group.power(base, w)));
  return written([challenge, mod(w - secret * challenge, group.order)]);
}

// Proves that all claims [base, target] of one option hold, without saying of which.
export function proveOneOf(group, label, options, { trueOption, secret, draw }) {
  const w = draw(group.order);
  const proofs = options.map(() => [draw(group.order), draw(group.order)]);
  const committed = options.flatMap((claims, index) =>
    claims.map(([base, target]) => {
      if (index === trueOption) return group.power(base, w);
      const [challenge, response] = proofs[index];
      return group.multiply(group.power(base, response), group.power(target, challenge));
    }),
  );
  const others = proofs.reduce((sum, [challenge], index) => (index === trueOption ? sum : sum + challenge), 0n);
  const challenge = mod(challengeOf(group, label, committed) - others, group.order);
  proofs[trueOption] = [challenge, mod(w - secret * challenge, group.order)];
  return proofs.map(written);
}
