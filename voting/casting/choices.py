"""Pure: which choices make a valid ballot, and what is wrong with the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Limits:
    """What one ballot may hold: `most` projects and `money` in minor units together; None is no limit.

    `points` are what it may give together, `each` the most for one project, where a ballot `pointed` is one
    that gives points.
    """

    most: int | None = None
    money: int | None = None
    points: int | None = None
    each: int | None = None
    pointed: bool = False


class Fault(StrEnum):
    """What can be wrong with a ballot."""

    UNKNOWN = "unknown"
    TWICE = "twice"
    TOO_MANY = "too_many"
    TOO_MUCH = "too_much"
    TOO_MANY_POINTS = "too_many_points"
    TOO_HIGH = "too_high"
    NO_POINTS = "no_points"
    NO_NUMBER = "no_number"
    SAME_RANK = "same_rank"


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault; `by` is how many projects, points or minor units are too many, or how many have it."""

    fault: Fault
    by: int


def spent(choices: Iterable[int], costs: Mapping[int, int]) -> int:
    """Return what the chosen projects cost together; numbers that are no project cost nothing."""
    return sum(costs.get(number, 0) for number in choices)


def problems(
    choices: Sequence[int], costs: Mapping[int, int], limits: Limits, points: Sequence[int] = ()
) -> list[Problem]:
    """Return what keeps `choices` (project numbers) from being a ballot; an empty ballot is valid.

    `points` lie beside the choices, and are empty where the ballot gives none.
    """
    known = [number for number in dict.fromkeys(choices) if number in costs]
    found = (
        Problem(Fault.UNKNOWN, len({number for number in choices if number not in costs})),
        Problem(Fault.TWICE, len(choices) - len(set(choices))),
        Problem(Fault.TOO_MANY, 0 if limits.most is None else len(known) - limits.most),
        Problem(Fault.TOO_MUCH, 0 if limits.money is None else spent(known, costs) - limits.money),
        Problem(Fault.NO_POINTS, abs((len(choices) if limits.pointed else 0) - len(points))),
        Problem(Fault.NO_NUMBER, sum(given < 1 for given in points)),
        Problem(Fault.TOO_HIGH, 0 if limits.each is None else sum(given > limits.each for given in points)),
        Problem(Fault.TOO_MANY_POINTS, 0 if limits.points is None else sum(points) - limits.points),
    )
    return [problem for problem in found if problem.by > 0]


def shortfall(cost: int, chosen: Sequence[int], costs: Mapping[int, int], limits: Limits) -> int:
    """Return by how many minor units a project of `cost` does not fit beside `chosen`; 0 if it fits."""
    if limits.money is None:
        return 0
    return max(0, spent(chosen, costs) + cost - limits.money)


def in_order(before: Sequence[int], ticked: Iterable[int]) -> list[int]:
    """Return `ticked` in the order chosen: first what was there `before`, then what is new; nothing twice."""
    wanted = list(dict.fromkeys(ticked))
    kept = [number for number in before if number in wanted]
    return [*dict.fromkeys(kept), *(number for number in wanted if number not in kept)]
