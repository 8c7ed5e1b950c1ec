"""A run told step by step, for the result page and the record."""

from __future__ import annotations

from fractions import Fraction

from voting.rules.contest import Count
from voting.rules.exact import Number, simplest
from voting.rules.outcome import Step
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
    for purchase in run:
        price = run.ledger.price(len(run.ledger.entries) - 1)
        _add(market, count, purchase.place, _step(market, count, purchase, price))
    return count


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


def utility_price(market: Market, place: int, price: Number) -> Number:
    """Money per unit of utility, from money per point."""
    return simplest(Fraction(price) / market.contest.cost(place)) if market.utility == "cost" else price


def _step(market: Market, count: Count, purchase: Purchase, scaled: Fraction) -> Step:
    contest, place, second = market.contest, purchase.place, purchase.runner_up
    cost = contest.cost(place)
    price = market.money(scaled * market.scale)
    tie = contest.ties.report(purchase.tied) if len(purchase.tied) > 1 else None
    if tie is not None:
        count.ties.append(tie)
    left = contest.election.budget - count.spent
    second_score, second_votes = _runner_up(market, purchase)
    return Step(
        number=len(count.steps) + 1,
        project=contest.id(place),
        action="funded",
        phase="shares",
        cost=cost,
        votes=contest.support.votes[place],
        money_before=left,
        money_after=left - cost,
        score=utility_price(market, place, price),
        price=price,
        effective_votes=simplest(Fraction(cost) / price),
        paid_full=_paid_full(purchase),
        paid_rest=purchase.paid_rest,
        runner_up=None if second is None else contest.id(second),
        runner_up_score=second_score,
        runner_up_votes=second_votes,
        tie=tie,
    )


def _paid_full(purchase: Purchase) -> int:
    good, poor = purchase.price.good, purchase.price.poor
    return int((good.heads if poor is None else good.heads[~poor]).sum())


def _runner_up(market: Market, purchase: Purchase) -> tuple[Number | None, Number | None]:
    """Price per unit of utility and effective votes of the next best."""
    if purchase.runner_up is None or purchase.runner_up_price is None:
        return None, None
    good = market.goods[purchase.runner_up]
    price = market.money(purchase.runner_up_price * good.divisor * market.scale)
    votes = simplest(Fraction(market.contest.cost(purchase.runner_up)) / price)
    return utility_price(market, purchase.runner_up, price), votes
