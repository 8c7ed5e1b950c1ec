"""Who supports which project, and how strongly."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from voting.rules.ballots import Ints, whole_points
from voting.rules.exact import parse_number
from voting.rules.model import Election, VoteType
from voting.rules.sums import Sums

RANKING_POINTS = {
    "last-zero": "m - 1 points for the first of m projects listed, 0 for the last",
    "last-one": "m points for the first of m projects listed, 1 for the last",
    "own": "the points written on the ballot",
}


@dataclass(frozen=True)
class Support:
    """Ballots seen from the projects.

    entries[starts[p]:starts[p + 1]] are the places in the ballots' arrays where project p is listed.
    points: per place in the ballots' arrays, in multiples of 1/scale.
    """

    election: Election
    entries: Ints
    starts: Ints
    points: Ints
    scale: int

    @cached_property
    def votes(self) -> list[int]:
        """Number of supporters per project: listed, and with more than no points where points are given."""
        if isinstance(self.election.profile, Sums):
            return list(self.election.profile.votes)
        ballots = self.election.ballots
        weights = ballots.counts[ballots.rows]
        if self.election.vote_type.has_points:
            weights = weights * (self.points > 0)
        return [int(total) for total in self._sum(weights)]

    @cached_property
    def point_sums(self) -> list[int]:
        """Points per project over all voters, in multiples of 1/scale."""
        if isinstance(self.election.profile, Sums):
            return self.votes
        ballots = self.election.ballots
        return [int(total) for total in self._sum(ballots.counts[ballots.rows] * self.points)]

    def _sum(self, weights: Ints) -> Ints:
        totals = np.zeros(len(self.election.projects), dtype=np.int64)
        np.add.at(totals, self.election.ballots.choices, weights)
        return totals

    def supporters(self, project: int) -> tuple[Ints, Ints]:
        """Groups that list the project, and the points each gives."""
        places = self.entries[self.starts[project] : self.starts[project + 1]]
        return self.election.ballots.rows[places], self.points[places]


def support_of_sums(election: Election) -> Support:
    """Return what sums say of the projects: how many want each, and nothing of who."""
    nothing = np.zeros(0, dtype=np.int64)
    return Support(election, nothing, np.zeros(len(election.projects) + 1, dtype=np.int64), nothing, 1)


def support_of(election: Election, ranking_points: str = "last-zero") -> Support:
    """Look at the ballots from the projects' side.

    ranking_points: how a ranking becomes points: a key of RANKING_POINTS or weights such as "3,2,1".
    Raises ValueError for weights that are not numbers, or if "own" points are wanted where there are none.
    """
    if isinstance(election.profile, Sums):
        return support_of_sums(election)
    return index_support(election, *_points(election, ranking_points))


def index_support(election: Election, points: Ints, scale: int) -> Support:
    """Sort the entries of the ballots by project. `points` lie parallel to the ballots' choices."""
    choices = election.ballots.choices
    small = choices.astype(np.uint16) if len(election.projects) < 2**16 else choices
    entries = np.argsort(small, kind="stable")  # 16 bits: a radix sort
    starts = np.zeros(len(election.projects) + 1, dtype=np.int64)
    np.cumsum(np.bincount(choices, minlength=len(election.projects)), out=starts[1:])
    return Support(election, entries, starts, points, scale)


def _points(election: Election, ranking_points: str) -> tuple[Ints, int]:
    ballots = election.ballots
    if election.vote_type is VoteType.ORDINAL and ranking_points != "own":
        rank = np.arange(len(ballots.choices)) - ballots.starts[:-1][ballots.rows]
        if ranking_points in RANKING_POINTS:
            listed = np.diff(ballots.starts)[ballots.rows]
            return listed - rank - (ranking_points == "last-zero"), 1
        weights, scale = whole_points([parse_number(part) for part in ranking_points.split(",")])
        weights = np.append(weights, 0)
        return weights[np.minimum(rank, len(weights) - 1)], scale
    if election.vote_type is VoteType.APPROVAL:
        return np.ones(len(ballots.choices), dtype=np.int64), 1
    if ballots.points is None:
        if len(ballots):
            raise ValueError("these ballots carry no points of their own")
        return np.zeros(0, dtype=np.int64), 1
    return ballots.points, ballots.scale
