"""How a result spreads over the voters: figures to publish beside it, whatever the rule."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from voting.rules.exact import Number, simplest, to_json
from voting.rules.model import Election, Project
from voting.rules.outcome import Json, Outcome
from voting.rules.shares.compare import funded_per_group


@dataclass(frozen=True)
class ShareOfGroup:
    """A district or category: its part of the money spent, and of the voters' attention (both of 1).

    Each voter has one unit of attention, spread evenly over the projects on the ballot.
    """

    name: str
    money: Number
    votes: Number


@dataclass(frozen=True)
class Fairness:
    """covered: voters with at least one funded project on their ballot. mean, median: funded projects per
    ballot.
    """

    voters: int
    covered: int
    mean: Number
    median: Number
    districts: tuple[ShareOfGroup, ...]
    categories: tuple[ShareOfGroup, ...]

    def to_json(self) -> dict[str, Json]:
        """Plain data, numbers that are not whole as "p/q"."""
        return {
            "voters": self.voters,
            "covered": self.covered,
            "mean": to_json(self.mean),
            "median": to_json(self.median),
            "districts": [_group_json(group) for group in self.districts],
            "categories": [_group_json(group) for group in self.categories],
        }


def fairness(election: Election, outcome: Outcome) -> Fairness:
    """The figures for a result. Projects funded in part count as money spent, not as funded."""
    won = [election.index[name] for name in outcome.selected]
    funded = funded_per_group(election, won)
    counts = election.ballots.counts
    voters = election.voters
    return Fairness(
        voters=voters,
        covered=int(counts[funded > 0].sum()),
        mean=simplest(Fraction(int((counts * funded).sum()), voters)) if voters else 0,
        median=_median(funded, counts),
        districts=_shares(election, outcome, lambda project: (project.district,) if project.district else ()),
        categories=_shares(election, outcome, lambda project: project.categories),
    )


def _median(values: np.ndarray[tuple[int], np.dtype[np.int64]], counts: object) -> Number:
    weights = np.asarray(counts)
    order = np.argsort(values, kind="stable")
    ranks = np.cumsum(weights[order])
    total = int(ranks[-1]) if len(ranks) else 0
    if not total:
        return 0
    middle = [(total + 1) // 2, total // 2 + 1]
    low, high = (int(values[order[np.searchsorted(ranks, rank)]]) for rank in middle)
    return simplest(Fraction(low + high, 2))


def _shares(
    election: Election, outcome: Outcome, groups_of: Callable[[Project], tuple[str, ...]]
) -> tuple[ShareOfGroup, ...]:
    attention = _attention(election)
    paid: dict[str, Number] = {
        name: election.projects[election.index[name]].cost for name in outcome.selected
    }
    paid.update(outcome.part_funded)
    money: dict[str, Fraction] = {}
    votes: dict[str, Fraction] = {}
    for place, project in enumerate(election.projects):
        groups = groups_of(project)
        for name in groups:
            money[name] = money.get(name, Fraction(0)) + Fraction(paid.get(project.id, 0)) / len(groups)
            votes[name] = votes.get(name, Fraction(0)) + attention[place] / len(groups)
    whole, heads = sum(money.values()), sum(votes.values())
    return tuple(
        ShareOfGroup(
            name, simplest(money[name] / whole) if whole else 0, simplest(votes[name] / heads) if heads else 0
        )
        for name in sorted(money)
    )


def _attention(election: Election) -> list[Fraction]:
    """One unit per voter, divided evenly over the projects listed; summed exactly, by length of ballot."""
    ballots = election.ballots
    sizes = np.diff(ballots.starts)[ballots.rows]
    totals = [Fraction(0)] * len(election.projects)
    for size in np.unique(sizes).tolist():
        chosen = sizes == size
        tally = np.zeros(len(election.projects), dtype=np.int64)
        np.add.at(tally, ballots.choices[chosen], ballots.counts[ballots.rows[chosen]])
        totals = [total + Fraction(int(n), size) for total, n in zip(totals, tally, strict=True)]
    return totals


def _group_json(group: ShareOfGroup) -> Json:
    return {"name": group.name, "money": to_json(group.money), "votes": to_json(group.votes)}
