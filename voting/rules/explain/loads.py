"""Phragmen's rule: what a losing project's supporters earned, where it went, and what would have been enough.

Before a purchase at load L a project wins if its supporters would carry less than L each after buying it (or
as much, if the tie goes its way): if their votes times L, less what they carry already, covers its cost.
Until then the count does not notice the change, so the steps as they are tell everything.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

import numpy as np

from voting.rules.ballots import Ints
from voting.rules.contest import Contest
from voting.rules.exact import Number
from voting.rules.explain.reasons import Loser, Spending
from voting.rules.outcome import Outcome, Step

_NEAR = 1e-9  # so close to the best only exact numbers tell which is better


@dataclass(frozen=True, slots=True)
class _Moment:
    """The state before a step (None: when nobody was left to buy for). heads: the project's supporters by
    the number of the last purchase they took part in (0: none yet).
    """

    step: Step | None
    left: Number
    heads: tuple[int, ...]


def explain_loads(contest: Contest, outcome: Outcome, losers: dict[str, Loser]) -> None:
    """Fill in what supporters earned by the last step, at one unit of money a unit of time, and the rest."""
    steps = [step for step in outcome.steps if step.score is not None]
    bought = [step for step in steps if step.action == "funded"]
    loads = [Fraction(0), *(Fraction(step.score or 0) for step in bought)]
    end = Fraction(steps[-1].score or 0) if steps else Fraction(0)
    wanted = [place for place in contest.eligible if contest.id(place) in losers]
    for place, moments in _follow(contest, steps, wanted).items():
        loser = losers[contest.id(place)]
        if loser.reason:
            continue
        case = _Case(contest, place, moments, loads)
        losers[loser.project] = loser.with_(
            spending=case.spending([step.project for step in bought]),
            unspent=round(float(loser.votes * end) - case.carried_about(moments[-1])),
            votes_lacked=max(0, ceil(loser.cost / end) - loser.votes) if end else None,
            largest_cost=case.largest_cost() if loser.votes else None,
            further_supporters=case.further_supporters(),
        )


def _follow(contest: Contest, steps: list[Step], wanted: list[int]) -> dict[int, list[_Moment]]:
    """For each project the state before every step; at the end, unless the count was stopped, once more."""
    counts = contest.election.ballots.counts
    mine = {place: _supporters(contest, place) for place in wanted}
    last, number = np.zeros(len(counts), dtype=np.int64), 0
    moments: dict[int, list[_Moment]] = {place: [] for place in wanted}
    left: Number = contest.election.budget
    for step in (*steps, None):
        if step is None and steps and steps[-1].action == "stopped":
            break
        for place, groups in mine.items():
            tally = np.zeros(number + 1, dtype=np.int64)
            np.add.at(tally, last[groups], counts[groups])
            moments[place].append(_Moment(step, left, tuple(tally.tolist())))
        if step is not None and step.action == "funded":
            number, left = number + 1, step.money_after
            last[_supporters(contest, contest.election.index[step.project])] = number
    return moments


def _supporters(contest: Contest, place: int) -> Ints:
    groups, points = contest.support.supporters(place)
    return groups[points > 0] if contest.election.vote_type.has_points else groups


class _Case:
    """One project and the moments at which it might have won."""

    def __init__(self, contest: Contest, place: int, moments: list[_Moment], loads: list[Fraction]) -> None:
        self.contest, self.place, self.moments, self.loads = contest, place, moments, loads
        self.votes, self.cost = contest.support.votes[place], contest.cost(place)
        self.chances = [
            moment for moment in moments if moment.step is None or moment.step.action != "skipped"
        ]

    def carried(self, moment: _Moment) -> Fraction:
        """What the supporters carry together."""
        pairs = zip(moment.heads, self.loads, strict=False)
        return sum((heads * load for heads, load in pairs if heads), Fraction(0))

    def carried_about(self, moment: _Moment) -> float:
        return sum(heads * float(load) for heads, load in zip(moment.heads, self.loads, strict=False))

    def spending(self, winners: list[str]) -> tuple[Spending, ...]:
        """Who of the supporters took part in which purchase, and what they had earned since their last."""
        found = []
        before = self.moments[0]
        for number, winner in enumerate(winners, start=1):
            after = next((item for item in self.moments if len(item.heads) == number + 1), None)
            if after is None:
                break
            if after.heads[number]:
                money = self.carried_about(after) - self.carried_about(before)
                found.append(Spending(winner, after.heads[number], round(money)))
            before = after
        return tuple(found)

    def largest_cost(self) -> int:
        """The largest whole cost at which it wins at one of the moments."""
        about = [min(float(moment.left), self._reach_about(moment)) for moment in self.chances]
        best = max(about, default=0.0)
        margin = _NEAR * (abs(best) + self.votes * float(self.loads[-1]) + 1) + 1
        close = [m for m, reach in zip(self.chances, about, strict=True) if reach >= best - margin]
        return max((self._dearest(moment) for moment in close), default=0)

    def _reach_about(self, moment: _Moment) -> float:
        if moment.step is None:
            return float("inf")
        return self.votes * float(moment.step.score or 0) - self.carried_about(moment)

    def _dearest(self, moment: _Moment) -> int:
        room = floor(moment.left)
        if moment.step is None:
            return max(0, room)
        bound = self.votes * Fraction(moment.step.score or 0) - self.carried(moment)
        cost = min(room, floor(bound))
        if cost == bound and not self._goes_first(moment.step, cost=cost):
            cost -= 1
        return max(0, cost)

    def _goes_first(self, step: Step, *, cost: Number | None = None, votes: int | None = None) -> bool:
        """Whether it wins a tie at this step; where the count stops, nobody does."""
        other = self.contest.election.index[step.project]
        return step.action == "funded" and self.contest.ties.beats(self.place, other, cost=cost, votes=votes)

    def further_supporters(self) -> int | None:
        """The smallest number of further supporters with which it wins at one of the moments."""
        chances = [moment for moment in self.chances if moment.left >= self.cost]
        about = [self._needed_about(moment) for moment in chances]
        least = min(about, default=float("inf"))
        margin = _NEAR * (least + self.votes) + 1 if least < float("inf") else 0.0
        close = [moment for moment, needed in zip(chances, about, strict=True) if needed <= least + margin]
        found = [self._needed(moment) for moment in close]
        return min((number for number in found if number is not None), default=None)

    def _needed_about(self, moment: _Moment) -> float:
        if moment.step is None:
            return 1.0
        load = float(moment.step.score or 0)
        return (self.carried_about(moment) + float(self.cost)) / load - self.votes if load else float("inf")

    def _needed(self, moment: _Moment) -> int | None:
        if moment.step is None:
            return 1
        load = Fraction(moment.step.score or 0)
        if not load:
            return None
        heads = (self.carried(moment) + self.cost) / load
        votes = ceil(heads)
        if votes == heads and not self._goes_first(moment.step, votes=votes):
            votes += 1
        return max(1, votes - self.votes)
