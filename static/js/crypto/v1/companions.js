// Checks of the files beside the archive that matter while a round is being counted.
import { readContributions, shuffleStatement } from "./contributions.js";
import { Node, Refused, sha256Hex } from "./encoding.js";
import { questionFault, readRoundFile } from "./round-file.js";
import { readSigned, signedBy } from "./signed.js";

// Checks that the round's file is the one the election, and so every ballot, is bound to.
export function checkRound({ election, trustees, credentialsText, weights }, text) {
  const round = readRoundFile(text, election.group);
  if (election.description !== round.description) {
    throw new Refused("round.json", "is not the file whose hash the election's description names");
  }
  for (const [place, expected, actual] of [
    ["round.json.credentials", round.credentialsHash, credentialsText],
    ["round.json.trustees", round.trusteesHash, trustees.text],
  ]) {
    if (expected !== sha256Hex(actual)) throw new Refused(place, "is not the hash of the list in the archive");
  }
  if (round.setting.roll !== weights.size) {
    throw new Refused("round.json.setting.roll", `is not the number of credentials, ${weights.size}`);
  }
  if ([...weights.values()].some((weight) => weight !== 1)) {
    throw new Refused("public_credentials", "give somebody more than one vote");
  }
  if ([...weights.values()].some((weight) => weight !== 1)) {
    throw new Refused("public_credentials", "has a weight other than 1, though every voter counts once");
  }
  const fault = questionFault(round, election.questions, election.group);
  if (fault) throw new Refused("election.questions", fault);
  if (round.verifiable && trustees.needed < 2) {
    throw new Refused("round.json.verifiable", "is claimed, but one trustee alone can open every ballot");
  }
  return round;
}

// Checks that every head that was signed while the board grew is still in it.
export function checkHeads({ election, events, round }, text) {
  let last = -1;
  for (const item of Node.parse(text, "heads.json").items()) {
    const signed = readSigned(item, election.group);
    if (!signedBy(election.group, round.boardKey, signed)) {
      throw new Refused(`${item.place}.signature`, "does not hold");
    }
    const fields = Node.parse(signed.message, `${item.place}.message`).fields("uuid", "height", "head", "at");
    fields.uuid.mustEqual(election.uuid);
    fields.at.text();
    const height = fields.height.count();
    if (!(last < height && height < events.length)) throw fields.height.refuse("is not a later event of this board");
    fields.head.mustEqual(sha256Hex(events[height].text));
    last = height;
  }
}

// Checks that enough trustees shuffled, and that each signed its shuffle: the shuffle's proof does not say whose it is.
export function checkShufflers({ election, trustees, round, ballots, shuffles }, text) {
  const { group, fingerprint } = election;
  if (text === undefined) throw new Refused("contributions.json", "is missing");
  const found = readContributions(text, group).shuffles;
  const [named, expected] = [found.map(({ owner }) => owner), [...shuffles.keys()]];
  if (named.join() !== expected.join()) {
    throw new Refused(
      "contributions.json.shuffles",
      `is of owners [${named.join(", ")}], but the archive is of owners [${expected.join(", ")}]`,
    );
  }
  found.forEach(({ owner, signature }, index) => {
    const message = shuffleStatement(fingerprint, owner, shuffles.get(owner));
    if (!signedBy(group, trustees.signers.get(owner), { message, signature })) {
      throw new Refused(`contributions.json.shuffles[${index}].signature`, "does not hold");
    }
  });
  if (round.verifiable && ballots.length > 0 && shuffles.size > 0 && shuffles.size < trustees.needed) {
    throw new Refused("shuffles", `are ${shuffles.size}: so few trustees could link votes`);
  }
}
