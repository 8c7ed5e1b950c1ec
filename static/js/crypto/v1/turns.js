// A trustee's two turns in a count, on a board that verifyBoard returned: byte for byte what voting/verifier/trustee.py
// makes from the same draw.
//   shuffleTurn(board, owner, seed, draw, progress) -> text to be posted: {shuffle, signature}
//   await openingTurn(board, owner, seed, share, draw, progress) -> {promise, opening}: two texts. The promise, {owner,
//     commitment, signature}, is posted first; the opening, {partial, opening}, when all who open have promised.
//   openingDraw(board, owner, seed) -> the draw to open with: the same for the same tally, so that who has promised can
//     close the page, come back with the sheet, on any device, and open what was promised.
import { openShare } from "./ceremony.js";
import { signCommitment, signShuffle } from "./contributions.js";
import { trusteeKeyOf } from "./count.js";
import { partiallyDecrypt, proveBatch } from "./decryption.js";
import { isMixed } from "./election.js";
import { Refused, dumps, sha256Hex } from "./encoding.js";
import { fromSeed } from "./randomness.js";
import { shuffle } from "./shuffle.js";
import { isSeed, signingKey } from "./signed.js";
import { tallyText } from "./tally.js";

// Refuses a wrong sheet, a stranger, and a box that is still open, before anything is computed.
function checkTrustee({ election, trustees, source }, owner, seed) {
  const { group } = election;
  if (!isSeed(seed)) throw new Refused("seed", "is not 22 characters of the kind on your sheet");
  if (!trustees.signers.has(owner)) throw new Refused("owner", "is no trustee of this round");
  if (group.power(group.generator, signingKey(group, seed)) !== trustees.signers.get(owner)) {
    throw new Refused("seed", "does not fit this trustee: is it the right sheet?");
  }
  if (!source.has("EncryptedTally")) {
    throw new Refused("board", "is still open: the count begins when the box is closed");
  }
}

export function shuffleTurn(board, owner, seed, draw, progress = () => {}) {
  checkTrustee(board, owner, seed);
  if (board.shuffles.has(owner)) throw new Refused("owner", "has shuffled already");
  const { group, fingerprint, publicKey, questions } = board.election;
  const setting = { group, fingerprint, key: publicKey };
  const made = board.tally
    .filter((row, index) => isMixed(questions[index]) && row.length > 0)
    .map((row) => shuffle(setting, row, draw, progress));
  if (made.length === 0) throw new Refused("board", "has nothing to shuffle");
  const text = dumps({ ciphertexts: made.map(({ after }) => after), proofs: made.map(({ proof }) => proof) });
  const signature = signShuffle(group, signingKey(group, seed), { fingerprint, owner, text }, draw);
  return dumps({ shuffle: text, signature });
}

export function openingDraw({ election, tally }, owner, seed) {
  const statement = `${election.fingerprint}|${owner}|${sha256Hex(tallyText(tally))}`;
  return fromSeed(sha256Hex(`opening-draw-1|${seed}|${statement}`));
}

export async function openingTurn(board, owner, seed, share, draw, progress) {
  checkTrustee(board, owner, seed);
  if (board.partials.has(owner)) throw new Refused("owner", "has opened its part already");
  const { group, fingerprint, questions } = board.election;
  if (questions.some(isMixed) && !board.source.has("EndShuffles")) {
    throw new Refused("board", "is still being shuffled");
  }
  const secret = await openShare(group, seed, share);
  const trustee = trusteeKeyOf(board, owner);
  if (group.power(group.generator, secret) !== trustee.publicKey) {
    throw new Refused("your sealed share", "is not the part of this round's key");
  }
  const partial = partiallyDecrypt(trustee, secret, board.tally, draw, progress);
  const text = dumps(partial);
  const commitment = sha256Hex(text);
  const signature = signCommitment(group, signingKey(group, seed), { fingerprint, owner, commitment }, draw);
  const proof = proveBatch(trustee, secret, board.tally, partial.decryption_factors, draw);
  return {
    promise: dumps({ owner, commitment, signature }),
    opening: dumps({ partial: text, opening: { owner, commitment, signature, proof } }),
  };
}
