"""The frozen file of a round: projects, limits of a ballot, rule, keys. Its hash stands in the election's
description, and so in the fingerprint that every ballot and proof is bound to.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum

from voting.crypto.election import Homomorphic, Mixnet, Question
from voting.crypto.encoding import dumps, sha256_hex
from voting.crypto.groups import Element, Group
from voting.crypto.packing import Form, Kind, pack

Json = object


@dataclass(frozen=True, slots=True)
class ListedProject:
    """One project, in the order of the ballot; `cost` is a whole number or "p/q", as the budget is."""

    id: str
    cost: int | str
    name: str
    category: str = ""
    district: str = ""

    def to_json(self) -> dict[str, Json]:
        """Return the project as the file has it."""
        return {
            "id": self.id, "cost": self.cost, "name": self.name,
            "category": self.category, "district": self.district,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Limits:
    """What one ballot may say: how many projects, how many points or how much money together, and the most
    points for `each`.
    """

    fewest: int
    most: int
    points: int | None = None
    money: int | str | None = None
    each: int | None = None

    def to_json(self) -> dict[str, Json]:
        """Return the limits as the file has them."""
        return {
            "fewest": self.fewest, "most": self.most, "points": self.points, "money": self.money,
            "each": self.each,
        }  # fmt: skip


class Ballots(StrEnum):
    """What a ballot means to the rules; grades are scores with names."""

    APPROVAL = "approval"
    CUMULATIVE = "cumulative"
    SCORING = "scoring"
    GRADES = "grades"
    ORDINAL = "ordinal"

    @property
    def kind(self) -> Kind:
        """How such a ballot is packed."""
        kinds = {Ballots.APPROVAL: Kind.APPROVAL, Ballots.ORDINAL: Kind.RANKING}
        return kinds.get(self, Kind.POINTS)


class Opened(StrEnum):
    """What is ever opened of the sealed ballots: each on its own, after shuffling, or only their sums."""

    BALLOTS = "ballots"
    SUMS = "sums"


@dataclass(frozen=True, slots=True)
class Setting:
    """When and for how many people the round is held. Times are ISO 8601 in UTC; `smallest_pool` is the
    number of voters below which figures of a district are shown only together with others; `districts` are
    those whose people may vote, none stands for everybody.
    """

    process: str
    number: int
    opens: str
    closes: str
    currency: str
    roll: int
    smallest_pool: int = 0
    districts: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Json]:
        """Return the setting as the file has it: districts only where there are any."""
        fields = asdict(self)
        named = {"districts": list(fields.pop("districts"))}
        return fields | named if self.districts else fields


@dataclass(frozen=True, slots=True)
class RoundFile:
    """Everything about a round that may not change once it is open."""

    title: str
    verifiable: bool
    ballots: Ballots
    limits: Limits
    projects: tuple[ListedProject, ...]
    budget: int | str
    rule: str
    credentials_hash: str
    trustees_hash: str
    board_key: Element
    """The key that the platform signs the heads of the board with."""
    setting: Setting
    parameters: Mapping[str, Json] = field(default_factory=dict)
    opened: Opened = Opened.BALLOTS

    @property
    def only_sums(self) -> bool:
        """Whether no single ballot is ever opened."""
        return self.opened is Opened.SUMS

    @property
    def kind(self) -> Kind:
        """How a ballot is packed."""
        return self.ballots.kind

    @property
    def form(self) -> Form:
        """How a ballot of this round is packed."""
        return Form(self.kind, len(self.projects), self.limits.most if self.kind is Kind.RANKING else 0)

    @property
    def text(self) -> str:
        """The file, in its one form."""
        return dumps({
            "version": 1,
            "title": self.title,
            "verifiable": self.verifiable,
            "setting": self.setting.to_json(),
            "ballots": self.ballots.value,
            **self._way,
            "limits": self.limits.to_json(),
            "projects": [project.to_json() for project in self.projects],
            "budget": self.budget,
            "rule": self.rule,
            "parameters": self.parameters,
            "credentials": self.credentials_hash,
            "trustees": self.trustees_hash,
            "board_key": self.board_key,
        })  # fmt: skip

    @property
    def _way(self) -> dict[str, Json]:
        """How ballots are opened: packed ones say how they are packed, others that only their sums are."""
        return {"opened": self.opened.value} if self.only_sums else {"packing": self.form.to_json()}

    @property
    def description(self) -> str:
        """What the election's description must be."""
        return dumps({"plaza": 1, "round": sha256_hex(self.text)})

    def packed_question(self, text: str) -> Mixnet:
        """Return the one shuffled question whose answers are the bytes of a packed ballot."""
        return Mixnet(text, tuple(f"byte {number}" for number in range(1, self.form.size + 1)))

    def closed_question(self, text: str) -> Homomorphic:
        """Return the one question of a round of which only sums are ever opened."""
        names = tuple(project.name for project in self.projects)
        return Homomorphic(text, names, self.limits.fewest, min(self.limits.most, len(names)))

    def question(self, text: str) -> Question:
        """Return the one question of the round."""
        return self.closed_question(text) if self.only_sums else self.packed_question(text)

    def question_fault(self, questions: Sequence[Question], group: Group) -> str | None:
        """Return why the election's questions are not the ones of this round, or None."""
        if len(questions) != 1:
            return "there must be exactly one question, so that no ballot is split"
        if self.only_sums:
            same = questions[0] == self.closed_question(questions[0].question)
            return None if same else "the answers or limits are not those of the round"
        if isinstance(questions[0], Mixnet):
            fits = self.form.fits(group) and questions[0] == self.packed_question(questions[0].question)
            return None if fits else "the question does not hold one packed ballot"
        return "only sums could be opened, though the round says that ballots are"


def sealed_values(question: Question, form: Form, vote: Sequence[int]) -> tuple[int, ...]:
    """Return a vote as the numbers that are sealed: packed into bytes, or 1 for each project that it names
    and 0 for the others. Raises ValueError for what is no vote of this form.
    """
    packed = pack(form, vote)
    if isinstance(question, Mixnet):
        return packed
    return tuple(int(place in vote) for place in range(form.projects))
