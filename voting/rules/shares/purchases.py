"""One run of the method of equal shares with a given share per voter."""

from __future__ import annotations

import heapq
from fractions import Fraction
from math import inf
from typing import NamedTuple

import numpy as np

from voting.rules.shares.ledger import Ledger
from voting.rules.shares.market import Good, Market
from voting.rules.shares.prices import AtLeast, Price, estimate
from voting.rules.shares.purses import Purses, U
from voting.rules.shares.trail import Trail

_COARSE = 2.0**-28  # a price less sure than this part of the share is worked out exactly


class Purchase(NamedTuple):
    """The project bought, its price, the projects that stood exactly equal.

    Only if the story was asked for: how many paid less than the price, namely all they had left, and the
    price of the next best project.
    """

    place: int
    price: Price
    tied: tuple[int, ...]
    paid_rest: int = 0
    runner_up: Price | None = None


class Purchases:
    """Iterate to buy one project after another. Between two steps `purses` and `ledger` show the voters'
    money.
    """

    learns = True  # whether a trail may spare a look at a price

    def __init__(
        self, market: Market, share: int, *, story: bool = False, trail: Trail | None = None
    ) -> None:
        """share: scaled money per voter. story: also find the second best each time, and who paid their
        rest. trail: keeps what is found, and may know something from a run with a smaller share.
        """
        self.market = market
        self.wanted = 2 if story else 1
        self.trail = trail
        self.ledger = Ledger.opened(market, share)
        self.purses = Purses.opened(len(market.counts), share)
        self.coarse = float(share) * _COARSE
        self._goods: dict[int, Good] = {}
        self.rivals: set[int] = set()
        for place in market.free:
            self.rivals |= market.contest.rivals.get(place, frozenset())
        self._queue = [
            (good.cost / good.total_weight / good.divisor * (1 - 8 * U), place)
            for place, good in market.goods.items()
            if share * good.voters >= good.cost and place not in self.rivals
        ]
        heapq.heapify(self._queue)

    def __iter__(self) -> Purchases:
        return self

    def __next__(self) -> Purchase:
        fresh = self._candidates()
        if not fresh:
            raise StopIteration
        place, tied = self._first(fresh)
        price = fresh.pop(place)
        purchase = Purchase(place, price, tied)
        if self.wanted > 1:
            second = fresh[self._first(fresh)[0]] if fresh else None
            purchase = Purchase(place, price, tied, self._paying_rest(price), second)
        for other, offer in fresh.items():
            heapq.heappush(self._queue, (_bounds(offer)[0], other))
        self._pay(price)
        rivals = self.market.contest.rivals.get(place)
        if rivals:
            self._queue = [item for item in self._queue if item[1] not in rivals]
            heapq.heapify(self._queue)
        return purchase

    def _candidates(self) -> dict[int, Price]:
        """Up-to-date prices of all projects that could be the best (and second best, if wanted)."""
        fresh: dict[int, Price] = {}
        highs: list[float] = []
        wanted, later, trail = self.wanted, [], self.trail
        tried: set[int] = set()
        if trail:
            trail.step += 1
        while self._queue:
            reach = highs[wanted - 1] if len(highs) >= wanted else inf
            if self._queue[0][0] > reach:
                break
            known, place = heapq.heappop(self._queue)
            good = self._goods.get(place) or self.market.goods[place]
            if trail and self.learns and place not in tried:
                tried.add(place)
                learned = self._learned(trail, good, known)
                if learned is None:
                    continue
                known = learned
            price = self._offer(good, known * good.divisor, reach * good.divisor * (1 + 4 * U))
            if trail:
                trail.keep(good, price)
            if isinstance(price, AtLeast):
                later.append((price.amount / good.divisor * (1 - 4 * U), place))
            elif price is not None:
                fresh[place] = price
                highs.append(_bounds(price)[1])
                highs.sort()
                if not trail:
                    self._forget_the_dead(price)
        for item in later:
            heapq.heappush(self._queue, item)
        return fresh

    def _learned(self, trail: Trail, good: Good, known: float) -> float | None:
        """What the price per unit of utility is not below, after what earlier looks found; None where another
        project is looked at before: then this one waits in the queue again, or for ever if nobody can pay.
        """
        learned = trail.at_least(good, self.purses) / good.divisor * (1 - 4 * U)
        if learned > known and self._queue and learned > self._queue[0][0]:
            if learned < inf:
                heapq.heappush(self._queue, (learned, good.place))
            return None
        return learned if known < learned < inf else known

    def _offer(self, good: Good, low: float, ceiling: float) -> Price | AtLeast | None:
        """As `estimate`."""
        return estimate(good, self.purses, self.ledger, low=low, ceiling=ceiling)

    def _forget_the_dead(self, price: Price) -> None:
        """Supporters who have nothing left need not be looked at again; worth it once they are many."""
        good = price.good
        if price.poor is None or 4 * np.count_nonzero(price.poor) < len(price.poor):
            return
        lively = self.ledger.lively(good.groups)
        if 8 * np.count_nonzero(lively) < 7 * len(lively):
            self._goods[good.place] = good.of(lively)

    def _first(self, fresh: dict[int, Price]) -> tuple[int, tuple[int, ...]]:
        """The cheapest per unit of utility, and all that are exactly as cheap."""
        if len(fresh) == 1:
            (place,) = fresh
            return place, (place,)
        bounds = {place: _bounds(price) for place, price in fresh.items()}
        lowest = min(high for _, high in bounds.values())
        close = [place for place, (low, _) in bounds.items() if low <= lowest]
        if len(close) == 1:
            return close[0], (close[0],)
        exact = {place: self.exact(fresh[place]) for place in close}
        best = min(exact.values())
        tied = tuple(place for place in close if exact[place] == best)
        return self.market.contest.ties.first(tied), tied

    def exact(self, price: Price) -> Fraction:
        """The exact price per unit of utility, in scaled money."""
        return price.exactly(self.ledger) / price.good.divisor

    def _paying_rest(self, price: Price) -> int:
        groups = price.poor_groups
        groups = groups[self.ledger.lively(groups)]
        money = self.purses.money[groups]
        paying = money > self.purses.doubts[groups]
        for position in np.flatnonzero(~paying).tolist():
            paying[position] = self.ledger.purse(int(groups[position])) > 0
        return int(self.market.counts[groups[paying]].sum())

    def _pay(self, price: Price) -> None:
        good, near, error = price.good, price.near, price.error
        if error * good.most_points > self.coarse:
            near = float(price.exactly(self.ledger))
            error = 2 * U * near
        poor = price.poor_groups
        self.ledger.buy(good.place, good.cost, poor, price.weight)
        rich, paid = good.groups, near if good.points_f is None else near * good.points_f
        if price.poor is not None:
            self.purses.empty(poor)
            rich = rich[~price.poor]
            paid = paid if isinstance(paid, float) else paid[~price.poor]
        self.purses.pay(rich, paid, error * good.most_points + 2 * U * self.ledger.share)


def _bounds(price: Price) -> tuple[float, float]:
    """Between what the price per unit of utility must lie."""
    divisor = price.good.divisor
    low, high = (price.near - price.error) / divisor, (price.near + price.error) / divisor
    return low * (1 - 4 * U), high * (1 + 4 * U)
