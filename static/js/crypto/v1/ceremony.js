// Making a key that any `threshold` of several trustees can use, and fewer cannot. Each speaks three times; a
// `setting` is settingOf(groupName, size, threshold), an `index` counts from 1, a `draw` is from randomness.js.
//   certify(setting, seed, index, draw) -> certificate text, to be posted
//   readCertificates(setting, texts) -> certificates, checked
//   await contribute(setting, seed, index, certificates, draw) -> contribution text, to be posted
//   readContributions(setting, texts) -> contributions
//   await confirm(setting, seed, index, certificates, contributions, draw) -> {key, share}: two texts to be posted, the
//     public key and the trustee's part of the secret, sealed to the seed
//   await openShare(group, seed, share) -> the part of the secret key
import { Node, Refused, dumps } from "./encoding.js";
import { groupNamed } from "./groups.js";
import { receive, send } from "./mail.js";
import { agreedText, readCertificate as read, readExponents, shareInExponent } from "./pedersen.js";
import { prove, readProof } from "./proofs.js";
import { decryptionKey, isSeed, readSigned, sign, signedBy, signingKey } from "./signed.js";

const YOURS = "your sealed share";

export const settingOf = (groupName, size, threshold) => ({ group: groupNamed(groupName), size, threshold });

function mustBeSeed(seed) {
  if (!isSeed(seed)) throw new Refused("seed", "is not 22 characters of the kind on your sheet");
}

// First word: two public keys.
export function certify({ group, size, threshold }, seed, index, draw) {
  mustBeSeed(seed);
  const message = dumps({
    context: { group: group.name, size, threshold, index },
    verification: group.power(group.generator, signingKey(group, seed)),
    encryption: group.power(group.generator, decryptionKey(group, seed)),
  });
  return dumps(sign(group, signingKey(group, seed), message, draw));
}

export function readCertificate(setting, text, index) {
  return read(Node.parse(text, `certificate ${index}`), setting, index);
}

function mustBe(count, texts, place) {
  if (texts.length !== count) throw new Refused(place, `are ${texts.length}, not ${count}`);
}

export function readCertificates(setting, texts) {
  mustBe(setting.size, texts, "certificates");
  return texts.map((text, place) => readCertificate(setting, text, place + 1));
}

function mustBeMine({ group }, seed, index, certificates) {
  mustBeSeed(seed);
  const keys = [signingKey(group, seed), decryptionKey(group, seed)];
  const [verification, encryption] = group.powers([group.generator, group.generator], keys);
  const mine = certificates[index - 1];
  if (mine?.verification !== verification || mine.encryption !== encryption) {
    throw new Refused(`certificate ${index}`, "was not made from this seed");
  }
}

function valueAt(group, polynomial, at) {
  return polynomial.reduceRight((value, coefficient) => (value * BigInt(at) + coefficient) % group.order, 0n);
}

// Second word: a random polynomial, of which everybody gets one value and all see the powers.
export async function contribute(setting, seed, index, certificates, draw) {
  const { group, threshold } = setting;
  mustBeMine(setting, seed, index, certificates);
  const signing = signingKey(group, seed);
  const polynomial = Array.from({ length: threshold }, () => draw(group.order));
  const exponents = group.powers(polynomial.map(() => group.generator), polynomial);
  const shares = [];
  for (const [place, { encryption }] of certificates.entries()) {
    const letter = dumps({ secret: valueAt(group, polynomial, place + 1).toString() });
    shares.push(await send(group, signing, encryption, letter, draw));
  }
  const coefexps = sign(group, signing, dumps({ coefexps: exponents }), draw);
  const { signature } = sign(group, signing, agreedText(certificates, exponents), draw);
  return dumps({ shares, coefexps, signature });
}

export function readContribution({ group, size }, text, index) {
  const fields = Node.parse(text, `contribution ${index}`).fields("shares", "coefexps", "signature");
  return {
    shares: fields.shares.items(size).map((item) => item.text()),
    coefficients: readSigned(fields.coefexps, group),
    agreed: readProof(fields.signature, group),
  };
}

export function readContributions(setting, texts) {
  mustBe(setting.size, texts, "contributions");
  return texts.map((text, place) => readContribution(setting, text, place + 1));
}

// Checks what can be seen of a contribution, and returns the powers of its coefficients.
export function checkContribution(setting, certificates, index, contribution) {
  const place = `contribution ${index}`;
  const certificate = certificates[index - 1];
  const exponents = readExponents(contribution.coefficients, certificate, setting, place);
  const agreed = { message: agreedText(certificates, exponents), signature: contribution.agreed };
  if (!signedBy(setting.group, certificate.verification, agreed)) {
    throw new Refused(`${place}.signature`, "does not hold");
  }
  return exponents;
}

// The share one trustee sent to another, which must fit what its maker published.
async function shareFrom(setting, seed, index, certificates, contributions, number) {
  const { group } = setting;
  const exponents = checkContribution(setting, certificates, number, contributions[number - 1]);
  const place = `share from trustee ${number}`;
  const [{ verification }, { shares }] = [certificates[number - 1], contributions[number - 1]];
  const text = await receive(group, decryptionKey(group, seed), verification, shares[index - 1], place);
  const share = BigInt(Node.parse(text, place).fields("secret").secret.scalar(group));
  if (group.power(group.generator, share) !== shareInExponent(group, [exponents], index)) {
    throw new Refused(place, "does not fit the coefficients its maker published");
  }
  return share;
}

// Third word: the shares fit, and together they are one part of the key.
export async function confirm(setting, seed, index, certificates, contributions, draw) {
  const { group } = setting;
  mustBeMine(setting, seed, index, certificates);
  const [opening, signing] = [decryptionKey(group, seed), signingKey(group, seed)];
  let total = 0n;
  for (let number = 1; number <= setting.size; number += 1) {
    total += await shareFrom(setting, seed, index, certificates, contributions, number);
  }
  total %= group.order;
  const me = group.power(group.generator, opening);
  const share = await send(group, signing, me, dumps({ secret: total.toString() }), draw);
  const key = group.power(group.generator, total);
  const pok = prove(group, `pok|${group.name}|${key}`, [group.generator], total, draw);
  return { key: dumps({ pok, public_key: key }), share };
}

export async function openShare(group, seed, sealed) {
  mustBeSeed(seed);
  const signer = group.power(group.generator, signingKey(group, seed));
  const text = await receive(group, decryptionKey(group, seed), signer, sealed, YOURS);
  return BigInt(Node.parse(text, YOURS).fields("secret").secret.scalar(group));
}
