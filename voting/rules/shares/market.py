"""Who could pay for what: the fixed side of the method of equal shares, in whole numbers.

All money is scaled to integers (by `unit`), so that a share of money is an integer too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from voting.rules.ballots import Ints
from voting.rules.contest import Contest
from voting.rules.exact import Number, simplest

Floats = NDArray[np.float64]
_EXACT = 2**53  # integers up to here are exact as floats


class Good(NamedTuple):
    """A project that voters may buy. Payment is in proportion to `points` (None: the same for everyone).

    heads: voters per group. points_f: the points as floats. weights: heads x points.
    divisor: prices per point are divided by this to compare projects (the cost, for cost utility; else 1).
    """

    place: int
    cost: int
    groups: Ints
    heads: Floats
    points: Ints | None
    points_f: Floats | None
    weights: Floats
    voters: int
    total_weight: int
    most_points: int
    divisor: int

    def of(self, kept: NDArray[np.bool_]) -> Good:
        """The same project for some of its supporters."""
        heads = self.heads[kept]
        points = points_f = None
        weights = heads
        if self.points is not None and self.points_f is not None:
            points, points_f, weights = self.points[kept], self.points_f[kept], self.weights[kept]
        total = int(np.add.reduce(weights))
        groups = self.groups[kept]
        return Good(
            self.place, self.cost, groups, heads, points, points_f, weights, self.voters, total,
            self.most_points, self.divisor,
        )  # fmt: skip


@dataclass(frozen=True)
class Market:
    """All goods, and the ballots seen from the voters.

    free: projects that cost nothing and have support. scale: points are in multiples of 1/scale.
    """

    contest: Contest
    goods: dict[int, Good]
    free: tuple[int, ...]
    unit: int
    budget: int
    counts: Ints
    starts: Ints
    sizes: Ints
    choices: Ints
    weights: Ints
    scale: int
    utility: str

    def share(self, amount: Number) -> int:
        """An amount of money per voter in whole scaled units."""
        scaled = Fraction(amount) * self.unit
        if scaled.denominator != 1:
            raise ValueError("the amount does not fit the unit of this market")
        return scaled.numerator

    def money(self, scaled: Number) -> Number:
        """Back from scaled units to the election's money."""
        return simplest(Fraction(scaled) / self.unit)


def build_market(contest: Contest, utility: str, step: Number = 1) -> Market:
    """Prepare the goods.

    utility: "cost", "cardinality" or "points". step: the amount per voter that Add1 adds each time.
    """
    election, support = contest.election, contest.support
    costs = [project.cost for project in election.projects]
    denominators = lcm(1, step.denominator, election.budget.denominator, *(c.denominator for c in costs))
    unit = denominators * max(1, election.voters)
    scored, ballots = utility == "points", election.ballots
    goods, free = {}, []
    for place, (groups, points) in _wanted(contest, scored=scored):
        if not costs[place]:
            free.append(place)
            continue
        goods[place] = _good(
            place, int(costs[place] * unit), groups, ballots.counts[groups],
            points=points if scored else None,
            divisor=int(costs[place] * denominators) if utility == "cost" else 1,
        )  # fmt: skip
    if sum(good.total_weight for good in goods.values()) >= _EXACT:
        raise ValueError("points are too large")
    free.sort(key=contest.ties.rank.__getitem__)
    rows = (ballots.counts, ballots.starts, np.diff(ballots.starts), ballots.choices)
    return Market(
        contest, goods, tuple(free), unit, int(election.budget * unit), *rows,
        _weights(contest, scored=scored), support.scale if scored else 1, utility,
    )  # fmt: skip


def _wanted(contest: Contest, *, scored: bool) -> Iterator[tuple[int, tuple[Ints, Ints]]]:
    """Yield each project that somebody supports, with the groups that do and the points they give."""
    for place in contest.eligible:
        groups, points = contest.support.supporters(place)
        if scored or contest.election.vote_type.has_points:
            keep = points > 0
            groups, points = groups[keep], points[keep]
        if len(groups):
            yield place, (groups, points)


def _weights(contest: Contest, *, scored: bool) -> Ints:
    """Return what each choice of each group of ballots pays in proportion to: its points, or 1."""
    weights = np.maximum(contest.support.points, 0)
    if scored:
        return weights
    positive = weights > 0 if contest.election.vote_type.has_points else weights >= 0
    return positive.astype(np.int64)


def _good(place: int, cost: int, groups: Ints, heads: Ints, *, points: Ints | None, divisor: int) -> Good:
    heads_f = heads.astype(np.float64)
    voters = int(heads.sum())
    if points is None or (bool((points == points[0]).all()) and points[0] == 1):
        return Good(place, cost, groups, heads_f, None, None, heads_f, voters, voters, 1, divisor)
    weights = heads * points
    return Good(
        place,
        cost,
        groups,
        heads_f,
        points,
        points.astype(np.float64),
        weights.astype(np.float64),
        voters,
        int(weights.sum()),
        int(points.max()),
        divisor,
    )
