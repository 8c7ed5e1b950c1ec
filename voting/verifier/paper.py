"""The list of ballots cast on paper: a message signed with the key of the board when the box was closed, so
before anything in it was opened. It says how many people each office ticked off and how many ballots it had.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from voting.crypto.encoding import Node, Refused, dumps, sha256_hex
from voting.crypto.packing import Kind
from voting.crypto.round_file import RoundFile
from voting.crypto.signed import Signed
from voting.verifier.board import Board
from voting.verifier.report import Report, how_many

FILE = "paper.json"
MESSAGE = f"{FILE}.message"
REASONS = ("unreadable", "unclear", "recognisable", "foreign")
"""Why a paper ballot does not count whatever it says: it cannot be read; what is meant is not clear; its
voter could be recognised by it; it is no ballot of this vote.
"""

Marks = tuple[tuple[str, int | None], ...]


@dataclass(frozen=True, slots=True)
class PaperBallot:
    """One settled ballot: the ids of projects, each with its points where the ballot gives points, or the
    reason why it does not count.
    """

    marks: Marks = ()
    invalid: str = ""

    def to_json(self) -> object:
        """Return the paper ballot as the list has it."""
        if self.invalid:
            return {"invalid": self.invalid}
        return [project if given is None else [project, given] for project, given in self.marks]


@dataclass(frozen=True, slots=True)
class Office:
    """How many people an office ticked off and how many ballots it had; `reason` explains a difference."""

    name: str
    ticked: int
    ballots: int
    reason: str = ""

    def to_json(self) -> dict[str, object]:
        """Return the office as the list has it; the published word for its ballots is "sheets"."""
        return {"name": self.name, "ticked": self.ticked, "sheets": self.ballots, "reason": self.reason}


@dataclass(frozen=True, slots=True)
class Pool:
    """The paper ballots of one or several offices, in an order that tells nothing."""

    offices: tuple[str, ...]
    ballots: tuple[PaperBallot, ...]

    def to_json(self) -> dict[str, object]:
        """Return the pool as the list has it."""
        return {"offices": list(self.offices), "ballots": [ballot.to_json() for ballot in self.ballots]}


@dataclass(frozen=True, slots=True)
class PaperList:
    """All that is published of the ballots on paper. `height` and `head` are those of the closed board."""

    uuid: str
    height: int
    head: str
    offices: tuple[Office, ...]
    pools: tuple[Pool, ...]

    @property
    def message(self) -> str:
        """What the platform signs."""
        return dumps({
            "uuid": self.uuid,
            "height": self.height,
            "head": self.head,
            "offices": [office.to_json() for office in self.offices],
            "pools": [pool.to_json() for pool in self.pools],
        })  # fmt: skip

    @property
    def ballots(self) -> tuple[PaperBallot, ...]:
        """Every paper ballot, in the order of the list; their places count from 0."""
        return tuple(ballot for pool in self.pools for ballot in pool.ballots)


def pooled(ballots: Mapping[str, Sequence[PaperBallot]], smallest: int) -> tuple[Pool, ...]:
    """Return ballots as they are published: each office with at least `smallest` of them alone, the others
    together, and with the next larger one if they are still too few.
    """
    waiting = sorted(ballots, key=lambda name: (len(ballots[name]), name))
    groups: list[list[str]] = []
    while waiting:
        group = [waiting.pop(0)]
        while waiting and sum(len(ballots[name]) for name in group) < smallest:
            group.append(waiting.pop(0))
        groups.append(group)
    if len(groups) > 1 and sum(len(ballots[name]) for name in groups[-1]) < smallest:
        last = groups.pop()
        groups[-1] += last
    ordered = sorted(sorted(group) for group in groups)
    return tuple(Pool(tuple(group), _sorted(s for name in group for s in ballots[name])) for group in ordered)


def _sorted(ballots: Iterable[PaperBallot]) -> tuple[PaperBallot, ...]:
    return tuple(sorted(ballots, key=lambda ballot: dumps(ballot.to_json())))


def check_paper(board: Board, file: RoundFile, text: str, report: Report) -> PaperList:
    """Check the signature and the form of the list, and that it was made for this board when its box was
    closed.
    """
    group = board.election.group
    signed = Signed.read(Node.parse(text, FILE), group)
    if not signed.by(group, file.board_key):
        raise Refused(f"{FILE}.signature", "does not hold")
    found, height = read_list(signed.message, file), _closed(board)
    for name, value in (
        ("uuid", board.election.uuid), ("height", height),
        ("head", sha256_hex(board.source.archive.events[height].text)),
    ):  # fmt: skip
        Node(getattr(found, name), f"{MESSAGE}.{name}").must_equal(value)
    left = file.setting.roll - len({ballot.credential for ballot in board.ballots})
    if sum(office.ticked for office in found.offices) > left:
        raise Refused(f"{MESSAGE}.offices", "tick off more people than are left on the roll")
    if sum(not ballot.invalid for ballot in found.ballots) > left:
        raise Refused(f"{MESSAGE}.pools", f"hold more votes than the {left} people left on the roll")
    report.held(
        f"{how_many(len(found.ballots), 'paper ballot')} from {how_many(len(found.offices), 'office')}, "
        f"in a list signed when the box was closed ({sha256_hex(text)})"
    )
    for office in found.offices:
        if office.reason:
            people = how_many(office.ticked, "person", "people")
            ballots = how_many(office.ballots, "paper ballot")
            report.note(f"{office.name}: {people} ticked off, {ballots}. The city says: {office.reason}")
    return found


def read_list(message: str, file: RoundFile) -> PaperList:
    """Read the list and check all that can be checked without the board."""
    fields = Node.parse(message, MESSAGE).fields("uuid", "height", "head", "offices", "pools")
    offices = tuple(_office(item) for item in fields["offices"].items())
    pools = tuple(_pool(item, file) for item in fields["pools"].items())
    _check_offices(fields["offices"], offices)
    _check_pools(fields["pools"], offices, pools, file.setting.smallest_pool)
    uuid, head = fields["uuid"].text(), fields["head"].text()
    return PaperList(uuid, fields["height"].count(), head, offices, pools)


def _closed(board: Board) -> int:
    """Where the board stood when the box was closed and what is to be opened was posted."""
    for height, event in enumerate(board.source.archive.events):
        if event.type == "EncryptedTally":
            return height
    raise Refused(FILE, "is there before the box was closed")


def _office(node: Node) -> Office:
    fields = node.fields("name", "ticked", "sheets", "reason")
    office = Office(
        fields["name"].text(), fields["ticked"].count(), fields["sheets"].count(), fields["reason"].text()
    )
    if (office.ticked == office.ballots) != (office.reason == ""):
        raise fields["reason"].refuse("must explain a difference, and only that")
    return office


def _pool(node: Node, file: RoundFile) -> Pool:
    fields = node.fields("offices", "ballots")
    names = tuple(item.text() for item in fields["offices"].items())
    ballots = tuple(read_paper_ballot(item, file) for item in fields["ballots"].items())
    if ballots != _sorted(ballots):
        raise fields["ballots"].refuse("are not sorted")
    return Pool(names, ballots)


def read_paper_ballot(node: Node, file: RoundFile) -> PaperBallot:
    """Read one ballot: its projects exist and stand there once. Whether it keeps the limits is counted."""
    if isinstance(node.value, dict):
        reason = node.fields("invalid")["invalid"]
        if reason.text() not in REASONS:
            raise reason.refuse("is no reason")
        return PaperBallot(invalid=reason.text())
    marks: list[tuple[str, int | None]] = []
    known = {project.id for project in file.projects}
    for item in node.items():
        project, given = item, None
        if file.kind is Kind.POINTS:
            project, points = item.items(2)
            given = points.count()
            if given == 0:
                raise points.refuse("gives nothing")
        if project.text() not in known or project.text() in dict(marks):
            raise project.refuse("is no project of this round, or stands there twice")
        marks.append((project.text(), given))
    return PaperBallot(tuple(marks))


def _check_offices(node: Node, offices: Sequence[Office]) -> None:
    names = [office.name for office in offices]
    if names != sorted(set(names)):
        raise node.refuse("are not sorted, or one is there twice")


def _check_pools(node: Node, offices: Sequence[Office], pools: Sequence[Pool], smallest: int) -> None:
    expected = {office.name: office.ballots for office in offices}
    if sorted(name for pool in pools for name in pool.offices) != sorted(expected):
        raise node.refuse("do not hold every office once")
    for place, pool in enumerate(pools):
        if len(pool.ballots) != sum(expected[name] for name in pool.offices):
            raise Refused(f"{node.place}[{place}].ballots", "are not as many as the offices had")
        if len(pools) > 1 and len(pool.ballots) < smallest:
            raise Refused(f"{node.place}[{place}].ballots", f"are fewer than {smallest}, shown alone")


def vote_of(ballot: PaperBallot, file: RoundFile) -> list[int]:
    """Return what a paper ballot says as an opened ballot would: places, or the points of every project."""
    places = {project.id: place for place, project in enumerate(file.projects)}
    if file.kind is Kind.POINTS:
        given = dict(ballot.marks)
        return [given.get(project.id) or 0 for project in file.projects]
    named = [places[project] for project, _points in ballot.marks]
    return named if file.kind is Kind.RANKING else sorted(named)
