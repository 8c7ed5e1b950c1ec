"""Sequential Phragmen: voters earn money at the same speed and buy what they support as soon as they can.

Equivalently every purchase spreads its cost as a load over the supporters, and the project that leaves the
smallest largest load is bought next. Source: Brill, Forster, Lackner, Maly, Peters, "Proportionality in
approval-based participatory budgeting", AAAI 2023.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np

from voting.rules.ballots import Ints
from voting.rules.contest import Contest, Count
from voting.rules.exact import Number, simplest
from voting.rules.outcome import Step
from voting.rules.registry import rule
from voting.rules.settings import option

_U = 2.0**-52
OVERFLOW: Mapping[str, str] = {
    "stop": "Stop at the first project that does not fit",
    "skip": "Leave out what does not fit and go on",
}


@dataclass(frozen=True)
class Phragmen:
    """Settings of Phragmen's rule."""

    overflow: str = option(
        "stop", "What happens when the next project costs more than is left.", choices=OVERFLOW
    )


@dataclass
class _Loads:
    """Load per group as a float, and exactly as the number of the purchase that set it (-1: none yet)."""

    contest: Contest
    near: np.ndarray[tuple[int], np.dtype[np.float64]]
    last: Ints
    doubt: float = 0.0
    costs: list[Number] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    counts: list[list[int]] = field(default_factory=list)
    exact_loads: list[Fraction] = field(default_factory=list)

    def supporters(self, place: int) -> tuple[Ints, Ints]:
        groups, points = self.contest.support.supporters(place)
        if self.contest.election.vote_type.has_points:
            groups = groups[points > 0]
        return groups, self.contest.election.ballots.counts[groups]

    def estimate(self, place: int) -> tuple[float, float]:
        """The load the supporters would have after buying, and how far that may be from the truth."""
        groups, heads = self.supporters(place)
        votes, cost = self.contest.support.votes[place], float(self.contest.cost(place))
        load = (float((self.near[groups] * heads).sum()) + cost) / votes
        return load, self.doubt + (len(groups) + 6) * _U * load

    def history(self, place: int) -> list[int]:
        """How many supporters carry the load of each purchase."""
        groups, heads = self.supporters(place)
        tally = np.zeros(len(self.costs) + 1, dtype=np.int64)
        np.add.at(tally, self.last[groups] + 1, heads)
        return [int(number) for number in tally[1:]]

    def exact(self, place: int) -> Fraction:
        """The load after buying, exactly."""
        return self._load(self.contest.cost(place), self.contest.support.votes[place], self.history(place))

    def _load(self, cost: Number, votes: int, counts: list[int]) -> Fraction:
        for k in range(len(self.exact_loads), len(self.costs)):
            self.exact_loads.append(Fraction(0))
            self.exact_loads[k] = self._load(self.costs[k], self.heads[k], self.counts[k])
        carried = sum((times * self.exact_loads[k] for k, times in enumerate(counts) if times), Fraction(0))
        return (carried + cost) / votes

    def buy(self, place: int, load: float, error: float) -> None:
        """Spread the cost over the supporters."""
        groups, _ = self.supporters(place)
        self.counts.append(self.history(place))
        self.costs.append(self.contest.cost(place))
        self.heads.append(self.contest.support.votes[place])
        self.last[groups] = len(self.costs) - 1
        self.near[groups] = load
        self.doubt = max(self.doubt, error)


