// Shuffling ciphertexts and proving it, as voting/crypto/shuffle.py does and draws. A `setting` is {group, fingerprint,
// key}. shuffle(setting, before, draw, progress) -> {after, proof}, the proof as the record has it;
// readShuffleProof(node, group, count) -> proof; shuffleFault(setting, before, after, proof, progress) -> what fails, or
// null.
import { mod } from "./noble/curves/abstract/modular.js";
import { say } from "./elgamal.js";
import { sha256Hex } from "./encoding.js";
import { secure } from "./randomness.js";

const EQUATIONS = 6;
const generatorsOf = new Map();
const listed = (items) => items.map((item) => `${item},`).join("");
const sum = (numbers) => numbers.reduce((left, right) => left + right, 0n);
const dot = (left, right) => sum(left.map((number, index) => number * right[index]));

// h, and one generator per ciphertext, whose logarithms nobody knows.
function generators(group, count) {
  const known = generatorsOf.get(group.name) ?? [];
  while (known.length < count + 1) known.push(group.independentGenerator(known.length - 1));
  generatorsOf.set(group.name, known);
  if (new Set(known).size !== known.length) throw new Error("two independent generators are the same");
  group.fix(known[0]);
  return { h: known[0], each: known.slice(1, count + 1) };
}

function weightsOf({ group, fingerprint }, count, committed) {
  const seed = sha256Hex(`shuffle-challenges|${fingerprint}|${committed}`);
  return Array.from({ length: count }, (_, index) => group.hash(seed + sha256Hex(String(index))));
}

function challengeOf({ group, fingerprint, key }, t, tHat, committed, cHat) {
  return group.hash(`shuffle-challenge|${fingerprint}|${listed(t)}${listed(tHat)}${committed}${listed(cHat)}${key}`);
}

function permutationOf(count, draw) {
  const permutation = Array.from({ length: count }, (_, index) => index);
  for (let index = 0; index < count - 1; index += 1) {
    const other = index + Number(draw(BigInt(count - index)));
    [permutation[index], permutation[other]] = [permutation[other], permutation[index]];
  }
  return permutation;
}

// Permutes and re-encrypts the ciphertexts (at least one), and proves that nothing else was done.
export function shuffle(setting, before, draw, progress = () => {}) {
  const { group, key } = setting;
  const permutation = permutationOf(before.length, draw);
  const randomness = before.map(() => draw(group.order));
  const exponents = permutation.map((place) => randomness[place]);
  const fixed = (base) => group.powers(exponents.map(() => base), exponents);
  group.fix(key);
  const alphas = group.pairwise(permutation.map((place) => before[place].alpha), fixed(group.generator));
  const betas = group.pairwise(permutation.map((place) => before[place].beta), fixed(key));
  const after = alphas.map((alpha, index) => ({ alpha, beta: betas[index] }));
  progress(0.3);
  return { after, proof: prove(setting, { before, after, permutation, randomness }, draw, progress) };
}

// The chain of commitments c_hat[i] = g^r_hat[i] * c_hat[i-1]^u'[i], which begins with h, as powers of g and h only.
function chainOf(group, h, blinds, factors) {
  let [ofG, ofH] = [0n, 1n];
  const exponents = blinds.map((blind, index) => {
    ofG = mod(blind + ofG * factors[index], group.order);
    ofH = mod(ofH * factors[index], group.order);
    return [ofG, ofH];
  });
  return { exponents, elements: twoPowers(group, h, exponents) };
}

function twoPowers(group, h, exponents) {
  const left = group.powers(exponents.map(() => group.generator), exponents.map(([ofG]) => ofG));
  return group.pairwise(left, group.powers(exponents.map(() => h), exponents.map(([, ofH]) => ofH)));
}

function prove(setting, { before, after, permutation, randomness }, draw, progress) {
  const { group, key } = setting;
  const { order: q, generator: g } = group;
  const count = after.length;
  const scalars = () => Array.from({ length: count }, () => draw(q));
  const { h, each } = generators(group, count);
  const r = scalars();
  const columns = group.pairwise(group.powers(r.map(() => g), permutation.map((place) => r[place])), each);
  const c = new Array(count);
  permutation.forEach((place, index) => (c[place] = columns[index]));
  const committed = listed(before.map(say)) + listed(after.map(say)) + listed(c);
  const u = weightsOf(setting, count, committed);
  const uPrime = permutation.map((place) => u[place]);
  progress(0.4);

  const rHat = scalars();
  const chain = chainOf(group, h, rHat, uPrime);
  progress(0.6);

  const w = Array.from({ length: 4 }, () => draw(q));
  const [wHat, wPrime] = [scalars(), scalars()];
  const mixed = (base, part) =>
    group.multiply(group.power(base, -w[3]), group.productOfPowers(after.map((one) => one[part]), wPrime));
  const t = [
    group.power(g, w[0]),
    group.power(g, w[1]),
    group.multiply(group.power(g, w[2]), group.productOfPowers(each, wPrime)),
    mixed(key, "beta"),
    mixed(g, "alpha"),
  ];
  progress(0.8);
  const links = wHat.map((blind, index) => {
    const [ofG, ofH] = index === 0 ? [0n, 1n] : chain.exponents[index - 1];
    return [blind + ofG * wPrime[index], ofH * wPrime[index]];
  });
  const tHat = twoPowers(group, h, links);
  const challenge = challengeOf(setting, t, tHat, committed, chain.elements);

  let product = 1n;
  const rest = uPrime.map(() => 1n);
  for (let index = count - 1; index >= 0; index -= 1) {
    rest[index] = product;
    product = (product * uPrime[index]) % q;
  }
  const answer = (blind, secret) => mod(blind + challenge * secret, q).toString();
  const secrets = [sum(r), dot(rHat, rest), dot(r, u), dot(randomness, u)];
  progress(1);
  return [
    [t[0], t[1], t[2], [t[3], t[4]], tHat],
    [
      ...secrets.map((secret, index) => answer(w[index], secret)),
      wHat.map((blind, index) => answer(blind, rHat[index])),
      wPrime.map((blind, index) => answer(blind, uPrime[index])),
    ],
    c,
    chain.elements,
  ];
}

