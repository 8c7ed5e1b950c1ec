"""Add1: raise everybody's share until the money is well spent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from voting.rules.exact import Number
from voting.rules.shares.certain import CertainPurchases
from voting.rules.shares.market import Market
from voting.rules.shares.purchases import Purchases
from voting.rules.shares.trail import Trail

_LONGEST_PAUSE = 63  # runs


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

    Increments that certainly change nothing are counted without running the method again.
    """
    step = market.share(increment)
    current = Raise(first, 0)
    pause = waited = 0
    trail = None
    while True:
        trail = Trail(trail)
        run = _run(market, current.share, trail, asking=waited == pause)
        spent, complete, everything = _outcome(market, [purchase.place for purchase in run])
        if spent > market.budget:
            return Raise(current.share - step, current.increments - 1)
        if everything or (complete and stop == "exhaustive"):
            return current
        skipped, waited = 0, waited + 1
        if isinstance(run, CertainPurchases):
            skipped, waited = run.room // step, 0
            pause = 0 if skipped else min(4 * pause + 3, _LONGEST_PAUSE)
        current = Raise(current.share + (1 + skipped) * step, current.increments + 1 + skipped)


def _run(market: Market, share: int, trail: Trail, *, asking: bool) -> Purchases:
    """Asking how much is certain costs time, so it is done less often while the answer is nothing."""
    return (CertainPurchases if asking else Purchases)(market, share, trail=trail)


def _outcome(market: Market, bought: Sequence[int]) -> tuple[int, bool, bool]:
    """Scaled money spent, whether no other good fits, and whether every good is bought or ruled out."""
    spent = sum(market.goods[place].cost for place in bought)
    blocked = set(bought)
    for place in (*bought, *market.free):
        blocked |= market.contest.rivals.get(place, frozenset())
    left = [good.cost for place, good in market.goods.items() if place not in blocked]
    fits = any(cost <= market.budget - spent for cost in left)
    return spent, not fits, not left