@rule(
    "phragmen",
    title="Phragmén's rule",
    description=(
        "Every voter earns money at the same speed. As soon as the supporters of a project can pay for it "
        "together, it is funded and they start again from nothing."
    ),
    settings=Phragmen,
)
def phragmen(contest: Contest, settings: Phragmen) -> Count:
    """Buy in the order in which supporters can pay; end at (or leave out) what no longer fits the budget.

    A project that alone costs more than the budget is never looked at. Projects without supporters come last.
    """
    groups = len(contest.election.ballots)
    loads = _Loads(contest, np.zeros(groups), np.full(groups, -1, dtype=np.int64))
    count = Count()
    fitting = [place for place in contest.eligible if contest.cost(place) <= contest.election.budget]
    queue = [(0.0, place) for place in fitting if contest.support.votes[place]]
    while queue:
        tied, fresh = _next(loads, queue)
        if not _settle(contest, count, loads, queue, tied=tied, fresh=fresh, overflow=settings.overflow):
            return count
    _unsupported(contest, count, settings, [place for place in fitting if not contest.support.votes[place]])
    return count


Fresh = dict[int, tuple[float, float]]


def _next(loads: _Loads, queue: list[tuple[float, int]]) -> tuple[list[int], Fresh]:
    """Take from the queue everything that could be next; return those exactly first."""
    fresh: Fresh = {}
    best = float("inf")
    while queue and queue[0][0] <= best:
        _, place = heapq.heappop(queue)
        load, error = fresh[place] = loads.estimate(place)
        best = min(best, load + error)
    close = [place for place, (load, error) in fresh.items() if load - error <= best]
    if len(close) == 1:
        return close, fresh
    exact = {place: loads.exact(place) for place in close}
    first = min(exact.values())
    return [place for place in close if exact[place] == first], fresh


def _settle(
    contest: Contest,
    count: Count,
    loads: _Loads,
    queue: list[tuple[float, int]],
    *,
    tied: list[int],
    fresh: Fresh,
    overflow: str,
) -> bool:
    """Fund the first of the tied projects, or find that one does not fit; False ends the count."""
    left = contest.election.budget - count.spent
    too_dear = [place for place in tied if contest.cost(place) > left]
    if too_dear and overflow == "stop":
        place = contest.ties.first(too_dear)
        _note(contest, count, place, action="stopped", score=simplest(loads.exact(place)), tied=tied)
        return False
    place = contest.ties.first(too_dear or tied)
    action = "skipped" if too_dear else "funded"
    _note(contest, count, place, action=action, score=simplest(loads.exact(place)), tied=tied)
    rivals: frozenset[int] = frozenset()
    if not too_dear:
        loads.buy(place, *fresh[place])
        rivals = contest.rivals.get(place, rivals)
    for other, (load, error) in fresh.items():
        if other != place:
            heapq.heappush(queue, (load - error, other))
    if rivals:
        queue[:] = [item for item in queue if item[1] not in rivals]
        heapq.heapify(queue)
    return True


def _note(
    contest: Contest, count: Count, place: int, *, action: str, score: Number | None, tied: list[int]
) -> None:
    cost, left = contest.cost(place), simplest(contest.election.budget - count.spent)
    funded = action == "funded"
    tie = contest.ties.report(tied) if len(tied) > 1 and funded else None
    if tie is not None:
        count.ties.append(tie)
    count.steps.append(
        Step(
            number=len(count.steps) + 1,
            project=contest.id(place),
            action=action,
            phase="loads",
            cost=cost,
            votes=contest.support.votes[place],
            money_before=left,
            money_after=simplest(left - cost) if funded else left,
            score=score,
            tie=tie,
        )
    )
    if funded:
        count.selected.append(place)
        count.spent += cost


def _unsupported(contest: Contest, count: Count, settings: Phragmen, places: list[int]) -> None:
    """Nobody can ever pay for these: they are equal, and funded while every one of them fits."""
    waiting = sorted(places, key=contest.ties.rank.__getitem__)
    while waiting:
        blocked = count.blocked(contest)
        waiting = [place for place in waiting if place not in blocked]
        left = contest.election.budget - count.spent
        if any(contest.cost(place) > left for place in waiting):
            if settings.overflow == "stop":
                return
            waiting = [place for place in waiting if contest.cost(place) <= left]
            continue
        if waiting:
            _note(contest, count, waiting[0], action="funded", score=None, tied=waiting)
            waiting = waiting[1:]