// Reads the proof of a shuffle of `count` ciphertexts.
export function readShuffleProof(node, group, count) {
  const elements = (at) => at.items(count).map((item) => item.element(group));
  const scalars = (at) => at.items(count).map((item) => item.scalar(group));
  const [t, s, c, cHat] = node.items(4);
  const [t1, t2, t3, t4, tHat] = t.items(5);
  const fourth = t4.items(2);
  const [s1, s2, s3, s4, sHat, sPrime] = s.items(6);
  const five = [t1, t2, t3, ...fourth].map((item) => item.element(group));
  return [
    [...five.slice(0, 3), five.slice(3), elements(tHat)],
    [...[s1, s2, s3, s4].map((item) => item.scalar(group)), scalars(sHat), scalars(sPrime)],
    elements(c),
    elements(cHat),
  ];
}

// Which equation does not hold, or null; both lists have the same length, at least 1.
export function shuffleFault(setting, before, after, proof, progress = () => {}) {
  const { group, key } = setting;
  const { order: q, generator: g } = group;
  const [[t1, t2, t3, [t41, t42], tHat], [...s], c, cHat] = proof;
  const [s1, s2, s3, s4] = s.slice(0, 4).map(BigInt);
  const [sHat, sPrime] = s.slice(4).map((row) => row.map(BigInt));
  const { h, each } = generators(group, before.length);
  const committed = listed(before.map(say)) + listed(after.map(say)) + listed(c);
  const u = weightsOf(setting, before.length, committed);
  const challenge = challengeOf(setting, [t1, t2, t3, t41, t42], tHat, committed, cHat);
  const minus = mod(-challenge, q);
  const uAll = u.reduce((left, right) => (left * right) % q, 1n);
  let done = 0;
  const equals = (t, part, bases, exponents) => {
    progress((done += 1) / EQUATIONS);
    return group.productOfPowers([part, ...bases], [minus, ...exponents]) === t;
  };

  const cBar = group.divide(group.product(c), group.product(each));
  if (!equals(t1, cBar, [g], [s1])) return "t1";
  const cEnd = group.divide(cHat.at(-1), group.power(h, uAll));
  if (!equals(t2, cEnd, [g], [s2])) return "t2";
  if (!equals(t3, group.productOfPowers(c, u), [g, ...each], [s3, ...sPrime])) return "t3";
  for (const [name, t, base, part] of [["t4[0]", t41, key, "beta"], ["t4[1]", t42, g, "alpha"]]) {
    const old = group.productOfPowers(before.map((one) => one[part]), u);
    if (!equals(t, old, [base, ...after.map((one) => one[part])], [mod(-s4, q), ...sPrime])) return name;
  }
  const links = { tHat, cHat, chain: [h, ...cHat], sHat, sPrime, minus };
  if (allLinksHold(group, links)) return null;
  return `t_hat[${tHat.findIndex((_, index) => !linkHolds(group, links, index))}]`;
}

// t_hat[i] = c_hat[i]^-challenge * g^s_hat[i] * c_hat[i-1]^s'[i], for one i.
function linkHolds(group, { tHat, cHat, chain, sHat, sPrime, minus }, index) {
  const bases = [cHat[index], group.generator, chain[index]];
  return group.productOfPowers(bases, [minus, sHat[index], sPrime[index]]) === tHat[index];
}

// All links at once: the product of each to a fresh random power of 128 bits. If one fails, so does this, but for one
// chance in 2^128.
function allLinksHold(group, { tHat, chain, sHat, sPrime, minus }) {
  const { order: q } = group;
  const draw = secure();
  const rho = tHat.map(() => draw(1n << 128n));
  const onChain = chain.map((_, index) => {
    const asNext = index > 0 ? rho[index - 1] * minus : 0n;
    const asBase = index < rho.length ? rho[index] * sPrime[index] : 0n;
    return mod(asNext + asBase, q);
  });
  const left = group.productOfPowers(tHat, rho);
  return group.productOfPowers([group.generator, ...chain], [mod(dot(rho, sHat), q), ...onChain]) === left;
}
