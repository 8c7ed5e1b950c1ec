"""Rules that walk down a list: what would have brought a project far enough up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor
from typing import Any

import numpy as np

from voting.rules.contest import Contest
from voting.rules.exact import Number
from voting.rules.explain.reasons import Loser
from voting.rules.majority import majority_values
from voting.rules.model import VoteType
from voting.rules.outcome import Outcome, Step
from voting.rules.ranking import merit
from voting.rules.sums import Sums

_PHASES = {"greedy", "knapsack", "completion", "grades"}
_GRADES = "grades"
_FLAT = {"votes", "points", _GRADES}  # orders in which a lower cost matters in ties alone


@dataclass(frozen=True, slots=True)
class _Ladder:
    """The part of a count that walked down a list: its steps, and what the list was ordered `by`; `level`
    gives what that is for a project, `gift` what one more supporter adds to it. `ranks` are the places in the
    list, and `after` those, in order, that the count never came to.
    """

    contest: Contest
    steps: list[Step]
    by: str
    level: Callable[[int], Any]
    gift: Number | None
    ranks: dict[int, int]
    after: list[int]


def explain_ladder(contest: Contest, outcome: Outcome, losers: dict[str, Loser]) -> None:
    """Fill in rank, money left, further supporters and largest cost for the part of a result that walked
    down a list.

    Where equal shares came first, the better of the two chances counts.
    """
    steps = [step for step in outcome.steps if step.phase in _PHASES]
    if not steps:
        return
    ladder = _ladder(contest, outcome, steps)
    for place in contest.eligible:
        loser = losers.get(contest.id(place))
        if loser is not None and not loser.reason:
            losers[loser.project] = _explained(ladder, place, loser)


def _ladder(contest: Contest, outcome: Outcome, steps: list[Step]) -> _Ladder:
    by = _by(outcome)
    level = _level(contest, by)
    ranks = _ranks(contest, outcome, steps, level)
    closed = {contest.election.index[step.project] for step in steps}
    for won in outcome.selected:
        closed |= contest.rivals.get(contest.election.index[won], frozenset())
    after = sorted((place for place in ranks if place not in closed), key=ranks.__getitem__)
    return _Ladder(contest, steps, by, level, _gift(contest, by), ranks, after)


def _explained(ladder: _Ladder, place: int, loser: Loser) -> Loser:
    """Return a project without money with what is known of its place in the list."""
    contest, by, level = ladder.contest, ladder.by, ladder.level
    own = next((step for step in ladder.steps if step.project == loser.project), None)
    others = [step for step in ladder.steps if step.project != loser.project]
    onward: list[Step] = []
    room = 0
    if own is ladder.steps[-1]:
        peers = [other for other in ladder.after if by in _FLAT and level(other) == level(place)]
        onward, room = _onward(contest, own, peers)
    chances = [_dearest(contest, place, level, step, by) for step in (*others, *onward)]
    needed = [_more(contest, place, step, by, ladder.gift) for step in others] if ladder.gift else []
    known = [number for number in (*needed, loser.further_supporters) if number is not None]
    found = loser.with_(
        rank=ladder.ranks[place],
        money_left=None if own is None else own.money_before,
        largest_cost=max(room, *chances, 0, loser.largest_cost or 0),
        further_supporters=min(known, default=None),
    )
    if by.startswith("votes") and found.votes_lacked is None:
        return found.with_(votes_lacked=found.further_supporters)
    return found


def _onward(contest: Contest, own: Step, peers: list[int]) -> tuple[list[Step], int]:
    """If the list ended at this project: how it goes on among those that stand exactly equal, should the
    project go behind them at a lower cost; and the room at the end of them, 0 if the list ends before.
    """
    found, left = [], own.money_before
    for peer in peers:
        found.append(replace(own, project=contest.id(peer), money_before=left))
        if contest.cost(peer) > left:
            return found, 0
        left -= contest.cost(peer)
    return found, floor(left)


def _by(outcome: Outcome) -> str:
    if outcome.rule == "majority-judgment":
        return _GRADES
    if outcome.rule != "equal-shares":
        return str(outcome.parameters["by"])
    if (
        outcome.notes.get("comparison", {}).get("kept") == "greedy"
        or outcome.parameters["completion_by"] == "votes"
    ):
        return "votes"
    best = {"cost": "votes", "cardinality": "votes-per-cost", "points": "points-per-cost"}
    return best[str(outcome.parameters["utility"])]


def _level(contest: Contest, by: str) -> Callable[[int], Any]:
    """What the list is ordered by, the greater the better; None stands for infinitely good."""
    return majority_values(contest).__getitem__ if by == _GRADES else merit(contest, by)


def _gift(contest: Contest, by: str) -> Number | None:
    """What one more supporter adds to the votes or points; None if that cannot be said."""
    if by.startswith("votes") or isinstance(contest.election.profile, Sums):
        return 1
    support = contest.support
    if by == _GRADES or contest.election.vote_type is VoteType.ORDINAL or not len(support.points):
        return None
    return Fraction(int(np.max(support.points)), support.scale) or None


def _ranks(
    contest: Contest, outcome: Outcome, steps: list[Step], level: Callable[[int], Any]
) -> dict[int, int]:
    """Places in the list: as the count went down it, then those it never came to."""
    came = {contest.election.index[step.project]: number for number, step in enumerate(steps, start=1)}
    bought = {contest.election.index[name] for name in outcome.selected}
    rest = [place for place in contest.eligible if place not in came and place not in bought]
    rest.sort(key=contest.ties.rank.__getitem__)
    rest.sort(key=lambda place: (level(place) is None, level(place) or type(level(place))()), reverse=True)
    return came | {place: number for number, place in enumerate(rest, start=len(came) + 1)}


def _dearest(contest: Contest, place: int, level: Callable[[int], Any], step: Step, by: str) -> int:
    """The largest whole cost at which the project would stand before this step and fit; 0 if there is
    none.
    """
    other = contest.election.index[step.project]
    room = floor(step.money_before)
    mine, theirs = level(place), level(other)
    if not by.endswith("-per-cost"):
        if mine < theirs:
            return 0
        if mine == theirs and not contest.ties.beats(place, other, cost=room):
            return _cheaper(contest, place, other, room)
        return room
    if theirs is None or mine is None:
        return 0
    if not theirs:
        return room if mine else 0
    bound = Fraction(mine) * contest.cost(place) / theirs
    limit: int = min(room, floor(bound))
    ties = limit > 0 and limit == bound and not contest.ties.beats(place, other, cost=limit)
    return limit - 1 if ties else limit


def _cheaper(contest: Contest, place: int, other: int, room: int) -> int:
    """The next lower cost that could win a tie: the other's cost or just below it, or none."""
    for cost in (floor(contest.cost(other)), ceil(contest.cost(other)) - 1):
        if 0 < cost < room and contest.ties.beats(place, other, cost=cost):
            return cost
    return 0


def _more(contest: Contest, place: int, step: Step, by: str, gift: Number) -> int | None:
    """Further supporters that would bring the project before this step, if it fits there."""
    cost = contest.cost(place)
    if step.money_before < cost or step.score is None:
        return None
    votes, other = contest.support.votes[place], contest.election.index[step.project]
    needed = Fraction(step.score) * (cost if by.endswith("-per-cost") else 1)
    has = (
        Fraction(contest.support.point_sums[place], contest.support.scale)
        if by.startswith("points")
        else votes
    )
    more = max(0, ceil((needed - has) / gift))
    if has + more * gift == needed and not contest.ties.beats(place, other, votes=votes + more):
        more += 1
    return more
