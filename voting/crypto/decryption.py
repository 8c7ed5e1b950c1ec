"""Partial decryptions, each proved twice, and putting them together.

Belenios v1 proves every factor on its own, but its challenge names neither the ciphertext nor the factor.
So every contribution carries a second, batched proof here that binds all of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from voting.crypto.bulk import product_of_powers, spread
from voting.crypto.elgamal import Ciphertext
from voting.crypto.encoding import Node, Refused, dumps, sha256_hex
from voting.crypto.groups import Element, Group
from voting.crypto.proofs import Claim, Proof, holds, prove
from voting.crypto.randomness import Draw

Tally = tuple[tuple[Ciphertext, ...], ...]
"""The ciphertexts to open, per question."""


@dataclass(frozen=True, slots=True)
class TrusteeKey:
    """The public side of a trustee in one election."""

    group: Group
    fingerprint: str
    public_key: Element


@dataclass(frozen=True, slots=True)
class PartialDecryption:
    """One factor alpha^x per ciphertext, and Belenios' proof of each."""

    factors: tuple[tuple[Element, ...], ...]
    proofs: tuple[tuple[Proof, ...], ...]

    @property
    def text(self) -> str:
        """The contribution as the record has it."""
        proofs = [[proof.to_json() for proof in row] for row in self.proofs]
        return dumps({"decryption_factors": [list(row) for row in self.factors], "decryption_proofs": proofs})


def partially_decrypt(trustee: TrusteeKey, secret: int, tally: Tally, draw: Draw) -> PartialDecryption:
    """Open every ciphertext as far as one secret key can.

    Everything is drawn before the work is spread: threads that share a generator could draw a number twice.
    """
    group = trustee.group
    label = f"decrypt|{trustee.fingerprint}|{trustee.public_key}"

    def opened(item: tuple[Ciphertext, int]) -> tuple[Element, Proof]:
        ciphertext, blind = item
        bases = [group.generator, ciphertext.alpha]
        return group.power(ciphertext.alpha, secret), prove(group, label, bases, secret, lambda _: blind)

    rows = [spread(opened, [(ciphertext, draw(group.order)) for ciphertext in row]) for row in tally]
    return PartialDecryption(
        tuple(tuple(factor for factor, _ in row) for row in rows),
        tuple(tuple(proof for _, proof in row) for row in rows),
    )


def read_partial(text: str, group: Group, tally: Tally, place: str) -> PartialDecryption:
    """Read a contribution that has one factor and one proof per ciphertext."""
    node = Node.parse(text, place)
    fields = node.fields("decryption_factors", "decryption_proofs")
    factors = fields["decryption_factors"].items(len(tally))
    proofs = fields["decryption_proofs"].items(len(tally))
    return PartialDecryption(
        tuple(
            tuple(
                item.element(group, neutral=ciphertext.alpha == group.neutral)
                for item, ciphertext in zip(row.items(len(wanted)), wanted, strict=True)
            )
            for row, wanted in zip(factors, tally, strict=True)
        ),
        tuple(
            tuple(Proof.read(item, group) for item in row.items(len(wanted)))
            for row, wanted in zip(proofs, tally, strict=True)
        ),
    )


def check_partial(trustee: TrusteeKey, tally: Tally, partial: PartialDecryption, place: str) -> None:
    """Check Belenios' proof of every factor; raises Refused."""
    group = trustee.group
    label = f"decrypt|{trustee.fingerprint}|{trustee.public_key}"

    def right(item: tuple[Ciphertext, Element, Proof]) -> bool:
        ciphertext, factor, proof = item
        claims = [Claim(group.generator, trustee.public_key), Claim(ciphertext.alpha, factor)]
        return holds(group, label, claims, proof)

    for question, row in enumerate(tally):
        items = list(zip(row, partial.factors[question], partial.proofs[question], strict=True))
        found = spread(right, items)
        if not all(found):
            raise Refused(f"{place}.decryption_proofs[{question}][{found.index(False)}]", "does not hold")


def _batch(
    trustee: TrusteeKey, tally: Tally, factors: Sequence[Sequence[Element]]
) -> tuple[str, Element, list[Element], list[int]]:
    """Return the label of the batched proof, its base, the factors in one list and their weights."""
    group = trustee.group
    alphas = [ciphertext.alpha for row in tally for ciphertext in row]
    flat = [factor for row in factors for factor in row]
    shape = ",".join(str(len(row)) for row in tally)
    context = f"{trustee.fingerprint}|{trustee.public_key}"
    digest = sha256_hex(f"decrypt-batch|{context}|{shape}|{','.join(alphas)}|{','.join(flat)}")
    weights = [group.hash(f"decrypt-batch-weight|{digest}|{index}") for index in range(len(flat))]
    base = product_of_powers(group, alphas, weights)
    return f"decrypt-batch|{context}|{digest}|{base}", base, flat, weights


def prove_batch(
    trustee: TrusteeKey, secret: int, tally: Tally, partial: PartialDecryption, draw: Draw
) -> Proof:
    """Prove all factors at once, bound to every ciphertext and factor."""
    group = trustee.group
    label, base, _, _ = _batch(trustee, tally, partial.factors)
    return prove(group, f"{label},{group.power(base, secret)}", [group.generator, base], secret, draw)


def batch_holds(trustee: TrusteeKey, tally: Tally, partial: PartialDecryption, proof: Proof) -> bool:
    """Check the batched proof of a contribution."""
    group = trustee.group
    label, base, flat, weights = _batch(trustee, tally, partial.factors)
    target = product_of_powers(group, flat, weights)
    claims = [Claim(group.generator, trustee.public_key), Claim(base, target)]
    return holds(group, f"{label},{target}", claims, proof)


def interpolation(indexes: Sequence[int], order: int) -> dict[int, int]:
    """Return the Lagrange coefficient at 0 of every index (from 1)."""
    coefficients = {}
    for j in indexes:
        top = bottom = 1
        for k in indexes:
            if k != j:
                top, bottom = top * k % order, bottom * (k - j) % order
        coefficients[j] = top * pow(bottom, -1, order) % order
    return coefficients
