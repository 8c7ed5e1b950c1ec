"""The payments behind a result of equal shares, checked in one pass without running the rule.

A result's share and the prices in its steps say who paid what: every supporter pays the price (times their
points), or all that is left. The check follows the purses exactly and looks at nothing else of this package.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from voting.rules.contest import Contest
from voting.rules.exact import Number
from voting.rules.frame import prepare, read_frame_of
from voting.rules.model import Election
from voting.rules.outcome import Outcome, Step
from voting.rules.pots import replay
from voting.rules.support import Support


@dataclass(frozen=True, slots=True)
class Verdict:
    """`problems` in plain words; none means that the payments are in order."""

    problems: tuple[str, ...]

    @property
    def valid(self) -> bool:
        return not self.problems


class _Purses:
    """Voters' money: each group of ballots points to one of the distinct amounts held."""

    def __init__(self, election: Election, support: Support, share: Number, scored: bool) -> None:
        self.election, self.support, self.scored = election, support, scored
        self.amounts = [Fraction(share)]
        self.state = np.zeros(len(election.ballots), dtype=np.int64)

    def holders(self, place: int) -> tuple[np.ndarray[tuple[int], np.dtype[np.int64]], ...]:
        """Supporting groups, their points, and their heads."""
        groups, points = self.support.supporters(place)
        keep = (
            points > 0
            if self.scored or self.election.vote_type.has_points
            else np.ones(len(groups), np.bool_)
        )
        points = points[keep] if self.scored else np.ones(int(keep.sum()), dtype=np.int64)
        return groups[keep], points, self.election.ballots.counts[groups[keep]]

    def held(self, place: int) -> Fraction:
        """Money of all supporters together."""
        groups, _, heads = self.holders(place)
        tally = np.bincount(self.state[groups], weights=heads, minlength=len(self.amounts))
        return sum((amount * int(n) for amount, n in zip(self.amounts, tally, strict=True) if n), Fraction(0))

    def pay(self, place: int, price: Fraction) -> tuple[Fraction, int, int]:
        """Everybody pays; returns the sum, and how many paid in full and how many their rest."""
        groups, points, heads = self.holders(place)
        span = int(points.max(initial=0)) + 1
        keys, member = np.unique(self.state[groups] * span + points, return_inverse=True)
        tally = np.bincount(member, weights=heads, minlength=len(keys))
        paid, full, rest = Fraction(0), 0, 0
        fresh = np.zeros(len(keys), dtype=np.int64)
        for position, (key, number) in enumerate(zip(keys.tolist(), tally.tolist(), strict=True)):
            purse, asked = self.amounts[key // span], price * (key % span)
            payment = min(purse, asked)
            paid += payment * int(number)
            full, rest = full + int(number) * (payment == asked), rest + int(number) * (0 < payment < asked)
            fresh[position] = len(self.amounts)
            self.amounts.append(purse - payment)
        self.state[groups] = fresh[member]
        return paid, full, rest


def check_payments(election: Election, outcome: Outcome) -> Verdict:
    """Follow every payment of a result of equal shares, pot by pot.

    Checks that payments add up to the cost of each project, that the numbers of payers are as stated, that
    the share is not more than there was money for unless it was raised, that every budget is kept, and that
    at the end no supporters hold enough for a project that was left out.
    Raises ValueError if the result is not one of equal shares.
    """
    if outcome.rule != "equal-shares":
        raise ValueError("only results of equal shares carry payments")
    frame = read_frame_of(outcome.parameters)
    contest, _ = prepare(election, frame)
    problems: list[str] = []
    found: list[str] = []
    for part, decided in replay(contest, frame, outcome):
        problems += _check_part(part, decided)
        found += decided.selected
    if tuple(found) != outcome.selected:
        problems.append("the steps do not lead to the winners that are stated")
    if outcome.spent > outcome.budget:
        problems.append("more was spent than there was")
    if outcome.spent != sum(contest.cost(election.index[name]) for name in outcome.selected):
        problems.append("the total is not the sum of the costs")
    return Verdict(tuple(problems))


def _check_part(contest: Contest, outcome: Outcome) -> list[str]:
    """The payments in one pot."""
    election, problems = contest.election, []
    scored = outcome.parameters["utility"] == "points"
    if outcome.share is None:
        return ["no share is stated"]
    if not outcome.increments and outcome.share * election.voters > election.budget:
        problems.append("the shares add up to more than there was")
    purses = _Purses(election, contest.support, outcome.share, scored)
    steps = [step for step in outcome.steps if step.phase == "shares"]
    for step in steps:
        problems += _check_step(purses, step, contest.support.scale if scored else 1)
    bought = {election.index[step.project] for step in steps}
    blocked = {rival for place in bought for rival in contest.rivals.get(place, ())}
    if outcome.notes.get("comparison", {}).get("kept") != "greedy":
        for place in sorted(set(contest.eligible) - bought - blocked):
            if contest.support.votes[place] and purses.held(place) >= contest.cost(place):
                problems.append(f"{contest.id(place)}: its supporters could still pay for it")
    if sum(contest.cost(election.index[name]) for name in outcome.selected) > election.budget:
        problems.append("more was spent in a pot than it held")
    return problems


def _check_step(purses: _Purses, step: Step, scale: int) -> list[str]:
    place = purses.election.index[step.project]
    cost = purses.election.projects[place].cost
    if cost == 0:
        return []
    if step.price is None:
        return [f"{step.project}: no price is stated"]
    paid, full, rest = purses.pay(place, Fraction(step.price) / scale)
    problems = []
    if paid != cost:
        problems.append(f"{step.project}: its supporters pay {float(paid):.2f}, it costs {float(cost):.2f}")
    if (full, rest) != (step.paid_full, step.paid_rest):
        problems.append(f"{step.project}: {full} pay in full and {rest} their rest, not as stated")
    return problems
