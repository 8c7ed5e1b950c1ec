// From the ballots to what is opened. A tally is a list of rows, one per question, of ciphertexts {alpha, beta}.
import { add } from "./elgamal.js";
import { isMixed } from "./election.js";
import { dumps } from "./encoding.js";
import { choicesOf } from "./homomorphic.js";

// The last ballot of every credential: voting again replaces. It stands where the first one stood.
export const lastBallots = (ballots) => [...new Map(ballots.map((ballot) => [ballot.credential, ballot])).values()];

export const tallyText = (tally) => dumps(tally.map((row) => row.map(({ alpha, beta }) => ({ alpha, beta }))));

function sorted(group, row) {
  const keyed = row.map((one) => ({ one, key: `${group.sortKey(one.alpha)},${group.sortKey(one.beta)}` }));
  return keyed.sort((left, right) => (left.key < right.key ? -1 : Number(left.key > right.key))).map(({ one }) => one);
}

function weighted(group, { alpha, beta }, weight) {
  if (weight === 1) return { alpha, beta };
  return { alpha: group.power(alpha, BigInt(weight)), beta: group.power(beta, BigInt(weight)) };
}

function sums(group, question, index, counted, weights) {
  const nothing = { alpha: group.neutral, beta: group.neutral };
  return Array.from({ length: choicesOf(question) }, (_, place) =>
    counted
      .map(({ answers, credential }) => weighted(group, answers[index].choices[place], weights.get(credential)))
      .reduce((left, right) => add(group, left, right), nothing),
  );
}

// Sums of closed ballots, or every ballot that is shuffled.
export function encryptedTally({ group, questions }, ballots, weights) {
  const counted = lastBallots(ballots);
  return questions.map((question, index) =>
    isMixed(question)
      ? sorted(group, counted.map(({ answers }) => answers[index].choices))
      : sums(group, question, index, counted, weights),
  );
}
