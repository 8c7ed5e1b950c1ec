"""Checking the proof of a shuffle, equation by equation; `shuffle_proof` has the names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from voting.crypto.bulk import product_of_powers, spread
from voting.crypto.groups import Element, Group
from voting.crypto.shuffle_proof import ShuffleProof, Statement, generators


@dataclass(frozen=True, slots=True)
class _Equations:
    """The equations of one proof, all with its challenge; `minus` is its negative."""

    group: Group
    minus: int

    def hold(self, t: Element, part: Element, *responses: Element) -> bool:
        """Return whether part^-challenge times the responses is what was announced."""
        return self.group.product([self.group.power(part, self.minus), *responses]) == t


def fault(statement: Statement, proof: ShuffleProof) -> str | None:
    """Return which equation does not hold, or None; both lists have the same length, at least 1."""
    committed = statement.committed(proof.c)
    u = statement.weights(committed)
    challenge = statement.challenge(proof.t, proof.t_hat, committed, proof.c_hat)
    equations = _Equations(statement.group, -challenge % statement.group.order)
    checked = chain(
        _permutation(statement, proof, u, equations),
        _re_encryption(statement, proof, u, equations),
        _links(statement, proof, equations),
    )
    return next((name for name, right in checked if not right), None)


def _permutation(
    statement: Statement, proof: ShuffleProof, u: Sequence[int], equations: _Equations
) -> Iterator[tuple[str, bool]]:
    """Check that what is committed to is a permutation: by its sum, its product, and weighted."""
    group, q, g = statement.group, statement.group.order, statement.group.generator
    h, independent = generators(group.name, len(u))
    s1, s2, s3, _s4 = proof.s
    c_bar = group.divide(group.product(proof.c), group.product(independent))
    yield "t1", equations.hold(proof.t[0], c_bar, group.power(g, s1))
    product = 1
    for weight in u:
        product = product * weight % q
    c_end = group.divide(proof.c_hat[-1], group.power(h, product))
    yield "t2", equations.hold(proof.t[1], c_end, group.power(g, s2))
    c_tilde = product_of_powers(group, proof.c, u)
    permuted = product_of_powers(group, independent, proof.s_prime)
    yield "t3", equations.hold(proof.t[2], c_tilde, group.power(g, s3), permuted)


def _re_encryption(
    statement: Statement, proof: ShuffleProof, u: Sequence[int], equations: _Equations
) -> Iterator[tuple[str, bool]]:
    """Check that the ciphertexts after are those before, in this permutation, re-encrypted."""
    group, key, before, after = statement.group, statement.key, statement.before, statement.after
    s4 = proof.s[3]
    for name, t, base, old, new in (
        ("t4[0]", proof.t[3], key, [e.beta for e in before], [e.beta for e in after]),
        ("t4[1]", proof.t[4], group.generator, [e.alpha for e in before], [e.alpha for e in after]),
    ):
        mixed = product_of_powers(group, new, proof.s_prime)
        yield name, equations.hold(t, product_of_powers(group, old, u), group.power(base, -s4), mixed)


def _links(statement: Statement, proof: ShuffleProof, equations: _Equations) -> Iterator[tuple[str, bool]]:
    """Check the chain of commitments, which ties the permuted weights together."""
    group, g = statement.group, statement.group.generator
    h, _independent = generators(group.name, len(statement.before))
    links = [h, *proof.c_hat]

    def link_holds(index: int) -> bool:
        blind = group.power(g, proof.s_hat[index])
        step = group.power(links[index], proof.s_prime[index])
        return equations.hold(proof.t_hat[index], links[index + 1], blind, step)

    for index, right in enumerate(spread(link_holds, range(len(proof.c_hat)))):
        yield f"t_hat[{index}]", right
