// Sealing a ballot: encryption, proofs and signature. The election is the parsed description, the text of it
// is what was published, byte for byte.
import { dumps, fingerprint } from "./encoding.js";
import { groupNamed } from "./groups.js";
import { prove, proveOneOf } from "./proofs.js";

function encrypt(group, key, message, randomness) {
  const alpha = group.power(group.generator, randomness);
  return { alpha, beta: group.multiply(group.power(key, randomness), message) };
}

const say = ({ alpha, beta }) => `${alpha},${beta}`;

function sealMixnet(group, key, context, question, values, draw) {
  if (values.length !== question.value.answers.length) throw new RangeError("not one number per answer");
  const message = group.encode(values);
  const randomness = draw(group.order);
  const choices = encrypt(group, key, message, randomness);
  const label = `raweg|${context}|${key},${say(choices)}`;
  return { choices, proof: prove(group, label, [group.generator], randomness, draw) };
}

// Claims that a ciphertext holds a small number.
function holds(group, key, { alpha, beta }, value) {
  const rest = value ? group.divide(beta, group.power(group.generator, BigInt(value))) : beta;
  return [[group.generator, alpha], [key, rest]];
}

function sealHomomorphic(group, key, context, question, values, draw) {
  const blank = question.blank === true;
  const isBlank = blank && values[0] === 1;
  const total = values.reduce((sum, value) => sum + value, 0) - (isBlank ? 1 : 0);
  const [low, high] = isBlank ? [0, 0] : [question.min, question.max];
  const right = values.length === question.answers.length + (blank ? 1 : 0);
  if (!right || values.some((value) => value !== 0 && value !== 1) || total < low || total > high) {
    throw new RangeError("the choices break the limits of the question");
  }
  const secrets = values.map(() => draw(group.order));
  const choices = values.map((value, index) =>
    encrypt(group, key, group.power(group.generator, BigInt(value)), secrets[index]),
  );
  const proved = (label, options, trueOption, secret) =>
    proveOneOf(group, label, options, { trueOption, secret, draw });
  const individual = choices.map((choice, index) =>
    proved(
      `prove|${context}|${say(choice)}`,
      [holds(group, key, choice, 0), holds(group, key, choice, 1)],
      values[index],
      secrets[index],
    ),
  );
  const named = choices.slice(blank ? 1 : 0);
  const sum = named.reduce((left, next) => ({
    alpha: group.multiply(left.alpha, next.alpha),
    beta: group.multiply(left.beta, next.beta),
  }));
  const limits = [];
  for (let value = question.min; value <= question.max; value += 1) limits.push(holds(group, key, sum, value));
  const statement = `${context}|${choices.map(say).join(",")}`;
  const secret = secrets.slice(blank ? 1 : 0).reduce((left, right) => left + right);
  if (!blank) {
    const overall = proved(`prove|${statement}|${say(sum)}`, limits, total - question.min, secret);
    return { choices, individual_proofs: individual, overall_proof: overall };
  }
  const options = [holds(group, key, choices[0], 1), ...limits];
  const overall = isBlank
    ? proved(`bproof1|${statement}`, options, 0, secrets[0])
    : proved(`bproof1|${statement}`, options, 1 + total - question.min, secret);
  const nothing = [holds(group, key, choices[0], 0), holds(group, key, sum, 0)];
  const blankProof = isBlank
    ? proved(`bproof0|${statement}`, nothing, 1, secret)
    : proved(`bproof0|${statement}`, nothing, 0, secrets[0]);
  return { choices, individual_proofs: individual, overall_proof: overall, blank_proof: blankProof };
}

// The sealed answers alone: what an audit repeats, as it needs no secret of the voter.
export function sealAnswers(electionText, credential, choices, draw, progress = () => {}) {
  const election = JSON.parse(electionText);
  const group = groupNamed(election.group);
  const context = `${fingerprint(electionText)}|${credential}`;
  if (choices.length !== election.questions.length) throw new RangeError("not one list of choices per question");
  return election.questions.map((question, index) => {
    const seal = question.type === "NonHomomorphic" ? sealMixnet : sealHomomorphic;
    const answer = seal(group, election.public_key, context, question, choices[index], draw);
    progress((index + 1) / election.questions.length);
    return answer;
  });
}

// Returns the ballot's text, to be posted as it is, and its tracker.
export function seal(electionText, secret, choices, draw, progress) {
  const election = JSON.parse(electionText);
  const group = groupNamed(election.group);
  const credential = group.power(group.generator, secret);
  const body = {
    election_uuid: election.uuid,
    election_hash: fingerprint(electionText),
    credential,
    answers: sealAnswers(electionText, credential, choices, draw, progress),
  };
  const hash = fingerprint(dumps(body));
  const proof = prove(group, `sig|${hash}`, [group.generator], secret, draw);
  const text = dumps({ ...body, signature: { hash, proof } });
  return { text, tracker: fingerprint(text) };
}
