"""The method of equal shares as a registered rule: settings, completion, comparison with greedy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from voting.rules.contest import Contest, Count
from voting.rules.ranking import fund_in_order, merit, rank_by
from voting.rules.registry import rule
from voting.rules.settings import option
from voting.rules.shares.compare import head_to_head
from voting.rules.shares.market import Market, build_market
from voting.rules.shares.raising import Raise, raise_share, start_share
from voting.rules.shares.story import tell

UTILITY: Mapping[str, str] = {
    "cost": "Money spent on what a voter supports",
    "cardinality": "Number of funded projects a voter supports",
    "points": "Points a voter gave to funded projects",
}
COMPLETION: Mapping[str, str] = {
    "none": "Nothing more: money may be left over",
    "add1": "Raise everyone's share step by step until no further project fits",
    "utilitarian": "Spend what is left on the most wanted projects that fit",
    "add1+utilitarian": "Raise the shares first, then spend what is left on the most wanted projects",
}
STOP: Mapping[str, str] = {
    "exhaustive": "When no supported project fits any more, or just before the winners cost too much",
    "infeasible": "Just before the winners cost more than the budget",
}
START: Mapping[str, str] = {
    "exact": "The budget divided by the number of voters",
    "integral": "The same, rounded down to whole units of money",
}
COMPARISON: Mapping[str, str] = {
    "none": "No comparison",
    "satisfaction": "Most votes first wins if more voters get more funded projects from it",
    "coverage": "Most votes first wins if it leaves fewer voters without any funded project",
}
COMPLETE_BY: Mapping[str, str] = {
    "utility": "In the order that matches the satisfaction",
    "votes": "By number of supporters",
}
BEST_BY = {"cost": "votes", "cardinality": "votes-per-cost", "points": "points-per-cost"}


@dataclass(frozen=True)
class EqualShares:
    """Settings of the method of equal shares."""

    utility: str = option("cost", "What counts as satisfaction of a voter.", choices=UTILITY)
    completion: str = option("none", "What is done with money left over.", choices=COMPLETION)
    increment: int | Fraction = option(  # noqa: RUF009 - returns a field
        1, "Money per voter added in each step of raising the shares.", kind="number"
    )
    start: str = option("exact", "The share of money every voter starts with.", choices=START)
    stop: str = option("exhaustive", "When raising the shares ends.", choices=STOP)
    comparison: str = option(
        "none", "Whether the result must hold up against most votes first.", choices=COMPARISON
    )
    completion_by: str = option(
        "utility", "The order in which the money left over is spent.", choices=COMPLETE_BY
    )


@rule(
    "equal-shares",
    title="Method of equal shares",
    description=(
        "Every voter gets the same share of the money. Supporters of a project put their money together "
        "to pay for it, each the same amount. "
        "The project that asks least of each supporter for what it gives goes first."
    ),
    settings=EqualShares,
)
def equal_shares(contest: Contest, settings: EqualShares) -> Count:
    """Buy projects from equal shares; then complete, then compare, as the settings say.

    Raises ValueError for an increment of zero.
    """
    raising = settings.completion.startswith("add1")
    if raising and not settings.increment:
        raise ValueError("increment: the shares cannot be raised by nothing")
    market = build_market(contest, settings.utility, settings.increment)
    first = start_share(market, settings.start)
    raised = raise_share(market, first, settings.increment, settings.stop) if raising else Raise(first, 0)
    count = _shares(market, first, raised)
    if settings.completion.endswith("utilitarian"):
        _complete(contest, count, settings)
    if settings.comparison != "none":
        count = _against_greedy(contest, count, settings.comparison)
    return count


def _shares(market: Market, first: int, raised: Raise) -> Count:
    count = tell(market, raised.share)
    count.start_share, count.share = market.money(first), market.money(raised.share)
    count.increments = raised.increments
    return count


def _complete(contest: Contest, count: Count, settings: EqualShares) -> None:
    by = BEST_BY[settings.utility] if settings.completion_by == "utility" else "votes"
    bought = len(count.selected)
    ranking = rank_by(contest, merit(contest, by), without=set(count.selected))
    fund_in_order(contest, count, ranking, overflow="skip", phase="completion")
    count.notes["bought_with_shares"] = bought


def _against_greedy(contest: Contest, count: Count, way: str) -> Count:
    """Keep the result unless more voters prefer greedy by votes."""
    other = Count()
    ranking = rank_by(contest, merit(contest, "votes"))
    fund_in_order(contest, other, ranking, overflow="skip", phase="greedy")
    verdict = head_to_head(contest.election, count.selected, other.selected, way)
    kept = verdict.for_second <= verdict.for_first
    note = {
        "way": way,
        "prefer_shares": verdict.for_first,
        "prefer_greedy": verdict.for_second,
        "kept": "shares" if kept else "greedy",
        "shares": [contest.id(place) for place in count.selected],
        "greedy": [contest.id(place) for place in other.selected],
    }
    chosen = count
    if not kept:
        other.start_share, other.share, other.increments = count.start_share, count.share, count.increments
        chosen = other
    chosen.notes["comparison"] = note
    return chosen
