"""A round as the protocol sees it: the file `round.json` with everything that may not change, and ballots as
the packed votes that fit it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from voting.amounts import major
from voting.casting.phrases import limits_of
from voting.counting.ballots import Choice
from voting.counting.election import without_ballots
from voting.crypto.groups import GROUPS, Element
from voting.crypto.packing import MOST_POINTS, Form, Kind
from voting.crypto.round_file import Ballots, Limits, ListedProject, Opened, RoundFile, Setting
from voting.models import Round
from voting.rules.exact import to_json


class Keys(NamedTuple):
    """What the file says of the keys: hashes of the two lists, and the key that signs the board."""

    credentials: str
    trustees: str
    board: Element


NO_KEYS = Keys("", "", Element(""))
"""For looking at the form of a round before there are any."""


def round_file(round: Round, keys: Keys = NO_KEYS) -> RoundFile:
    """Return the frozen file of a round as it stands now (three queries); amounts are in units of money."""
    election = without_ballots(round)
    projects = tuple(
        ListedProject(one.id, to_json(one.cost), one.name, one.category, one.district)
        for one in election.projects
    )
    return RoundFile(
        title=round.title,
        verifiable=round.is_verifiable,
        ballots=Ballots(round.ballot_type),
        limits=_limits(round, len(projects)),
        projects=projects,
        budget=to_json(election.budget),
        rule=round.rule,
        credentials_hash=keys.credentials,
        trustees_hash=keys.trustees,
        board_key=keys.board,
        setting=_setting(round),
        parameters=_sorted(round.rule_parameters),
        opened=Opened(round.what_opens),
    )


def form_of(round: Round, projects: int) -> Form:
    """Return how a ballot with that many projects is packed (no query)."""
    kind = Ballots(round.ballot_type).kind
    return Form(kind, projects, _most(round, projects) if kind is Kind.RANKING else 0)


def packing_problem(round: Round, projects: int) -> bool:
    """Return whether a ballot of the round does not fit into one sealed message of its group."""
    each = limits_of(round).each or 0
    return each > MOST_POINTS or not form_of(round, projects).fits(GROUPS[round.group])


def vote_of(form: Form, numbers: Sequence[int], choices: Sequence[int], points: Sequence[int]) -> list[int]:
    """Return a ballot (project numbers, and beside them points) as the vote that is packed; `numbers` are all
    projects in the order of the file.
    """
    places = {number: place for place, number in enumerate(numbers)}
    if form.kind is Kind.APPROVAL:
        return sorted(places[number] for number in choices)
    if form.kind is Kind.RANKING:
        return [places[number] for number in choices]
    given = dict(zip(choices, points, strict=True))
    return [given.get(number, 0) for number in numbers]


def choices_of(form: Form, numbers: Sequence[int], vote: Sequence[int]) -> tuple[Choice, ...]:
    """Return a packed vote as the choices of an opened ballot."""
    if form.kind is Kind.POINTS:
        return tuple(Choice(number, given) for number, given in zip(numbers, vote, strict=True) if given)
    return tuple(Choice(numbers[place]) for place in vote)


def _limits(round: Round, projects: int) -> Limits:
    limits, currency = limits_of(round), round.process.currency
    money = None if limits.money is None else to_json(major(limits.money, "", currency))
    return Limits(0, _most(round, projects), limits.points, money, limits.each)


def _most(round: Round, projects: int) -> int:
    return projects if round.max_projects is None else min(round.max_projects, projects)


def _setting(round: Round) -> Setting:
    return Setting(
        process=round.process.slug,
        number=round.number,
        opens=_utc(round.opens_at),
        closes=_utc(round.closes_at),
        currency=round.process.currency,
        roll=round.roll_size,
        smallest_pool=round.smallest_pool,
        districts=tuple(district.name for district in round.districts.all()),
    )


def _sorted(value: Any) -> Any:
    """Parameters in one order: a database may give the keys of an object back in another than they had."""
    if isinstance(value, dict):
        return {key: _sorted(value[key]) for key in sorted(value)}
    return [_sorted(item) for item in value] if isinstance(value, list) else value


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()
