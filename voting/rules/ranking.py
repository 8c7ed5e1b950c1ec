"""Projects in order, and the walk down the list that funds them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cmp_to_key
from itertools import groupby

from voting.rules.contest import Contest, Count
from voting.rules.exact import Number, simplest
from voting.rules.outcome import Step, Tie

Score = Number | None  # None: infinitely good (wanted, and free of charge)


@dataclass(frozen=True)
class Ranking:
    """Projects, the best first; the score shown for each; the ties met on the way."""

    order: tuple[int, ...]
    scores: Mapping[int, Score]
    ties: tuple[Tie, ...]


def merit(contest: Contest, by: str) -> Callable[[int], Score]:
    """The score a project is ranked by: "votes" or "points", as they are or "-per-cost"."""
    raw = contest.support.votes if by.startswith("votes") else contest.support.point_sums
    scale = 1 if by.startswith("votes") else contest.support.scale

    def score(place: int) -> Score:
        value, cost = Fraction(raw[place], scale), contest.cost(place)
        if not by.endswith("-per-cost") or not value:
            return simplest(value)
        return simplest(value / cost) if cost else None

    return score


def rank_by(contest: Contest, score: Callable[[int], Score], *, without: set[int] | None = None) -> Ranking:
    """Rank the eligible projects, except those `without`: best score first, equals in the order of the tie
    chain.
    """
    scores = {place: score(place) for place in contest.eligible if place not in (without or ())}

    def compare(one: int, other: int) -> int:
        mine, theirs = scores[one], scores[other]
        if mine == theirs:
            return contest.ties.rank[one] - contest.ties.rank[other]
        if mine is None or theirs is None:
            return -1 if mine is None else 1
        return -1 if mine > theirs else 1

    order = sorted(scores, key=cmp_to_key(compare))
    return Ranking(tuple(order), scores, ties_of(contest, order, scores.__getitem__))


def ties_of(contest: Contest, order: list[int], level: Callable[[int], object]) -> tuple[Tie, ...]:
    """Every set of projects of the same level in a ranking."""
    sets = [list(group) for _, group in groupby(order, key=level)]
    return tuple(contest.ties.report(tied) for tied in sets if len(tied) > 1)


def fund_in_order(contest: Contest, count: Count, ranking: Ranking, *, overflow: str, phase: str) -> None:
    """Walk down the ranking and add to `count` what fits.

    overflow: what happens at a project that costs too much: "skip" it, "stop" there, or fund it in "part"
    and stop.
    """
    count.ties.extend(ranking.ties)
    ties = {tie.chosen: tie for tie in ranking.ties}
    blocked = count.blocked(contest)
    for position, place in enumerate(ranking.order):
        if place in blocked:
            continue
        step = _step(
            contest,
            count,
            ranking,
            position,
            overflow=overflow,
            phase=phase,
            tie=ties.get(contest.id(place)),
        )
        count.steps.append(step)
        if step.action == "funded":
            count.selected.append(place)
            blocked |= contest.rivals.get(place, frozenset())
        elif step.action == "part":
            count.part_funded[step.project] = step.money_before
        count.spent += step.money_before - step.money_after
        if step.action in {"stopped", "part"}:
            return


def _step(
    contest: Contest,
    count: Count,
    ranking: Ranking,
    position: int,
    *,
    overflow: str,
    phase: str,
    tie: Tie | None,
) -> Step:
    place = ranking.order[position]
    cost, left = contest.cost(place), simplest(contest.election.budget - count.spent)
    action = "funded" if cost <= left else {"skip": "skipped", "stop": "stopped", "part": "part"}[overflow]
    if action == "part" and not left:
        action = "stopped"
    paid = {"funded": cost, "part": left}.get(action, 0)
    after = ranking.order[position + 1] if position + 1 < len(ranking.order) else None
    return Step(
        number=len(count.steps) + 1,
        project=contest.id(place),
        action=action,
        phase=phase,
        cost=cost,
        votes=contest.support.votes[place],
        money_before=left,
        money_after=simplest(left - paid),
        score=ranking.scores[place],
        amount=left if action == "part" else None,
        runner_up=None if after is None else contest.id(after),
        runner_up_score=None if after is None else ranking.scores[after],
        tie=tie,
    )
