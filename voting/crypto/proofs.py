"""Zero-knowledge proofs of Belenios v1: knowledge of a logarithm, equality of two, and one of several.

A challenge binds the `label` (purpose and context, as the specification spells it) and the commitments.
Responses are w - secret * challenge, so a commitment is g^response * X^challenge.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from voting.crypto.encoding import Node
from voting.crypto.groups import Element, Group
from voting.crypto.randomness import Draw


@dataclass(frozen=True, slots=True)
class Proof:
    """One challenge and its response."""

    challenge: int
    response: int

    def to_json(self) -> dict[str, str]:
        """Return the proof as the record has it."""
        return {"challenge": str(self.challenge), "response": str(self.response)}

    @classmethod
    def read(cls, node: Node, group: Group) -> Proof:
        """Read a proof."""
        fields = node.fields("challenge", "response")
        return cls(fields["challenge"].scalar(group), fields["response"].scalar(group))


@dataclass(frozen=True, slots=True)
class Claim:
    """That target = base^secret, for one base."""

    base: Element
    target: Element


def commitments(group: Group, claims: Sequence[Claim], proof: Proof) -> list[Element]:
    """Return what the prover must have committed to for this proof to hold."""
    return [
        group.multiply(group.power(claim.base, proof.response), group.power(claim.target, proof.challenge))
        for claim in claims
    ]


def _challenge(group: Group, label: str, committed: Sequence[Element]) -> int:
    return group.hash(f"{label}|{','.join(committed)}")


def prove(group: Group, label: str, bases: Sequence[Element], secret: int, draw: Draw) -> Proof:
    """Prove knowledge of the one logarithm to all these bases; the label must name what it is about."""
    w = draw(group.order)
    challenge = _challenge(group, label, [group.power(base, w) for base in bases])
    return Proof(challenge, (w - secret * challenge) % group.order)


def holds(group: Group, label: str, claims: Sequence[Claim], proof: Proof) -> bool:
    """Check a proof that all claims have the same logarithm and that the prover knows it."""
    return _challenge(group, label, commitments(group, claims, proof)) == proof.challenge


def prove_one_of(
    group: Group, label: str, options: Sequence[Sequence[Claim]], *, true: int, secret: int, draw: Draw
) -> list[Proof]:
    """Prove that the claims of one option hold, hiding that it is `true`, whose logarithm is `secret`."""
    w = draw(group.order)
    proofs = [Proof(draw(group.order), draw(group.order)) for _ in options]
    committed: list[Element] = []
    for index, claims in enumerate(options):
        if index == true:
            committed += [group.power(claim.base, w) for claim in claims]
        else:
            committed += commitments(group, claims, proofs[index])
    others = sum(proof.challenge for index, proof in enumerate(proofs) if index != true)
    challenge = (_challenge(group, label, committed) - others) % group.order
    proofs[true] = Proof(challenge, (w - secret * challenge) % group.order)
    return proofs


def one_of_holds(
    group: Group, label: str, options: Sequence[Sequence[Claim]], proofs: Sequence[Proof]
) -> bool:
    """Check a proof that the claims of one option hold."""
    if len(proofs) != len(options):
        return False
    committed: list[Element] = []
    for claims, proof in zip(options, proofs, strict=True):
        committed += commitments(group, claims, proof)
    total = sum(proof.challenge for proof in proofs) % group.order
    return _challenge(group, label, committed) == total
