// From the closed box on: tally, shuffles and partial decryptions, as far as a count has come.
import { checkPartial, readPartial } from "./decryption.js";
import { readCiphertext } from "./elgamal.js";
import { isMixed } from "./election.js";
import { Node, Refused } from "./encoding.js";
import { readShuffleProof, shuffleFault } from "./shuffle.js";
import { encryptedTally, lastBallots, tallyText } from "./tally.js";

// Checks that what is opened is the last ballot of every voter.
export function checkTally(board, progress) {
  const { source, election, weights, ballots } = board;
  progress(0, "tally");
  const [event] = source.take("EncryptedTally", 1);
  const counted = lastBallots(ballots);
  const node = Node.parse(source.payload(event), event.place);
  const fields = node.fields("num_tallied", "total_weight", "encrypted_tally");
  fields.num_tallied.mustEqual(counted.length);
  fields.total_weight.mustEqual(counted.reduce((sum, { credential }) => sum + weights.get(credential), 0));
  board.voters = counted.length;
  board.tally = encryptedTally(election, ballots, weights);
  if (source.named(fields.encrypted_tally) !== tallyText(board.tally)) {
    throw fields.encrypted_tally.refuse("is not what the last ballot of every voter adds up to");
  }
}

function owned({ source, trustees }, event, earlier) {
  const fields = Node.parse(source.payload(event), event.place).fields("owner", "payload");
  const owner = fields.owner.count();
  if (!trustees.owners.has(owner)) throw fields.owner.refuse("is no trustee");
  if (earlier.has(owner)) throw fields.owner.refuse("contributed before");
  return [owner, source.named(fields.payload)];
}

// Checks that every shuffle holds the ballots it was given.
export function checkShuffles(board, progress) {
  const { source, election, ballots } = board;
  const mixed = election.questions.flatMap((question, index) => (isMixed(question) ? [index] : []));
  if (mixed.length === 0) return;
  const events = source.take("Shuffle");
  events.forEach((event, number) => {
    const told = (fraction) => progress((number + fraction) / events.length, "shuffles");
    told(0);
    const [owner, text] = owned(board, event, board.shuffles);
    board.shuffles.set(owner, text);
    const fields = Node.parse(text, event.place).fields("ciphertexts", "proofs");
    const [rows, proofs] = [fields.ciphertexts.items(mixed.length), fields.proofs.items(mixed.length)];
    mixed.forEach((index, at) => {
      board.tally[index] = shuffled(election, board.tally[index], rows[at], proofs[at], told);
    });
  });
  progress(1, "shuffles");
  if (source.finished) return;
  source.take("EndShuffles", 1);
  if (ballots.length > 0 && board.shuffles.size === 0) {
    throw new Refused("shuffles", "are missing: the ballots were opened in the order they were sorted in");
  }
}

function shuffled({ group, fingerprint, publicKey }, before, ciphertexts, proof, told) {
  const after = ciphertexts.items(before.length).map((item) => readCiphertext(item, group));
  if (before.length === 0) throw ciphertexts.refuse("shuffles nothing");
  const read = readShuffleProof(proof, group, before.length);
  const fault = shuffleFault({ group, fingerprint, key: publicKey }, before, after, read, told);
  if (fault) throw proof.refuse(`does not hold at ${fault}`);
  return after;
}

// What a trustee is in this election, in public.
export function trusteeKeyOf({ election, trustees }, owner) {
  return { group: election.group, fingerprint: election.fingerprint, publicKey: trustees.owners.get(owner) };
}

// Checks every factor that a trustee opened the tally with.
export function checkDecryptions(board, progress) {
  const { source, election, tally } = board;
  const events = source.take("PartialDecryption");
  events.forEach((event, number) => {
    const [owner, text] = owned(board, event, board.partials);
    const partial = readPartial(text, election.group, tally, event.place);
    const told = (fraction) => progress((number + fraction) / events.length, "openings");
    checkPartial(trusteeKeyOf(board, owner), tally, partial, event.place, told);
    board.partials.set(owner, partial);
  });
}
