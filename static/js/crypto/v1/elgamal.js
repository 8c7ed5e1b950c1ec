// ElGamal encryption. A ciphertext is {alpha, beta}: g^r and key^r * message.
export const say = ({ alpha, beta }) => `${alpha},${beta}`;

export function encrypt(group, key, message, randomness) {
  const alpha = group.power(group.generator, randomness);
  return { alpha, beta: group.multiply(group.power(key, randomness), message) };
}

// A ciphertext of the product of both messages: of the sum of their exponents.
export const add = (group, left, right) => ({
  alpha: group.multiply(left.alpha, right.alpha),
  beta: group.multiply(left.beta, right.beta),
});

export function readCiphertext(node, group) {
  const { alpha, beta } = node.fields("alpha", "beta");
  return { alpha: alpha.element(group), beta: beta.element(group) };
}
