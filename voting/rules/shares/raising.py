"""Add1: raise everybody's share until the money is well spent."""

from __future__ import annotations

from dataclasses import dataclass

from voting.rules.exact import Number
from voting.rules.shares.market import Market
from voting.rules.shares.purchases import Purchases


@dataclass(frozen=True, slots=True)
class Raise:
    """The share that counts (scaled), and how many increments above the start it is."""

    share: int
    increments: int


def start_share(market: Market, start: str) -> int:
    """Scaled money per voter: the budget divided by the voters; "integral" rounds down to whole units of
    money.
    """
    voters = market.contest.election.voters
    if not voters:
        return 0
    exact = market.budget // voters  # no remainder: the unit is a multiple of the number of voters
    return exact - exact % market.unit if start == "integral" else exact


def raise_share(market: Market, first: int, increment: Number, stop: str) -> Raise:
    """Raise until the result is exhaustive (if stop says so), or to the last share whose result can be paid
    for.
    """
    step = market.share(increment)
    current = Raise(first, 0)
    while True:
        spent, complete, everything = _run(market, current.share)
        if spent > market.budget:
            return Raise(current.share - step, current.increments - 1)
        if everything or (complete and stop == "exhaustive"):
            return current
        current = Raise(current.share + step, current.increments + 1)


def _run(market: Market, share: int) -> tuple[int, bool, bool]:
    """Scaled money spent, whether no other good fits, and whether every good is bought or ruled out."""
    bought = [purchase.place for purchase in Purchases(market, share)]
    spent = sum(market.goods[place].cost for place in bought)
    blocked = set(bought)
    for place in (*bought, *market.free):
        blocked |= market.contest.rivals.get(place, frozenset())
    left = [good.cost for place, good in market.goods.items() if place not in blocked]
    fits = any(cost <= market.budget - spent for cost in left)
    return spent, not fits, not left
