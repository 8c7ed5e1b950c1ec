// A trial of the sheet before a round opens: a trustee decrypts a dummy ballot with sheet and sealed share. The dummy follows
// from a number that the platform names, so no real ballot can be slipped in to be opened.
//   await trySheet({group, trustees, owner, seed, share, nonce}, draw) -> text to be posted: {partial, proof}
// `group` is a name, `trustees` the public text, `nonce` 22 characters; voting/crypto/trial.py checks the answer.
import { openShare } from "./ceremony.js";
import { partiallyDecrypt, proveBatch } from "./decryption.js";
import { encrypt } from "./elgamal.js";
import { Refused, dumps, fingerprint, sha256Hex } from "./encoding.js";
import { groupNamed } from "./groups.js";
import { fromSeed } from "./randomness.js";
import { isSeed, signingKey } from "./signed.js";
import { readTrustees } from "./trustees.js";

const MESSAGE = [82, 69, 72, 69, 65, 82, 83, 65, 76];

export function dummyTally(group, key, nonce) {
  const randomness = fromSeed(`rehearsal|${nonce}`)(group.order);
  return [[encrypt(group, key, group.encode(MESSAGE), randomness)]];
}

export async function trySheet({ group: name, trustees: text, owner, seed, share, nonce }, draw) {
  const group = groupNamed(name);
  const trustees = readTrustees(text, group);
  if (!isSeed(seed)) throw new Refused("seed", "is not 22 characters of the kind on your sheet");
  if (!isSeed(nonce)) throw new Refused("nonce", "is not 22 characters");
  if (!trustees.owners.has(owner)) throw new Refused("owner", "is no trustee of this round");
  if (group.power(group.generator, signingKey(group, seed)) !== trustees.signers.get(owner)) {
    throw new Refused("seed", "does not fit this trustee: is it the right sheet?");
  }
  const secret = await openShare(group, seed, share);
  const context = fingerprint(dumps({ rehearsal: nonce, trustees: sha256Hex(text) }));
  const trustee = { group, fingerprint: context, publicKey: trustees.owners.get(owner) };
  if (group.power(group.generator, secret) !== trustee.publicKey) {
    throw new Refused("your sealed share", "is not the part of this round's key");
  }
  const tally = dummyTally(group, trustees.key, nonce);
  const partial = partiallyDecrypt(trustee, secret, tally, draw);
  return dumps({ partial: dumps(partial), proof: proveBatch(trustee, secret, tally, partial.decryption_factors, draw) });
}
