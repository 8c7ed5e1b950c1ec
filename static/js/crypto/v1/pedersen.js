// Public keys, certificates and shared keys: what is published of them, and its checks. A certificate read is
// {signed, verification, encryption, inContext}; a public key is {pok, public_key}, as the record has it.
import { Node, Refused, dumps } from "./encoding.js";
import { holds, readProof } from "./proofs.js";
import { readSigned, signedBy } from "./signed.js";

export function readPublicKey(node, group) {
  const fields = node.fields("pok", "public_key");
  const key = fields.public_key.element(group);
  const pok = readProof(fields.pok, group);
  if (!holds(group, `pok|${group.name}|${key}`, [[group.generator, key]], pok)) throw fields.pok.refuse("does not hold");
  return { pok, public_key: key };
}

// The certificate that stands at `index` (from 1) in a ceremony {group, size, threshold}.
export function readCertificate(node, { group, size, threshold }, index) {
  const signed = readSigned(node, group);
  const fields = Node.parse(signed.message, `${node.place}.message`).fields("context?", "verification", "encryption");
  if (fields.context) {
    const expected = { group: group.name, size, threshold, index };
    const context = fields.context.fields(...Object.keys(expected));
    for (const [name, value] of Object.entries(expected)) context[name].mustEqual(value);
  }
  const verification = fields.verification.element(group);
  if (!signedBy(group, verification, signed)) throw new Refused(`${node.place}.signature`, "does not hold");
  return { signed, verification, encryption: fields.encryption.element(group), inContext: Boolean(fields.context) };
}

// The message by which a member ties its coefficients to the certificates it was shown.
export const agreedText = (certificates, exponents) =>
  `certs_sig|${dumps({ certs: certificates.map(({ signed }) => signed), coefexps: exponents })}`;

// The powers of one member's coefficients, which that member signed.
export function readExponents(signed, certificate, { group, threshold }, place) {
  if (!signedBy(group, certificate.verification, signed)) throw new Refused(`${place}.signature`, "does not hold");
  const { coefexps } = Node.parse(signed.message, `${place}.message`).fields("coefexps");
  return coefexps.items(threshold).map((item) => item.element(group));
}

// generator^share of the member at `index`, from what everybody published.
export function shareInExponent(group, exponents, index) {
  const powers = exponents.flatMap((row) => row.map((_, degree) => BigInt(index) ** BigInt(degree) % group.order));
  return group.productOfPowers(exponents.flat(), powers);
}

export function readPedersen(node, group) {
  const fields = node.fields("threshold", "certs", "coefexps", "signatures?", "verification_keys");
  const threshold = fields.threshold.count();
  const certs = fields.certs.items();
  const size = certs.length;
  if (!(threshold >= 1 && threshold <= size)) {
    throw fields.threshold.refuse("is not between 1 and the number of members");
  }
  const setting = { group, size, threshold };
  const certificates = certs.map((item, index) => readCertificate(item, setting, index + 1));
  const coefficients = fields.coefexps.items(size).map((item) => readSigned(item, group));
  const exponents = coefficients.map((signed, index) =>
    readExponents(signed, certificates[index], setting, `${fields.coefexps.place}[${index}]`),
  );
  const signatures = fields.signatures?.items(size) ?? [];
  if (signatures.length === 0 && certificates.some(({ inContext }) => inContext)) {
    throw node.refuse("lacks 'signatures'");
  }
  const items = fields.verification_keys.items(size);
  const proofs = signatures.map((item) => readProof(item, group));
  const keys = items.map((item) => readPublicKey(item, group).public_key);
  signatures.forEach((item, index) => {
    const agreed = { message: agreedText(certificates, exponents[index]), signature: proofs[index] };
    if (!signedBy(group, certificates[index].verification, agreed)) throw item.refuse("does not hold");
  });
  items.forEach((item, index) => {
    if (keys[index] !== shareInExponent(group, exponents, index + 1)) {
      throw new Refused(`${item.place}.public_key`, "does not follow from the published coefficients");
    }
  });
  return { threshold, certificates, exponents, keys };
}
