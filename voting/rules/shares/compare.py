"""Two results against each other: how many voters are better off with which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from voting.rules.ballots import Ints
from voting.rules.model import Election


@dataclass(frozen=True, slots=True)
class HeadToHead:
    """Voters who prefer the first result, voters who prefer the second."""

    for_first: int
    for_second: int


def funded_per_group(election: Election, selected: Sequence[int]) -> Ints:
    """How many funded projects each group of voters listed."""
    won = np.zeros(len(election.projects), dtype=np.int64)
    won[list(selected)] = 1
    ballots = election.ballots
    counts = np.zeros(len(ballots), dtype=np.int64)
    np.add.at(counts, ballots.rows, won[ballots.choices])
    return counts


def head_to_head(election: Election, first: Sequence[int], second: Sequence[int], way: str) -> HeadToHead:
    """Count preferences.

    way: "satisfaction" (more funded projects on one's ballot) or "coverage" (at least one).
    """
    one, other = funded_per_group(election, first), funded_per_group(election, second)
    if way == "coverage":
        one, other = np.minimum(one, 1), np.minimum(other, 1)
    counts = election.ballots.counts
    return HeadToHead(int(counts[one > other].sum()), int(counts[other > one].sum()))
