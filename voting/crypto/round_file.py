"""The frozen file of a round: projects, limits of a ballot, rule, keys. Its hash stands in the election's
description, and so in the fingerprint that every ballot and proof is bound to.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum

from voting.crypto.election import Homomorphic, Mixnet, Question
from voting.crypto.encoding import Node, Refused, dumps, sha256_hex
from voting.crypto.groups import Element, Group
from voting.crypto.packing import Form, Kind, pack

Json = object
SHARE = re.compile(r"[0-9]{1,200}/(?!0+$)[0-9]{1,200}")
"""An amount that is no whole number; as long as the database keeps one, and no longer."""


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


def read_round_file(text: str, group: Group, place: str = "round.json") -> RoundFile:
    """Read the file of a round; raises Refused."""
    fields = Node.parse(text, place).fields(
        "version", "title", "verifiable", "setting", "ballots", "opened?", "packing?", "limits", "projects",
        "budget", "rule", "parameters", "credentials", "trustees", "board_key",
    )  # fmt: skip
    fields["version"].must_equal(1)
    ballots = fields["ballots"].text()
    if ballots not in set(Ballots):
        raise fields["ballots"].refuse("is no kind of ballot")
    if not isinstance(fields["verifiable"].value, bool):
        raise fields["verifiable"].refuse("is not true or false")
    parameters = fields["parameters"].value
    if not isinstance(parameters, dict):
        raise fields["parameters"].refuse("is not an object")
    projects = tuple(_project(item) for item in fields["projects"].items())
    if not projects or len({project.id for project in projects}) != len(projects):
        raise fields["projects"].refuse("is empty or names a project twice")
    file = RoundFile(
        title=fields["title"].text(),
        verifiable=fields["verifiable"].value,
        setting=_setting(fields["setting"]),
        ballots=Ballots(ballots),
        limits=_limits(fields["limits"], len(projects)),
        projects=projects,
        budget=_money(fields["budget"]),
        rule=fields["rule"].text(),
        credentials_hash=fields["credentials"].text(),
        trustees_hash=fields["trustees"].text(),
        board_key=fields["board_key"].element(group),
        parameters=parameters,
        opened=Opened.SUMS if "opened" in fields else Opened.BALLOTS,
    )
    _check_way(file, fields, place)
    return file


def _check_way(file: RoundFile, fields: Mapping[str, Node], place: str) -> None:
    """Refuse a file that does not say in exactly one way how its ballots are opened."""
    if "opened" not in fields:
        if "packing" not in fields:
            raise Refused(place, "lacks 'packing'")
        fields["packing"].must_equal(file.form.to_json())
        return
    fields["opened"].must_equal(Opened.SUMS.value)
    if "packing" in fields:
        raise fields["packing"].refuse("is there, though no ballot is opened")
    if file.kind is not Kind.APPROVAL:
        raise fields["ballots"].refuse("cannot be added up")
    if file.limits.money is not None:
        raise fields["limits"].refuse("have an amount of money, which no proof of a sealed ballot covers")


def _setting(node: Node) -> Setting:
    fields = node.fields(
        "process", "number", "opens", "closes", "currency", "roll", "smallest_pool", "districts?"
    )
    texts = {name: fields[name].text() for name in ("process", "opens", "closes", "currency")}
    return Setting(
        number=fields["number"].count(),
        roll=fields["roll"].count(),
        smallest_pool=fields["smallest_pool"].count(),
        districts=_districts(fields.get("districts")),
        **texts,
    )


def _districts(node: Node | None) -> tuple[str, ...]:
    if node is None:
        return ()
    names = tuple(item.text() for item in node.items())
    if not names or len(set(names)) != len(names):
        raise node.refuse("is empty or names a district twice")
    return names


def _project(node: Node) -> ListedProject:
    fields = node.fields("id", "cost", "name", "category", "district")
    texts = {name: fields[name].text() for name in ("id", "name", "category", "district")}
    return ListedProject(cost=_money(fields["cost"]), **texts)


def _limits(node: Node, projects: int) -> Limits:
    fields = node.fields("fewest", "most", "points", "money", "each")
    limits = Limits(
        fields["fewest"].count(),
        fields["most"].count(),
        None if fields["points"].value is None else fields["points"].count(),
        None if fields["money"].value is None else _money(fields["money"]),
        None if fields["each"].value is None else fields["each"].count(),
    )
    if not limits.fewest <= limits.most <= projects:
        raise Refused(node.place, "are not between 0 and the number of projects")
    return limits


def _money(node: Node) -> int | str:
    value = node.value
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    if isinstance(value, str) and SHARE.fullmatch(value):
        return value
    raise node.refuse("is not an amount")
