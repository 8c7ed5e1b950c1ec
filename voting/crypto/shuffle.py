"""Shuffling ciphertexts and proving it: Wikstroem's proof as CHVote 1.3.2 and Belenios write it.

Responses are w + challenge * secret here: the other sign than in the rest of the protocol.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from voting.crypto.bulk import powers, product_of_powers, spread
from voting.crypto.elgamal import Ciphertext, re_encrypt
from voting.crypto.encoding import Node, sha256_hex
from voting.crypto.groups import Element, Group, group_named
from voting.crypto.randomness import Draw


@dataclass(frozen=True, slots=True)
class ShuffleProof:
    """Commitments t and the responses s, the committed permutation c and the chain of commitments c_hat."""

    t: tuple[Element, Element, Element, Element, Element]
    t_hat: tuple[Element, ...]
    s: tuple[int, int, int, int]
    s_hat: tuple[int, ...]
    s_prime: tuple[int, ...]
    c: tuple[Element, ...]
    c_hat: tuple[Element, ...]

    def to_json(self) -> list[object]:
        """Return the proof as the record has it."""
        t1, t2, t3, t41, t42 = self.t
        responses = [str(number) for number in self.s]
        return [
            [t1, t2, t3, [t41, t42], list(self.t_hat)],
            [*responses, [str(number) for number in self.s_hat], [str(number) for number in self.s_prime]],
            list(self.c),
            list(self.c_hat),
        ]

    @classmethod
    def read(cls, node: Node, group: Group, count: int) -> ShuffleProof:
        """Read the proof of a shuffle of `count` ciphertexts."""

        def elements(at: Node) -> tuple[Element, ...]:
            return tuple(spread(lambda item: item.element(group), at.items(count)))

        def scalars(at: Node) -> tuple[int, ...]:
            return tuple(item.scalar(group) for item in at.items(count))

        t, s, c, c_hat = node.items(4)
        t1, t2, t3, t4, t_hat = t.items(5)
        t41, t42 = t4.items(2)
        s1, s2, s3, s4, s_hat, s_prime = s.items(6)
        return cls(
            (t1.element(group), t2.element(group), t3.element(group), t41.element(group), t42.element(group)),
            elements(t_hat),
            (s1.scalar(group), s2.scalar(group), s3.scalar(group), s4.scalar(group)),
            scalars(s_hat),
            scalars(s_prime),
            elements(c),
            elements(c_hat),
        )


@dataclass(frozen=True, slots=True)
class Statement:
    """That `after` holds the same messages as `before`, under this key, in this election."""

    group: Group
    fingerprint: str
    key: Element
    before: Sequence[Ciphertext]
    after: Sequence[Ciphertext]


@lru_cache(maxsize=4)
def _generators(name: str, count: int) -> tuple[Element, tuple[Element, ...]]:
    group = group_named(name)
    found = spread(group.independent_generator, range(-1, count))
    if len(set(found)) != len(found):
        raise ValueError("two independent generators are the same")
    return found[0], tuple(found[1:])


def _listed(items: Sequence[object]) -> str:
    return "".join(f"{item}," for item in items)


def _weights(statement: Statement, committed: str) -> list[int]:
    seed = sha256_hex(f"shuffle-challenges|{statement.fingerprint}|{committed}")
    return [statement.group.hash(seed + sha256_hex(str(index))) for index in range(len(statement.before))]


def _challenge(
    statement: Statement,
    t: Sequence[Element],
    t_hat: Sequence[Element],
    committed: str,
    c_hat: Sequence[Element],
) -> int:
    said = f"{_listed(t)}{_listed(t_hat)}{committed}{_listed(c_hat)}{statement.key}"
    return statement.group.hash(f"shuffle-challenge|{statement.fingerprint}|{said}")


def shuffle(
    group: Group, fingerprint: str, key: Element, before: Sequence[Ciphertext], draw: Draw
) -> tuple[tuple[Ciphertext, ...], ShuffleProof]:
    """Permute and re-encrypt the ciphertexts (at least one), and prove that nothing else was done."""
    count = len(before)
    permutation = list(range(count))
    for index in range(count - 1):
        other = index + draw(count - index)
        permutation[index], permutation[other] = permutation[other], permutation[index]
    randomness = [draw(group.order) for _ in range(count)]
    after = tuple(spread(lambda psi: re_encrypt(group, key, before[psi], randomness[psi]), permutation))
    statement = Statement(group, fingerprint, key, before, after)
    return after, _prove(statement, permutation, randomness, draw)


def _prove(
    statement: Statement, permutation: Sequence[int], randomness: Sequence[int], draw: Draw
) -> ShuffleProof:
    group, key, after = statement.group, statement.key, statement.after
    q, g, count = group.order, group.generator, len(after)

    def scalars() -> list[int]:
        return [draw(q) for _ in range(count)]

    h, generators = _generators(group.name, count)
    r = scalars()
    c = [group.neutral] * count
    columns = powers(group, [g] * count, [r[psi] for psi in permutation])
    for psi, column, generator in zip(permutation, columns, generators, strict=True):
        c[psi] = group.multiply(column, generator)
    committed = _listed(statement.before) + _listed(after) + _listed(c)
    u = _weights(statement, committed)
    u_prime = [u[psi] for psi in permutation]

    r_hat = scalars()
    c_hat: list[Element] = []
    for blind, factor in zip(powers(group, [g] * count, r_hat), u_prime, strict=True):
        c_hat.append(group.multiply(blind, group.power(c_hat[-1] if c_hat else h, factor)))

    w1, w2, w3, w4 = (draw(q) for _ in range(4))
    w_hat, w_prime = scalars(), scalars()
    t = (
        group.power(g, w1),
        group.power(g, w2),
        group.multiply(group.power(g, w3), product_of_powers(group, generators, w_prime)),
        group.multiply(group.power(key, -w4), product_of_powers(group, [e.beta for e in after], w_prime)),
        group.multiply(group.power(g, -w4), product_of_powers(group, [e.alpha for e in after], w_prime)),
    )
    blinds = powers(group, [g] * count, w_hat)
    links = powers(group, [h, *c_hat[:-1]], w_prime)
    t_hat = tuple(group.multiply(blind, link) for blind, link in zip(blinds, links, strict=True))
    challenge = _challenge(statement, t, t_hat, committed, c_hat)

    after_it = list(accumulate(reversed(u_prime), lambda left, right: left * right % q, initial=1))[-2::-1]
    dot = sum(blind * weight for blind, weight in zip(r_hat, after_it, strict=True))
    secrets = (
        sum(r),
        dot,
        sum(one * weight for one, weight in zip(r, u, strict=True)),
        sum(one * weight for one, weight in zip(randomness, u, strict=True)),
    )
    s1, s2, s3, s4 = (
        (w + challenge * secret) % q for w, secret in zip((w1, w2, w3, w4), secrets, strict=True)
    )
    return ShuffleProof(
        t,
        t_hat,
        (s1, s2, s3, s4),
        tuple((w + challenge * secret) % q for w, secret in zip(w_hat, r_hat, strict=True)),
        tuple((w + challenge * secret) % q for w, secret in zip(w_prime, u_prime, strict=True)),
        tuple(c),
        tuple(c_hat),
    )


def fault(statement: Statement, proof: ShuffleProof) -> str | None:
    """Return which equation does not hold, or None; both lists have the same length, at least 1."""
    group, key, before, after = statement.group, statement.key, statement.before, statement.after
    q, g, count = group.order, group.generator, len(before)
    h, generators = _generators(group.name, count)
    committed = _listed(before) + _listed(after) + _listed(proof.c)
    u = _weights(statement, committed)
    challenge = _challenge(statement, proof.t, proof.t_hat, committed, proof.c_hat)
    minus = -challenge % q
    s1, s2, s3, s4 = proof.s
    u_all = 1
    for weight in u:
        u_all = u_all * weight % q

    def equals(t: Element, statement_part: Element, *rest: Element) -> bool:
        return group.product([group.power(statement_part, minus), *rest]) == t

    c_bar = group.divide(group.product(proof.c), group.product(generators))
    if not equals(proof.t[0], c_bar, group.power(g, s1)):
        return "t1"
    c_end = group.divide(proof.c_hat[-1], group.power(h, u_all))
    if not equals(proof.t[1], c_end, group.power(g, s2)):
        return "t2"
    c_tilde = product_of_powers(group, proof.c, u)
    t3 = product_of_powers(group, generators, proof.s_prime)
    if not equals(proof.t[2], c_tilde, group.power(g, s3), t3):
        return "t3"
    for name, t, base, old, new in (
        ("t4[0]", proof.t[3], key, [e.beta for e in before], [e.beta for e in after]),
        ("t4[1]", proof.t[4], g, [e.alpha for e in before], [e.alpha for e in after]),
    ):
        mixed = product_of_powers(group, new, proof.s_prime)
        if not equals(t, product_of_powers(group, old, u), group.power(base, -s4), mixed):
            return name
    chain = [h, *proof.c_hat]

    def link_holds(index: int) -> bool:
        blind = group.power(g, proof.s_hat[index])
        return equals(
            proof.t_hat[index], chain[index + 1], blind, group.power(chain[index], proof.s_prime[index])
        )

    holding = spread(link_holds, range(count))
    return None if all(holding) else f"t_hat[{holding.index(False)}]"
