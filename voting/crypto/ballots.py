"""Ballots: sealing one, reading one, checking one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from voting.crypto.election import CannotSeal, Election, Homomorphic
from voting.crypto.encoding import Node, Refused, dumps, fingerprint
from voting.crypto.groups import Element
from voting.crypto.homomorphic import (
    HomomorphicAnswer,
    homomorphic_fault,
    read_homomorphic,
    seal_homomorphic,
)
from voting.crypto.mixnet import MixnetAnswer, mixnet_fault, read_mixnet, seal_mixnet
from voting.crypto.proofs import Claim, Proof, holds, prove
from voting.crypto.randomness import Draw

Answer = HomomorphicAnswer | MixnetAnswer
MAX_LENGTH = 4_000_000


@dataclass(frozen=True)
class Ballot:
    """A sealed ballot, signed with the voter's credential."""

    election_uuid: str
    election_hash: str
    credential: Element
    answers: tuple[Answer, ...]
    signature: Proof | None = None

    def _body(self) -> dict[str, object]:
        return {
            "election_uuid": self.election_uuid,
            "election_hash": self.election_hash,
            "credential": self.credential,
            "answers": [answer.to_json() for answer in self.answers],
        }

    @cached_property
    def body_hash(self) -> str:
        """The fingerprint of the ballot without its signature, which the signature signs."""
        return fingerprint(dumps(self._body()))

    @cached_property
    def text(self) -> str:
        """The ballot as it is posted and published."""
        assert self.signature is not None
        signature = {"hash": self.body_hash, "proof": self.signature.to_json()}
        return dumps({**self._body(), "signature": signature})

    @cached_property
    def tracker(self) -> str:
        """What the voter looks for on the board."""
        return fingerprint(self.text)


def seal_answers(
    election: Election, credential: Element, choices: Sequence[Sequence[int]], draw: Draw
) -> tuple[Answer, ...]:
    """Seal the choices, a list of numbers per question; raises CannotSeal. Needs no secret of the voter."""
    context = f"{election.fingerprint}|{credential}"
    if len(choices) != len(election.questions):
        raise CannotSeal("there is not one list of choices per question")
    return tuple(
        seal_homomorphic(election, question, context, values, draw)
        if isinstance(question, Homomorphic)
        else seal_mixnet(election, question, context, values, draw)
        for question, values in zip(election.questions, choices, strict=True)
    )


def seal(election: Election, secret: int, choices: Sequence[Sequence[int]], draw: Draw) -> Ballot:
    """Seal and sign the choices; raises CannotSeal."""
    group = election.group
    credential = group.base_power(secret)
    answers = seal_answers(election, credential, choices, draw)
    ballot = Ballot(election.uuid, election.fingerprint, credential, answers)
    return replace(ballot, signature=prove(group, f"sig|{ballot.body_hash}", [group.generator], secret, draw))


def was_sealed_so(election: Election, ballot: Ballot, choices: Sequence[Sequence[int]], draw: Draw) -> bool:
    """Audit a ballot that will not be cast: return whether these choices and this seed give its answers."""
    return seal_answers(election, ballot.credential, choices, draw) == ballot.answers


def read_ballot(text: str, election: Election, place: str = "ballot") -> Ballot:
    """Read a ballot strictly: one way to write it, every element in the group, made for this election."""
    if len(text) > MAX_LENGTH:
        raise Refused(place, "is too large")
    node = Node.parse(text, place)
    fields = node.fields("election_uuid", "election_hash", "credential", "answers", "signature")
    fields["election_uuid"].must_equal(election.uuid)
    fields["election_hash"].must_equal(election.fingerprint)
    group = election.group
    items = fields["answers"].items(len(election.questions))
    signature = fields["signature"].fields("hash", "proof")
    ballot = Ballot(
        election.uuid,
        election.fingerprint,
        fields["credential"].element(group),
        tuple(
            read_homomorphic(item, group, question)
            if isinstance(question, Homomorphic)
            else read_mixnet(item, group)
            for item, question in zip(items, election.questions, strict=True)
        ),
        Proof.read(signature["proof"], group),
    )
    signature["hash"].must_equal(ballot.body_hash)
    return ballot


def check_ballot(ballot: Ballot, election: Election, place: str = "ballot") -> None:
    """Check the signature and every proof of a ballot that was read; raises Refused."""
    group = election.group
    assert ballot.signature is not None
    claims = [Claim(group.generator, ballot.credential)]
    if not holds(group, f"sig|{ballot.body_hash}", claims, ballot.signature):
        raise Refused(f"{place}.signature.proof", "does not hold")
    context = f"{election.fingerprint}|{ballot.credential}"
    for index, (question, answer) in enumerate(zip(election.questions, ballot.answers, strict=True)):
        if isinstance(question, Homomorphic):
            assert isinstance(answer, HomomorphicAnswer)
            fault = homomorphic_fault(election, question, context, answer)
        else:
            assert isinstance(answer, MixnetAnswer)
            fault = mixnet_fault(election, context, answer)
        if fault:
            raise Refused(f"{place}.answers[{index}].{fault}", "does not hold")
