"""A sealed answer to a question that is shuffled: one ciphertext, opened after nobody knows whose it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from voting.crypto.election import CannotSeal, Election, Mixnet
from voting.crypto.elgamal import Ciphertext, encrypt
from voting.crypto.encoding import Node
from voting.crypto.groups import Group
from voting.crypto.proofs import Claim, Proof, holds, prove
from voting.crypto.randomness import Draw


@dataclass(frozen=True, slots=True)
class MixnetAnswer:
    """One ciphertext and a proof that its maker knows what is in it."""

    choices: Ciphertext
    proof: Proof

    def to_json(self) -> dict[str, object]:
        """Return the answer as the record has it."""
        return {"choices": self.choices.to_json(), "proof": self.proof.to_json()}


def _label(election: Election, context: str, ciphertext: Ciphertext) -> str:
    return f"raweg|{context}|{election.public_key},{ciphertext}"


def seal_mixnet(
    election: Election, question: Mixnet, context: str, values: Sequence[int], draw: Draw
) -> MixnetAnswer:
    """Seal one small number per answer."""
    group = election.group
    if len(values) != len(question.answers):
        raise CannotSeal(f"{len(values)} numbers for {len(question.answers)} answers")
    try:
        message = group.encode(values)
    except ValueError as error:
        raise CannotSeal(str(error)) from error
    randomness = draw(group.order)
    ciphertext = encrypt(group, election.public_key, message, randomness)
    label = _label(election, context, ciphertext)
    return MixnetAnswer(ciphertext, prove(group, label, [group.generator], randomness, draw))


def mixnet_fault(election: Election, context: str, answer: MixnetAnswer) -> str | None:
    """Return which proof of an answer does not hold, or None."""
    claims = [Claim(election.group.generator, answer.choices.alpha)]
    right = holds(election.group, _label(election, context, answer.choices), claims, answer.proof)
    return None if right else "proof"


def read_mixnet(node: Node, group: Group) -> MixnetAnswer:
    """Read an answer."""
    fields = node.fields("choices", "proof")
    return MixnetAnswer(Ciphertext.read(fields["choices"], group), Proof.read(fields["proof"], group))
