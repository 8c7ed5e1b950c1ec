"""For many losing projects at once: the largest cost and the fewest further supporters with which each
would have won.

Before a purchase at price q per unit of utility a project wins if its supporters can pay for it at a
smaller price (or at the same, if the tie goes its way): if the money they would give at q covers the cost.
What they give at q grows with q in straight pieces, so the largest cost is found piece by piece (Newton).
Floats find the answer; where rounding could change it, `Exactly` decides.
"""

from __future__ import annotations

from math import ceil, floor

import numpy as np
from numpy.typing import NDArray

from voting.rules.explain.exactly import Exactly
from voting.rules.shares.ledger import Ledger
from voting.rules.shares.market import Floats, Market
from voting.rules.shares.purchases import Purchase, Purchases
from voting.rules.shares.purses import Purses

_U = 2.0**-50
_LEVEL = 1e-6  # so close to the winner's price for small costs that only exact numbers tell a tie from a win


class Chances:
    """Figures per wanted project (row). `payers` and `money` have one column per winner."""

    def __init__(self, market: Market, run: Purchases, wanted: list[int]) -> None:
        goods = [market.goods[place] for place in wanted]
        self.market, self.goods = market, goods
        self.share = run.ledger.share
        self.winners: list[int] = []
        self.payers: NDArray[np.int64] = np.zeros((len(goods), 0), dtype=np.int64)
        self.money: Floats = np.zeros((len(goods), 0))
        self.unspent: Floats = np.zeros(len(goods))
        self.largest = [0] * len(goods)
        self.further: list[int | None] = [None] * len(goods)
        self._undecided: list[list[tuple[int, Exactly]]] = [[] for _ in goods]
        if not goods:
            return
        sizes = np.array([len(good.groups) for good in goods])
        self._at = np.concatenate(([0], np.cumsum(sizes)[:-1]))
        self._row = np.repeat(np.arange(len(goods)), sizes)
        self._groups = np.concatenate([good.groups for good in goods])
        self._heads = np.concatenate([good.heads for good in goods])
        points = [np.ones(len(good.groups)) if good.points_f is None else good.points_f for good in goods]
        self._points = np.concatenate(points)
        self._cost = np.array([float(good.cost) for good in goods])
        self._divisor = np.array([float(good.divisor) for good in goods])
        self._most = np.array([float(good.most_points) for good in goods])
        self._sizes = sizes

    def look(self, purses: Purses, ledger: Ledger, purchase: Purchase | None) -> None:
        """Take in the state before a purchase (None: after the last)."""
        held = purses.money[self._groups]
        slack = 4 * (np.add.reduceat(self._heads, self._at) * purses.doubt + self._sizes * _U * self._cost)
        exactly = Exactly(self.market, ledger, purses, purchase)
        price = float("inf")
        if purchase is not None:
            offer = purchase.price
            divisor = self.market.goods[purchase.place].divisor
            price = offer.near / divisor
            slack = slack + 4 * self._cost * (offer.error / offer.near + _U) * 4
        else:
            self.unspent = np.add.reduceat(held * self._heads, self._at)
        self._look_for_supporters(held, slack, price, exactly)
        if purchase is None:
            self._decide()
        self._look_for_cost(held, slack, price, exactly)

    def _given(self, held: Floats, asked: Floats) -> Floats:
        """What the supporters of each project give if asked for this much per point."""
        limit = asked[self._row] * self._points
        return np.asarray(np.add.reduceat(np.minimum(held, limit) * self._heads, self._at))

    def _look_for_supporters(self, held: Floats, slack: Floats, price: float, exactly: Exactly) -> None:
        asked = price * self._divisor
        given = self._given(held, asked)
        each = np.minimum(float(self.share), asked * self._most)
        if not self.share:
            return
        more, doubt = (self._cost - given) / each, (slack + _U * self._cost) / each
        for row in range(len(self.goods)):
            known = self.further[row]
            low, high = ceil(more[row] - doubt[row]), ceil(more[row] + doubt[row])
            if known is not None and low >= known:
                continue
            if low != high or abs(more[row] - round(more[row])) <= doubt[row]:
                self._undecided[row].append((max(0, low), exactly))
                high += 1  # at most: a tie may go the other way
            if known is None or high < known:
                self.further[row] = high

    def _decide(self) -> None:
        """Look again, exactly, wherever floats could not tell and fewer supporters might have been enough."""
        for row, cases in enumerate(self._undecided):
            for low, exactly in cases:
                known = self.further[row]
                if known is None or low < known:
                    found = exactly.fewest(self.goods[row], low)
                    self.further[row] = found if known is None else min(known, found)

    def _look_for_cost(self, held: Floats, slack: Floats, price: float, exactly: Exactly) -> None:
        unit = float(self.market.unit)
        best = np.array([float(cost + 1) for cost in self.largest]) * unit
        level = np.zeros(len(best), dtype=np.bool_)
        if self.market.utility != "cost" or price == float("inf"):
            reach = self._given(
                held, price * self._divisor if price < float("inf") else np.full(len(best), price)
            )
            error = slack + _U * reach
        else:
            rate = price * self._divisor / self._cost
            open_rows = self._given(held, rate * best) + slack + _U * best >= best
            if not bool(open_rows.any()):
                return
            reach, error = self._largest_root(held, rate, slack, open_rows)
            lively = np.where(held > 0, self._heads * self._points, 0.0)
            level = np.abs(rate * np.add.reduceat(lively, self._at) - 1.0) < _LEVEL
            reach = np.where(level, np.add.reduceat(held * self._heads, self._at), reach)
            reach = np.where(open_rows, reach, 0.0)
        for row in np.flatnonzero(reach + error >= best).tolist():
            low, high = floor((reach[row] - error[row]) / unit), floor((reach[row] + error[row]) / unit)
            if low != high or level[row]:
                low = self.largest[row] if level[row] else low
                low = exactly.dearest(self.goods[row], max(low, self.largest[row]), high)
            self.largest[row] = max(self.largest[row], low)

    def _largest_root(
        self, held: Floats, rate: Floats, slack: Floats, rows: NDArray[np.bool_]
    ) -> tuple[Floats, Floats]:
        """For these rows, the largest c at which supporters asked for rate * c give c; and its distance from
        the truth at most. Other rows get 0.
        """
        inside = rows[self._row]
        at = np.concatenate(([0], np.cumsum(self._sizes[rows])[:-1]))
        row = np.repeat(np.arange(len(at)), self._sizes[rows])
        held, points, rate = held[inside], self._points[inside], rate[rows]
        money, weights = held * self._heads[inside], self._heads[inside] * points
        reach = np.add.reduceat(money, at)
        for _ in range(64):
            rich = held > (rate * reach)[row] * points
            fixed = np.add.reduceat(np.where(rich, 0.0, money), at)
            slope = 1.0 - rate * np.add.reduceat(np.where(rich, weights, 0.0), at)
            lower = np.where(slope > 0, fixed / np.where(slope > 0, slope, 1.0), 0.0)
            lower = np.minimum(lower, reach)
            if bool((reach - lower <= _U * reach).all()):
                break
            reach = lower
        error = (slack[rows] + 8 * _U * reach) / np.maximum(slope, 2.0**-40)
        found, doubt = np.zeros(len(rows)), np.zeros(len(rows))
        found[rows], doubt[rows] = reach, np.minimum(error, reach + slack[rows])
        return found, doubt

    def spend(self, before: Floats, after: Floats, winner: int) -> None:
        """Take in who paid for a winner."""
        paid = (before - after)[self._groups]
        heads = np.where(paid > 0, self._heads, 0.0)
        payers = np.add.reduceat(heads, self._at).astype(np.int64)
        money = np.add.reduceat(paid * self._heads, self._at)
        self.winners.append(winner)
        self.payers = np.column_stack((self.payers, payers))
        self.money = np.column_stack((self.money, money))
