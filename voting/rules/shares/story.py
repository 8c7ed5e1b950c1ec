"""A run told step by step, for the result page and the record."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from voting.rules.contest import Count
from voting.rules.exact import Number, simplest
from voting.rules.outcome import Step
from voting.rules.shares.ledger import Ledger
from voting.rules.shares.market import Market
from voting.rules.shares.purchases import Purchase, Purchases


def tell(market: Market, share: int) -> Count:
    """Run with this share (scaled) and explain each purchase."""
    count = Count()
    contest = market.contest
    for place in market.free:
        if place not in count.blocked(contest):
            _add(market, count, place, _free(market, count, place))
    run = Purchases(market, share, story=True)
    bought = list(run)
    others = _runner_up_prices(bought, run.ledger)
    for number, purchase in enumerate(bought):
        figures = _figures(market, purchase.place, run.ledger.price(number))
        _add(market, count, purchase.place, _step(market, count, purchase, figures, others.get(number)))
    return count


def _runner_up_prices(bought: Sequence[Purchase], ledger: Ledger) -> dict[int, Fraction]:
    """The exact price of the next best project at every purchase, all worked out in one go."""
    seconds = [(item.runner_up, number) for number, item in enumerate(bought)]
    known = {number: price.exact for price, number in seconds if price and price.exact is not None}
    asked = [(price.entry, number) for price, number in seconds if price and number not in known]
    return known | dict(zip((number for _, number in asked), ledger.offers(asked), strict=True))


def _add(market: Market, count: Count, place: int, step: Step) -> None:
    count.steps.append(step)
    count.selected.append(place)
    count.spent += market.contest.cost(place)


def _free(market: Market, count: Count, place: int) -> Step:
    contest = market.contest
    left = contest.election.budget - count.spent
    votes = contest.support.votes[place]
    return Step(
        len(count.steps) + 1, contest.id(place), "funded", "shares", 0, votes, left, left, score=0, price=0
    )


class _Figures(NamedTuple):
    """A price in money: for a unit of utility, for one voter (per point), and the cost divided by it."""

    score: Number
    price: Number
    votes: Number


def _figures(market: Market, place: int, scaled: Fraction) -> _Figures:
    """Work from the reduced price: what is multiplied with it is small, so nothing large is reduced again."""
    cost = Fraction(market.contest.cost(place))
    price = scaled * Fraction(market.scale, market.unit)
    score = price / cost if market.utility == "cost" else price
    return _Figures(simplest(score), simplest(price), simplest(cost / price))


def _step(
    market: Market, count: Count, purchase: Purchase, found: _Figures, second_price: Fraction | None
) -> Step:
    contest, place, second = market.contest, purchase.place, purchase.runner_up
    cost = contest.cost(place)
    tie = contest.ties.report(purchase.tied) if len(purchase.tied) > 1 else None
    if tie is not None:
        count.ties.append(tie)
    left = contest.election.budget - count.spent
    other = None
    if second is not None and second_price is not None:
        other = _figures(market, second.good.place, second_price)
    return Step(
        number=len(count.steps) + 1,
        project=contest.id(place),
        action="funded",
        phase="shares",
        cost=cost,
        votes=contest.support.votes[place],
        money_before=left,
        money_after=left - cost,
        score=found.score,
        price=found.price,
        effective_votes=found.votes,
        paid_full=_paid_full(purchase),
        paid_rest=purchase.paid_rest,
        runner_up=None if second is None else contest.id(second.good.place),
        runner_up_score=None if other is None else other.score,
        runner_up_votes=None if other is None else other.votes,
        tie=tie,
    )


def _paid_full(purchase: Purchase) -> int:
    good, poor = purchase.price.good, purchase.price.poor
    return int((good.heads if poor is None else good.heads[~poor]).sum())
