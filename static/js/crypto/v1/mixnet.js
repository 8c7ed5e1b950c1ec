// An answer to a question that is shuffled: one ciphertext. `key` is the election's, `context` names election and voter.
import { encrypt, readCiphertext, say } from "./elgamal.js";
import { holds, prove, readProof } from "./proofs.js";

const labelOf = (key, context, ciphertext) => `raweg|${context}|${key},${say(ciphertext)}`;

export function sealMixnet(group, key, context, question, values, draw) {
  if (values.length !== question.value.answers.length) throw new RangeError("not one number per answer");
  const message = group.encode(values);
  const randomness = draw(group.order);
  const choices = encrypt(group, key, message, randomness);
  return { choices, proof: prove(group, labelOf(key, context, choices), [group.generator], randomness, draw) };
}

export function readMixnet(node, group) {
  const { choices, proof } = node.fields("choices", "proof");
  return { choices: readCiphertext(choices, group), proof: readProof(proof, group) };
}

// Which proof of an answer does not hold, or null.
export function mixnetFault(group, key, context, question, { choices, proof }) {
  const right = holds(group, labelOf(key, context, choices), [[group.generator, choices.alpha]], proof);
  return right ? null : "proof";
}
