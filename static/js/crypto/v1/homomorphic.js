// An answer to a question that is counted without opening a ballot: 0 or 1 per choice, and proofs.
import { add, encrypt, readCiphertext, say } from "./elgamal.js";
import { oneOfHolds, proveOneOf, readProof } from "./proofs.js";

const isBlankAllowed = (question) => question.blank === true;

export const choicesOf = (question) => question.answers.length + (isBlankAllowed(question) ? 1 : 0);

// Claims that a ciphertext holds a small number.
function holdsValue(group, key, { alpha, beta }, value) {
  const rest = value ? group.divide(beta, group.power(group.generator, BigInt(value))) : beta;
  return [[group.generator, alpha], [key, rest]];
}

// What the proofs of an answer claim, the same for who proves and who checks: [label, options].
function rulesOf(group, key, context, question, choices) {
  const is = (ciphertext, value) => holdsValue(group, key, ciphertext, value);
  const blank = isBlankAllowed(question);
  const total = () => choices.slice(blank ? 1 : 0).reduce((left, right) => add(group, left, right));
  const statement = `${context}|${choices.map(say).join(",")}`;
  return {
    individual: (choice) => [`prove|${context}|${say(choice)}`, [is(choice, 0), is(choice, 1)]],
    nothing: () => [`bproof0|${statement}`, [is(choices[0], 0), is(total(), 0)]],
    overall: () => {
      const sum = total();
      const limits = [];
      for (let value = question.min; value <= question.max; value += 1) limits.push(is(sum, value));
      return blank
        ? [`bproof1|${statement}`, [is(choices[0], 1), ...limits]]
        : [`prove|${statement}|${say(sum)}`, limits];
    },
  };
}

export function sealHomomorphic(group, key, context, question, values, draw) {
  const blank = isBlankAllowed(question);
  const isBlank = blank && values[0] === 1;
  const total = values.reduce((sum, value) => sum + value, 0) - (isBlank ? 1 : 0);
  const [low, high] = isBlank ? [0, 0] : [question.min, question.max];
  const right = values.length === choicesOf(question);
  if (!right || values.some((value) => value !== 0 && value !== 1) || total < low || total > high) {
    throw new RangeError("the choices break the limits of the question");
  }
  const secrets = values.map(() => draw(group.order));
  const choices = values.map((value, index) =>
    encrypt(group, key, group.power(group.generator, BigInt(value)), secrets[index]),
  );
  const rules = rulesOf(group, key, context, question, choices);
  const proved = ([label, options], trueOption, secret) =>
    proveOneOf(group, label, options, { trueOption, secret, draw });
  const individual = choices.map((choice, index) => proved(rules.individual(choice), values[index], secrets[index]));
  const named = secrets.slice(blank ? 1 : 0).reduce((left, right) => left + right);
  const overall = isBlank
    ? proved(rules.overall(), 0, secrets[0])
    : proved(rules.overall(), (blank ? 1 : 0) + total - question.min, named);
  const answer = { choices, individual_proofs: individual, overall_proof: overall };
  if (!blank) return answer;
  return { ...answer, blank_proof: proved(rules.nothing(), isBlank ? 1 : 0, isBlank ? named : secrets[0]) };
}

export function readHomomorphic(node, group, question) {
  const blank = isBlankAllowed(question);
  const fields = node.fields("choices", "individual_proofs", "overall_proof", ...(blank ? ["blank_proof"] : []));
  const count = choicesOf(question);
  const proofs = (at, many) => at.items(many).map((item) => readProof(item, group));
  const answer = {
    choices: fields.choices.items(count).map((item) => readCiphertext(item, group)),
    individual_proofs: fields.individual_proofs.items(count).map((item) => proofs(item, 2)),
    overall_proof: proofs(fields.overall_proof, question.max - question.min + 1 + (blank ? 1 : 0)),
  };
  return blank ? { ...answer, blank_proof: proofs(fields.blank_proof, 2) } : answer;
}

// Which proof of an answer does not hold, or null.
export function homomorphicFault(group, key, context, question, answer) {
  const rules = rulesOf(group, key, context, question, answer.choices);
  const proved = ([label, options], proofs) => oneOfHolds(group, label, options, proofs);
  const wrong = answer.choices.findIndex(
    (choice, index) => !proved(rules.individual(choice), answer.individual_proofs[index]),
  );
  if (wrong >= 0) return `individual_proofs[${wrong}]`;
  if (isBlankAllowed(question) && !proved(rules.nothing(), answer.blank_proof)) return "blank_proof";
  return proved(rules.overall(), answer.overall_proof) ? null : "overall_proof";
}
