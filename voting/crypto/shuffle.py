"""Shuffling ciphertexts and proving it; `shuffle_proof` has the names, `shuffle_check` the other side.

Responses are w + challenge * secret here: the other sign than in the rest of the protocol.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from voting.crypto.bulk import powers, product_of_powers, spread
from voting.crypto.elgamal import Ciphertext, re_encrypt
from voting.crypto.groups import Element, Group
from voting.crypto.randomness import Draw
from voting.crypto.shuffle_proof import ShuffleProof, Statement, generators


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
    group, q, count = statement.group, statement.group.order, len(permutation)

    def scalars(how_many: int) -> list[int]:
        return [draw(q) for _ in range(how_many)]

    r = scalars(count)
    c = _committed(group, permutation, r)
    committed = statement.committed(c)
    u = statement.weights(committed)
    u_prime = [u[psi] for psi in permutation]
    r_hat = scalars(count)
    c_hat = _chained(group, r_hat, u_prime)
    w, w_hat, w_prime = scalars(4), scalars(count), scalars(count)
    t = _announced(statement, w, w_prime)
    t_hat = _links(group, c_hat, w_hat, w_prime)
    challenge = statement.challenge(t, t_hat, committed, c_hat)

    def responses(blinds: Sequence[int], secrets: Sequence[int]) -> tuple[int, ...]:
        return tuple((blind + challenge * secret) % q for blind, secret in zip(blinds, secrets, strict=True))

    s1, s2, s3, s4 = responses(w, [sum(r), _end_of_chain(r_hat, u_prime, q), _dot(r, u), _dot(randomness, u)])
    return ShuffleProof(
        t, t_hat, (s1, s2, s3, s4), responses(w_hat, r_hat), responses(w_prime, u_prime), tuple(c),
        tuple(c_hat),
    )  # fmt: skip


def _committed(group: Group, permutation: Sequence[int], r: Sequence[int]) -> list[Element]:
    """Commit to the permutation: g^r times the generator of the place that each ciphertext goes to."""
    _h, independent = generators(group.name, len(permutation))
    c = [group.neutral] * len(permutation)
    blinds = powers(group, [group.generator] * len(permutation), [r[psi] for psi in permutation])
    for psi, blind, generator in zip(permutation, blinds, independent, strict=True):
        c[psi] = group.multiply(blind, generator)
    return c


def _chained(group: Group, r_hat: Sequence[int], u_prime: Sequence[int]) -> list[Element]:
    """Commit to the permuted weights in a chain that begins with h, each link on the one before."""
    last, _independent = generators(group.name, len(u_prime))
    c_hat: list[Element] = []
    for blind, weight in zip(powers(group, [group.generator] * len(r_hat), r_hat), u_prime, strict=True):
        last = group.multiply(blind, group.power(last, weight))
        c_hat.append(last)
    return c_hat


def _announced(
    statement: Statement, w: Sequence[int], w_prime: Sequence[int]
) -> tuple[Element, Element, Element, Element, Element]:
    """Announce the sum, the product and the weighted sum of the permutation, and the re-encryption."""
    group, g, after = statement.group, statement.group.generator, statement.after
    w1, w2, w3, w4 = w
    _h, independent = generators(group.name, len(w_prime))
    betas, alphas = [e.beta for e in after], [e.alpha for e in after]
    return (
        group.power(g, w1),
        group.power(g, w2),
        group.multiply(group.power(g, w3), product_of_powers(group, independent, w_prime)),
        group.multiply(group.power(statement.key, -w4), product_of_powers(group, betas, w_prime)),
        group.multiply(group.power(g, -w4), product_of_powers(group, alphas, w_prime)),
    )


def _links(
    group: Group, c_hat: Sequence[Element], w_hat: Sequence[int], w_prime: Sequence[int]
) -> tuple[Element, ...]:
    """Announce each link of the chain."""
    h, _independent = generators(group.name, len(c_hat))
    blinds = powers(group, [group.generator] * len(c_hat), w_hat)
    links = powers(group, [h, *c_hat[:-1]], w_prime)
    return tuple(group.multiply(blind, link) for blind, link in zip(blinds, links, strict=True))


def _end_of_chain(r_hat: Sequence[int], u_prime: Sequence[int], q: int) -> int:
    """Return the exponent of g in the last link: every blind to all the weights that come after it."""
    after_it = list(accumulate(reversed(u_prime), lambda left, right: left * right % q, initial=1))[-2::-1]
    return _dot(r_hat, after_it)


def _dot(one: Sequence[int], other: Sequence[int]) -> int:
    return sum(left * right for left, right in zip(one, other, strict=True))
