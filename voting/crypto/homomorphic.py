"""A sealed answer to a question that is counted without opening a ballot: 0 or 1 per choice, and proofs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

from voting.crypto.election import CannotSeal, Election, Homomorphic
from voting.crypto.elgamal import Ciphertext, add, encrypt
from voting.crypto.encoding import Node
from voting.crypto.groups import Group
from voting.crypto.proofs import Claim, Proof, one_of_holds, prove_one_of
from voting.crypto.randomness import Draw

Options = list[tuple[Claim, Claim]]


@dataclass(frozen=True, slots=True)
class HomomorphicAnswer:
    """A ciphertext of 0 or 1 per choice, and proofs that nothing else is in them."""

    choices: tuple[Ciphertext, ...]
    individual_proofs: tuple[tuple[Proof, ...], ...]
    overall_proof: tuple[Proof, ...]
    blank_proof: tuple[Proof, ...] = ()

    def to_json(self) -> dict[str, object]:
        """Return the answer as the record has it."""
        blank = {"blank_proof": [one.to_json() for one in self.blank_proof]} if self.blank_proof else {}
        return {
            "choices": [choice.to_json() for choice in self.choices],
            "individual_proofs": [[one.to_json() for one in pair] for pair in self.individual_proofs],
            "overall_proof": [one.to_json() for one in self.overall_proof],
            **blank,
        }


@dataclass(frozen=True, slots=True)
class _Rules:
    """What the proofs of an answer claim, the same for who proves and who checks."""

    election: Election
    question: Homomorphic
    context: str
    choices: Sequence[Ciphertext]

    def _is(self, ciphertext: Ciphertext, value: int) -> tuple[Claim, Claim]:
        group = self.election.group
        rest = group.divide(ciphertext.beta, group.base_power(value)) if value else ciphertext.beta
        return Claim(group.generator, ciphertext.alpha), Claim(self.election.public_key, rest)

    def _total(self) -> Ciphertext:
        """The sum of the choices, without a blank vote."""
        return reduce(lambda left, right: add(self.election.group, left, right), self._named())

    def _named(self) -> Sequence[Ciphertext]:
        return self.choices[1:] if self.question.blank else self.choices

    @property
    def _statement(self) -> str:
        return f"{self.context}|{','.join(map(str, self.choices))}"

    def individual(self, index: int) -> tuple[str, Options]:
        """Every choice is 0 or 1."""
        choice = self.choices[index]
        return f"prove|{self.context}|{choice}", [self._is(choice, 0), self._is(choice, 1)]

    def blank(self) -> tuple[str, Options]:
        """Either it is not a blank vote, or nothing is chosen."""
        return f"bproof0|{self._statement}", [self._is(self.choices[0], 0), self._is(self._total(), 0)]

    def overall(self) -> tuple[str, Options]:
        """Either it is a blank vote (where there are any), or as many are chosen as the question allows."""
        total = self._total()
        limits = [self._is(total, n) for n in range(self.question.minimum, self.question.maximum + 1)]
        if self.question.blank:
            return f"bproof1|{self._statement}", [self._is(self.choices[0], 1), *limits]
        return f"prove|{self._statement}|{total}", limits


def most_letters(group: Group, question: Homomorphic) -> int:
    """Return how long the text of an answer can be, so that nothing longer need be read."""
    number = len(str(group.order))
    proof = len('{"challenge":"","response":""},') + 2 * number
    element = max(len(str(group.generator)), number, len(str(group.neutral)))
    choice = len('{"alpha":"","beta":""},[],') + 2 * (element + 1) + 2 * proof
    totals = question.maximum - question.minimum + 1 + 3 * question.blank
    frame = len('{"choices":[],"individual_proofs":[],"overall_proof":[],"blank_proof":[]},')
    return frame + question.choices * choice + totals * proof


def seal_homomorphic(
    election: Election, question: Homomorphic, context: str, values: Sequence[int], draw: Draw
) -> HomomorphicAnswer:
    """Seal 0 or 1 per choice: a blank vote first, where the question allows one."""
    group = election.group
    blank = question.blank and bool(values) and values[0] == 1
    total = sum(values) - blank
    low, high = (0, 0) if blank else (question.minimum, question.maximum)
    if len(values) != question.choices or set(values) - {0, 1} or not low <= total <= high:
        raise CannotSeal("the choices break the limits of the question")
    secrets = [draw(group.order) for _ in values]
    rules = _Rules(election, question, context, [
        encrypt(group, election.public_key, group.base_power(value), secret)
        for value, secret in zip(values, secrets, strict=True)
    ])  # fmt: skip

    def proved(rule: tuple[str, Options], true: int, secret: int) -> tuple[Proof, ...]:
        return tuple(prove_one_of(group, *rule, true=true, secret=secret, draw=draw))

    pairs = enumerate(zip(values, secrets, strict=True))
    individual = tuple(proved(rules.individual(index), value, secret) for index, (value, secret) in pairs)
    named = sum(secrets[1:]) if question.blank else sum(secrets)
    overall = (
        proved(rules.overall(), 0, secrets[0])
        if blank
        else proved(rules.overall(), question.blank + total - question.minimum, named)
    )
    if not question.blank:
        return HomomorphicAnswer(tuple(rules.choices), individual, overall)
    blank_proof = proved(rules.blank(), int(blank), named if blank else secrets[0])
    return HomomorphicAnswer(tuple(rules.choices), individual, overall, blank_proof)


def homomorphic_fault(
    election: Election, question: Homomorphic, context: str, answer: HomomorphicAnswer
) -> str | None:
    """Return which proof of an answer does not hold, or None."""
    group, rules = election.group, _Rules(election, question, context, answer.choices)
    for index, proofs in enumerate(answer.individual_proofs):
        if not one_of_holds(group, *rules.individual(index), proofs):
            return f"individual_proofs[{index}]"
    if question.blank and not one_of_holds(group, *rules.blank(), answer.blank_proof):
        return "blank_proof"
    return None if one_of_holds(group, *rules.overall(), answer.overall_proof) else "overall_proof"


def read_homomorphic(node: Node, group: Group, question: Homomorphic) -> HomomorphicAnswer:
    """Read an answer with as many ciphertexts and proofs as the question asks for."""
    blank = ("blank_proof",) if question.blank else ()
    fields = node.fields("choices", "individual_proofs", "overall_proof", *blank)
    options = question.maximum - question.minimum + 1 + question.blank

    def proofs(at: Node, count: int) -> tuple[Proof, ...]:
        return tuple(Proof.read(item, group) for item in at.items(count))

    return HomomorphicAnswer(
        tuple(Ciphertext.read(item, group) for item in fields["choices"].items(question.choices)),
        tuple(proofs(item, 2) for item in fields["individual_proofs"].items(question.choices)),
        proofs(fields["overall_proof"], options),
        proofs(fields["blank_proof"], 2) if question.blank else (),
    )
