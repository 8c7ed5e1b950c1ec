"""Read a .pb file into an Election, or ballot by ballot."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from voting.rules.exact import Number, parse_number
from voting.rules.model import Election, Project, VoteType
from voting.rules.pabulib.errors import PabulibError
from voting.rules.pabulib.fields import group_fields, vote_rows
from voting.rules.pabulib.sections import Head, read_head
from voting.rules.pabulib.votes import check_grades, parse_points, parse_votes

_OWN = {"project_id", "cost", "name", "category", "district"}


@dataclass(frozen=True, slots=True)
class RawBallot:
    """One line of VOTES: project ids as written, their points if any, and, if asked for, the other
    columns.
    """

    line: int
    voter: str
    choices: tuple[str, ...]
    points: tuple[Number, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)


def read(path: str | Path) -> Election:
    """Read the file, merging identical ballots. Voters' ids and attributes are dropped.

    Raises PabulibError with the line number if the file is malformed, OSError if it cannot be read.
    """
    return parse(load(path))


def load(path: str | Path) -> str:
    """The text of a file, whatever ends its lines. Raises PabulibError if it is not UTF-8 text."""
    data = Path(path).read_bytes()
    if b"\0" in data:
        line = data.count(b"\n", 0, data.index(b"\0")) + 1
        raise PabulibError(line, "the file is not UTF-8 text: it holds a NUL character")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise PabulibError(line, "the file is not UTF-8 text") from None
    return text if "\n" in text else text.replace("\r", "\n")


def parse(text: str) -> Election:
    """As `read`, for a text already in memory."""
    head = read_head(text)
    budget, kind = read_budget(head), read_vote_type(head)
    projects = read_projects(head)
    index = {project.id: place for place, project in enumerate(projects)}
    wanted = [head.vote_fields.index("vote")]
    if (kind.has_points or kind is VoteType.ORDINAL) and "points" in head.vote_fields:
        wanted.append(head.vote_fields.index("points"))
    elif kind.has_points:
        raise PabulibError(head.votes_line - 1, f"{kind} ballots need a column points")
    found = group_fields(text[head.votes_at :], head.votes_line, len(head.vote_fields), tuple(wanted))
    ballots = parse_votes(found, index, kind, read_best_grade(head, kind))
    return Election(budget, projects, ballots, kind, head.meta)


def raw_ballots(path: str | Path, *, attributes: bool = False) -> Iterator[RawBallot]:
    """Yield the ballots one by one in the order of the file, checked like `read` does.

    attributes: also give the columns that describe the voter (age, sex ...).
    """
    text = load(path)
    head = read_head(text)
    kind, known = read_vote_type(head), {project.id for project in read_projects(head)}
    best = read_best_grade(head, kind)
    vote = head.vote_fields.index("vote")
    points = head.vote_fields.index("points") if "points" in head.vote_fields else None
    voter = head.vote_fields.index("voter_id") if "voter_id" in head.vote_fields else None
    rest = [place for place in range(len(head.vote_fields)) if place not in {vote, points, voter}]
    for line, row in vote_rows(text[head.votes_at :], head.votes_line, len(head.vote_fields)):
        choices = tuple(part.strip() for part in row[vote].split(",") if part.strip())
        for choice in choices:
            if choice not in known:
                raise PabulibError(line, f"the vote names a project that is not listed: {choice!r}")
        given: tuple[Number, ...] = ()
        if points is not None and kind is not VoteType.APPROVAL:
            given = parse_points(row[points], len(choices), line)
        if kind is VoteType.GRADES:
            check_grades(given, best, line)
        about = {head.vote_fields[place]: row[place].strip() for place in rest} if attributes else {}
        yield RawBallot(line, row[voter].strip() if voter is not None else str(line), choices, given, about)


def check_voters(text: str, head: Head) -> None:
    """Raise PabulibError with the line on which a voter appears for the second time."""
    if "voter_id" not in head.vote_fields:
        return
    column, seen = head.vote_fields.index("voter_id"), set[str]()
    for line, row in vote_rows(text[head.votes_at :], head.votes_line, len(head.vote_fields)):
        voter = row[column].strip()
        if voter in seen:
            raise PabulibError(line, f"the voter {voter[:40]!r} is there twice")
        seen.add(voter)


def read_budget(head: Head) -> Number:
    """The money to spend. Raises PabulibError if META does not say."""
    return _money(head.meta.get("budget", ""), head.line_of("budget"), "the budget in META")


def read_vote_type(head: Head) -> VoteType:
    """The kind of ballot; Pabulib's "choose-1" is an approval ballot."""
    name = head.meta.get("vote_type", "").lower()
    try:
        return VoteType.APPROVAL if name == "choose-1" else VoteType(name)
    except ValueError:
        text = f"META names an unknown vote_type: {name!r}" if name else "META names no vote_type"
        raise PabulibError(head.line_of("vote_type"), text) from None


def read_best_grade(head: Head, kind: VoteType) -> Number | None:
    """The best grade, `max_points` in META; None if the file does not say or its ballots do not grade."""
    text = head.meta.get("max_points", "")
    line = head.line_of("max_points")
    return _money(text, line, "max_points in META") if kind is VoteType.GRADES and text else None


def read_projects(head: Head) -> tuple[Project, ...]:
    """The projects in the order of the file. Raises PabulibError for a double id or a bad cost."""
    projects: dict[str, Project] = {}
    names = head.project_fields
    at = {name: place for place, name in enumerate(names)}
    extras = [(name, place) for name, place in at.items() if name not in _OWN]
    own = [at.get(name, len(names)) for name in ("name", "category", "district")]
    for line, row in head.projects:
        if len(row) != len(names):
            raise PabulibError(line, f"the project has {len(row)} fields where the header has {len(names)}")
        cells = [cell.strip() for cell in row]
        cells.append("")
        name, cost = cells[at["project_id"]], cells[at["cost"]]
        if not name or "," in name:
            raise PabulibError(line, f"not a project id: {name!r}")
        if name in projects:
            raise PabulibError(line, f"the project id {name!r} is there twice")
        extra = {key: cells[place] for key, place in extras}
        title, category, district = (cells[place] for place in own)
        projects[name] = Project(name, _money(cost, line, "the cost"), title, category, district, extra)
    return tuple(projects.values())


def _money(text: str, line: int, what: str) -> Number:
    try:
        value = parse_number(text)
    except ValueError:
        raise PabulibError(line, f"{what} is not a number: {text[:40]!r}") from None
    if value < 0:
        raise PabulibError(line, f"{what} is negative")
    return value
