"""Rules that walk down a list: what would have brought a project far enough up."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor

from voting.rules.contest import Contest
from voting.rules.exact import Number
from voting.rules.explain.reasons import Loser
from voting.rules.outcome import Outcome, Step
from voting.rules.ranking import merit

_PHASES = {"greedy", "knapsack", "completion"}


def explain_ladder(contest: Contest, outcome: Outcome, losers: dict[str, Loser]) -> None:
    """Fill in rank, money left, further supporters and largest cost for the part of a result that walked
    down a list.

    Where equal shares came first, the better of the two chances counts.
    """
    steps = [step for step in outcome.steps if step.phase in _PHASES]
    if not steps:
        return
    by = _by(outcome)
    score = merit(contest, by)
    for place in contest.eligible:
        name = contest.id(place)
        loser = losers.get(name)
        if loser is None or loser.reason:
            continue
        rank = next((i for i, step in enumerate(steps) if step.project == name), None)
        found = loser.with_(rank=None if rank is None else rank + 1)
        if rank is not None:
            found = found.with_(money_left=steps[rank].money_before)
        ladder = [step for step in steps if step.project != name]
        dearest = max((_dearest(contest, place, score(place), step, by) for step in ladder), default=0)
        if rank is not None:
            dearest = max(dearest, floor(steps[rank].money_before))
        found = found.with_(largest_cost=max(dearest, loser.largest_cost or 0))
        if by.startswith("votes"):
            needed = [_votes_needed(contest, place, step, by) for step in ladder]
            known = [n for n in (*needed, loser.further_supporters) if n is not None]
            found = found.with_(further_supporters=min(known, default=None))
        losers[name] = found


def _by(outcome: Outcome) -> str:
    if outcome.rule != "equal-shares":
        return str(outcome.parameters["by"])
    if (
        outcome.notes.get("comparison", {}).get("kept") == "greedy"
        or outcome.parameters["completion_by"] == "votes"
    ):
        return "votes"
    best = {"cost": "votes", "cardinality": "votes-per-cost", "points": "points-per-cost"}
    return best[str(outcome.parameters["utility"])]


def _dearest(contest: Contest, place: int, score: Number | None, step: Step, by: str) -> int:
    """The largest whole cost at which the project would stand before this step and fit; 0 if there is
    none.
    """
    other = contest.election.index[step.project]
    room = floor(step.money_before)
    if not by.endswith("-per-cost"):
        if score is None or step.score is None or score < step.score:
            return 0
        if score == step.score and not contest.ties.beats(place, other, cost=room):
            return _cheaper(contest, place, other, room)
        return room
    if step.score is None or score is None:
        return 0
    if not step.score:
        return room if score else 0
    support = Fraction(score) * contest.cost(place)
    bound = support / step.score
    limit = min(room, floor(bound))
    ties = limit > 0 and limit == bound and not contest.ties.beats(place, other, cost=limit)
    return limit - 1 if ties else limit


def _cheaper(contest: Contest, place: int, other: int, room: int) -> int:
    """The next lower cost that could win a tie: the other's cost or just below it, or none."""
    for cost in (floor(contest.cost(other)), ceil(contest.cost(other)) - 1):
        if 0 < cost < room and contest.ties.beats(place, other, cost=cost):
            return cost
    return 0


def _votes_needed(contest: Contest, place: int, step: Step, by: str) -> int | None:
    """Further supporters that would bring the project before this step, if it fits there."""
    cost = contest.cost(place)
    if step.money_before < cost or step.score is None:
        return None
    votes, other = contest.support.votes[place], contest.election.index[step.project]
    needed = Fraction(step.score) * (cost if by.endswith("-per-cost") else 1)
    more = max(0, ceil(needed) - votes)
    if votes + more == needed and not contest.ties.beats(place, other, votes=votes + more):
        more += 1
    return more
