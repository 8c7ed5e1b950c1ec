"""Is any group of voters left with less than its size can claim? (EJR+ up to one project)

A project p that was not funded, and a group S of its supporters, are a complaint if, with p funded as well,
nobody in S would have more satisfaction than the group's part of the budget pays for: for every voter i in S,
    cost utility:         cost(funded projects of i) + cost(p) <= |S| * budget / voters
    cardinality utility: (number of funded projects of i + 1) * cost(p) <= |S| * budget / voters.
With projects of equal cost this is EJR+. Source: Brill and Peters, "Robust and verifiable proportionality
axioms for multiwinner voting", EC 2023. The method of equal shares with the same utility never leaves a
complaint.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

import numpy as np

from voting.rules.exact import Number
from voting.rules.model import Election
from voting.rules.support import support_of


@dataclass(frozen=True, slots=True)
class Complaint:
    """`voters` supporters of `project` hold `claim` of the budget together, and none of them got what it
    pays for.
    """

    project: str
    voters: int
    claim: Number


def complaints(election: Election, selected: Sequence[str], utility: str = "cost") -> tuple[Complaint, ...]:
    """All projects not funded about which a group can complain, each with the largest such group. Exact.

    utility: "cost" or "cardinality". Raises ValueError for another.
    """
    if utility not in {"cost", "cardinality"}:
        raise ValueError(f"no complaints are defined for utility {utility!r}")
    if not election.voters:
        return ()
    scale = lcm(1, *(project.cost.denominator for project in election.projects))
    costs = [int(project.cost * scale) for project in election.projects]
    worth = np.array([cost if utility == "cost" else 1 for cost in costs], dtype=object)
    won = {election.index[name] for name in selected}
    gained = _gained(election, worth, won)
    support = support_of(election)
    found = []
    for place, project in enumerate(election.projects):
        if place in won or not costs[place]:
            continue
        groups, points = support.supporters(place)
        if election.vote_type.has_points:
            groups = groups[points > 0]
        size = _largest(
            election,
            gained=gained[groups],
            groups=groups,
            cost=costs[place],
            utility=utility,
            scale=scale,
        )
        if size:
            found.append(Complaint(project.id, size, Fraction(size) * election.budget / election.voters))
    return tuple(found)


def _gained(
    election: Election, worth: np.ndarray[tuple[int], np.dtype[np.object_]], won: set[int]
) -> np.ndarray[tuple[int], np.dtype[np.object_]]:
    mask = np.zeros(len(election.projects), dtype=np.bool_)
    mask[list(won)] = True
    ballots = election.ballots
    gained = np.zeros(len(ballots), dtype=object)
    listed = mask[ballots.choices]
    np.add.at(gained, ballots.rows[listed], worth[ballots.choices[listed]])
    return gained


def _largest(
    election: Election,
    *,
    gained: np.ndarray[tuple[int], np.dtype[np.object_]],
    groups: np.ndarray[tuple[int], np.dtype[np.int64]],
    cost: int,
    utility: str,
    scale: int,
) -> int:
    """Size of the largest group with a complaint: the worst off first, as many as share the bound."""
    tally: dict[int, int] = {}
    for gain, heads in zip(gained.tolist(), election.ballots.counts[groups].tolist(), strict=True):
        tally[gain] = tally.get(gain, 0) + heads
    size = largest = 0
    for gain in sorted(tally):
        size += tally[gain]
        bound = gain + cost if utility == "cost" else (gain + 1) * cost
        if bound * election.voters <= size * election.budget * scale:
            largest = size
    return largest
