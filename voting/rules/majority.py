"""Majority judgment: the project whose middle voter grades it best goes first.

Source: Balinski and Laraki, "Majority Judgment" (2011). Equal middle grades are settled by taking one
middle voter away from each and looking again.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from voting.rules.contest import Contest, Count
from voting.rules.exact import Number, simplest
from voting.rules.greedy import OVERFLOW
from voting.rules.ranking import Ranking, fund_in_order, ties_of
from voting.rules.registry import rule
from voting.rules.settings import option


@dataclass(frozen=True)
class Majority:
    """Settings of majority judgment."""

    overflow: str = option(
        "skip", "What happens when the next project costs more than is left.", choices=OVERFLOW
    )


@rule(
    "majority-judgment",
    title="Majority judgment",
    description=(
        "Every voter grades the projects; a project without a grade counts as graded 0. The grade of the "
        "middle voter is the grade of the project, and the best-graded are funded first."
    ),
    settings=Majority,
)
def majority_judgment(contest: Contest, settings: Majority) -> Count:
    """Rank by the majority value and fund down the list. Points are the grades."""
    grades = _levels(contest)[1]
    values = majority_values(contest)
    order = sorted(contest.eligible, key=contest.ties.rank.__getitem__)
    order.sort(key=values.__getitem__, reverse=True)
    scores = {place: _first_grade(values[place], grades) for place in order}
    count = Count()
    ranking = Ranking(tuple(order), scores, ties_of(contest, order, values.__getitem__))
    fund_in_order(contest, count, ranking, overflow=settings.overflow, phase="grades")
    return count


def majority_values(contest: Contest) -> dict[int, bytes]:
    """What decides the order of the eligible projects; the greater the better."""
    levels, _ = _levels(contest)
    return {place: _majority_value(contest, place, levels) for place in contest.eligible}


def _levels(contest: Contest) -> tuple[np.ndarray[tuple[int], np.dtype[np.int64]], list[Number]]:
    """Distinct points from lowest to highest, 0 among them, and the grades they stand for."""
    levels = np.unique(np.append(contest.support.points, 0))
    return levels, [simplest(Fraction(int(level), contest.support.scale)) for level in levels]


def _majority_value(
    contest: Contest, place: int, levels: np.ndarray[tuple[int], np.dtype[np.int64]]
) -> bytes:
    """The grades as positions in `levels`, in the order in which middle voters are taken away; comparable
    as bytes.
    """
    groups, points = contest.support.supporters(place)
    voters = contest.election.voters
    tally = np.zeros(len(levels), dtype=np.int64)
    np.add.at(tally, np.searchsorted(levels, points), contest.election.ballots.counts[groups])
    tally[np.searchsorted(levels, 0)] += voters - tally.sum()
    small = ">u1" if len(levels) <= 256 else ">u4"
    ascending = np.repeat(np.arange(len(levels)), tally).astype(small)
    middle = (voters - 1) // 2
    down, up = ascending[: middle + 1][::-1], ascending[middle + 1 :]
    taken = np.empty(voters, dtype=small)
    if voters % 2:
        taken[0::2][1:], taken[1::2] = up, down[1:]
        taken[:1] = down[:1]
    else:
        taken[0::2], taken[1::2] = down, up
    return taken.tobytes()


def _first_grade(value: bytes, grades: list[Number]) -> Number:
    width = 1 if len(grades) <= 256 else 4
    return grades[int.from_bytes(value[:width], "big")] if value else 0
