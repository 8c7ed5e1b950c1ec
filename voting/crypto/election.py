"""The description of an election: the bytes whose fingerprint binds every ballot and proof."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from voting.crypto.encoding import Node, dumps, fingerprint
from voting.crypto.groups import Element, Group, group_named

MIN_UUID = 14
BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


class CannotSeal(ValueError):
    """The choices break the rules of the question, so no proof of them exists."""


@dataclass(frozen=True, slots=True)
class Homomorphic:
    """Between `minimum` and `maximum` of the answers, counted without opening a single ballot."""

    question: str
    answers: tuple[str, ...]
    minimum: int
    maximum: int
    blank: bool = False

    @property
    def choices(self) -> int:
        """How many ciphertexts an answer has: a blank vote is one more, in front."""
        return len(self.answers) + self.blank

    def to_json(self) -> dict[str, object]:
        """Return the question as the record has it."""
        return {
            "answers": list(self.answers),
            **({"blank": True} if self.blank else {}),
            "min": self.minimum,
            "max": self.maximum,
            "question": self.question,
        }


@dataclass(frozen=True, slots=True)
class Mixnet:
    """One small number per answer, all in one ciphertext, opened after shuffling."""

    question: str
    answers: tuple[str, ...]

    def to_json(self) -> dict[str, object]:
        """Return the question as the record has it."""
        return {"type": "NonHomomorphic", "value": {"answers": list(self.answers), "question": self.question}}


Question = Homomorphic | Mixnet


@dataclass(frozen=True)
class Election:
    """What is voted on and under which key."""

    name: str
    description: str
    group: Group
    public_key: Element
    questions: tuple[Question, ...]
    uuid: str
    administrator: str | None = None
    credential_authority: str | None = None

    def to_json(self) -> dict[str, object]:
        """Return the description in the order that is hashed."""
        named = {"administrator": self.administrator, "credential_authority": self.credential_authority}
        return {
            "version": 1,
            "description": self.description,
            "name": self.name,
            "group": self.group.name,
            "public_key": self.public_key,
            "questions": [question.to_json() for question in self.questions],
            "uuid": self.uuid,
            **{field: value for field, value in named.items() if value is not None},
        }

    @cached_property
    def text(self) -> str:
        """The very bytes of the record."""
        return dumps(self.to_json())

    @cached_property
    def fingerprint(self) -> str:
        """The hash that every ballot, shuffle and decryption is bound to."""
        return fingerprint(self.text)

    @property
    def mixed(self) -> tuple[Mixnet, ...]:
        """The questions that are shuffled."""
        return tuple(question for question in self.questions if isinstance(question, Mixnet))


def read_election(text: str, place: str = "election") -> Election:
    """Read a description; refuses what no ballot could be made for."""
    node = Node.parse(text, place)
    fields = node.fields(
        "version", "description", "name", "group", "public_key", "questions", "uuid",
        "administrator?", "credential_authority?",
    )  # fmt: skip
    fields["version"].must_equal(1)
    try:
        group = group_named(fields["group"].text())
    except ValueError as error:
        raise fields["group"].refuse(str(error)) from error
    uuid = fields["uuid"].text()
    if len(uuid) < MIN_UUID or set(uuid) - set(BASE58):
        raise fields["uuid"].refuse(f"is not {MIN_UUID} or more characters of Base58")
    questions = tuple(_question(item, group) for item in fields["questions"].items())
    if not questions:
        raise fields["questions"].refuse("is empty")
    return Election(
        name=fields["name"].text(),
        description=fields["description"].text(),
        group=group,
        public_key=fields["public_key"].element(group),
        questions=questions,
        uuid=uuid,
        administrator=fields["administrator"].text() if "administrator" in fields else None,
        credential_authority=fields["credential_authority"].text()
        if "credential_authority" in fields
        else None,
    )


def _question(node: Node, group: Group) -> Question:
    if isinstance(node.value, dict) and "type" in node.value:
        fields = node.fields("type", "value")
        fields["type"].must_equal("NonHomomorphic")
        inner = fields["value"].fields("answers", "question")
        answers = _answers(inner["answers"])
        if len(answers) > group.value_limit:
            raise inner["answers"].refuse(f"has more answers than the {group.value_limit} a ballot can carry")
        return Mixnet(inner["question"].text(), answers)
    fields = node.fields("answers", "blank?", "min", "max", "question")
    answers = _answers(fields["answers"])
    low, high = fields["min"].count(), fields["max"].count()
    if not low <= high <= len(answers):
        raise fields["max"].refuse("is not between the minimum and the number of answers")
    if "blank" in fields:
        fields["blank"].must_equal(True)
    return Homomorphic(fields["question"].text(), answers, low, high, "blank" in fields)


def _answers(node: Node) -> tuple[str, ...]:
    answers = tuple(item.text() for item in node.items())
    if not answers:
        raise node.refuse("is empty")
    return answers
