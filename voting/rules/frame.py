"""What stands around every rule: who may win, ties, how rankings become points."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from voting.rules.contest import Contest
from voting.rules.exact import Number
from voting.rules.model import Election
from voting.rules.settings import option, parameters_of, read_value
from voting.rules.support import RANKING_POINTS, Support, support_of
from voting.rules.ties import CRITERIA, TieOrder

WITHDRAWN, TOO_FEW = "withdrawn", "minimum support"
POTS: Mapping[str, str] = {
    "none": "One pot for everything",
    "district": "One pot for each district",
    "category": "One pot for each topic",
}


@dataclass(frozen=True)
class Frame:
    """Settings that every rule shares."""

    ties: tuple[str, ...] = option(
        ("id",),
        "What decides between projects that stand exactly equal: a chain of " + ", ".join(CRITERIA) + ".",
        kind="ids",
    )
    lot_seed: str = option("", "The seed of the lot, published before voting begins.")
    ranking_points: str = option(
        "last-zero",
        "How a ranking becomes points: " + ", ".join(RANKING_POINTS) + ", or weights such as 3,2,1.",
    )
    minimum_votes: int = option(0, "Supporters a project needs before it can be funded.")
    minimum_share: int | Fraction = option(  # noqa: RUF009 - returns a field
        0, "Share of all voters that a project needs, such as 0.05.", kind="number"
    )
    minimum_cost_share: int | Fraction = option(  # noqa: RUF009 - returns a field
        0,
        "Share of all voters that a project costing the whole budget needs; cheaper projects need less.",
        kind="number",
    )
    withdrawn: tuple[str, ...] = option((), "Projects that were withdrawn after voting began.", kind="ids")
    exclusive: tuple[tuple[str, ...], ...] = option(
        (), "Sets of projects of which only one can be funded, such as a,b;c,d.", kind="groups"
    )
    pots: str = option("none", "Whether districts or topics have their own money.", choices=POTS)
    pot_budgets: dict[str, Number] = field(
        default_factory=dict,
        metadata={
            "help": "The money of each pot, such as North=100;South=80.",
            "kind": "amounts",
            "choices": {},
        },
    )
    pooling: bool = option(True, "Whether money left in the pots is put together and spent on what remains.")


FRAME_PARAMETERS = parameters_of(Frame)


def read_frame(values: Mapping[str, Any]) -> Frame:
    """Frame from plain values. Raises ValueError."""
    known = {parameter.name: parameter for parameter in FRAME_PARAMETERS}
    return Frame(**{name: read_value(known[name], value) for name, value in values.items()})


def read_frame_of(parameters: Mapping[str, Any]) -> Frame:
    """The frame among all the parameters recorded with an outcome."""
    names = {parameter.name for parameter in FRAME_PARAMETERS}
    return read_frame({name: value for name, value in parameters.items() if name in names})


def prepare(election: Election, frame: Frame) -> tuple[Contest, dict[str, str]]:
    """The contest of all projects that may win, and why the others may not (by id).

    Raises ValueError for an unknown project, tie criterion or way of counting points.
    """
    support = support_of(election, frame.ranking_points)
    out = exclusions(election, support, frame)
    eligible = tuple(place for place, project in enumerate(election.projects) if project.id not in out)
    ties = TieOrder(election, support.votes, frame.ties, frame.lot_seed)
    return Contest(election, support, eligible, ties, _rivals(election, frame.exclusive)), out


def exclusions(election: Election, support: Support, frame: Frame) -> dict[str, str]:
    """Projects that cannot win whatever the rule says."""
    _known(election, frame.withdrawn)
    out: dict[str, str] = {}
    for project, votes in zip(election.projects, support.votes, strict=True):
        if project.id in frame.withdrawn:
            out[project.id] = WITHDRAWN
        elif votes < needed_votes(election, frame, project.cost):
            out[project.id] = TOO_FEW
    return out


def needed_votes(election: Election, frame: Frame, cost: Number) -> Number:
    """Supporters that a project of this cost needs to be allowed to win."""
    share: Number = frame.minimum_share
    if election.budget and frame.minimum_cost_share:
        share = max(share, frame.minimum_cost_share * Fraction(cost) / election.budget)
    return max(frame.minimum_votes, share * election.voters)


def _rivals(election: Election, groups: Iterable[Iterable[str]]) -> dict[int, frozenset[int]]:
    rivals: dict[int, set[int]] = {}
    for group in groups:
        ids = list(group)
        _known(election, ids)
        places = {election.index[name] for name in ids}
        for place in places:
            rivals.setdefault(place, set()).update(places - {place})
    return {place: frozenset(others) for place, others in rivals.items()}


def _known(election: Election, ids: Iterable[str]) -> None:
    for name in ids:
        if name not in election.index:
            raise ValueError(f"no project has the id {name!r}")
