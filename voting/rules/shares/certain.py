"""A run that also tells by how much the share may grow before anything about it can change.

While the same projects are bought in the same order and the same voters give their last, every purse and
every price is a straight line over the share: purses do not fall, prices do not rise. The price of a project
is a convex function of the share (the least p with sum of min(purse, p) >= cost, and the sum is concave), so
it stays above the line through any guess at who gives all; and a purchase only raises the prices that follow.
So a handful of lines decides from where on a purchase could turn out differently. Floats are enough: too
little room costs time, never the result.
"""

from __future__ import annotations

from math import inf

import numpy as np

from voting.rules.shares.market import Good, Market
from voting.rules.shares.prices import AtLeast, Price
from voting.rules.shares.purchases import Purchases
from voting.rules.shares.purses import U
from voting.rules.shares.trail import Trail

_SURE = 1 - 2.0**-20  # the part of the room that rounding cannot have invented
_SLOPE = 2.0**-30  # slopes are sums of positive numbers and far more exact than this part of them


class CertainPurchases(Purchases):
    """Iterate as over Purchases; then `room` is scaled money per voter by which the share may grow.

    Any share from the present one up to and including share + room buys the same projects in the same order.
    """

    learns = False  # room is worked out from every price that comes close

    def __init__(self, market: Market, share: int, *, trail: Trail | None = None) -> None:
        """As Purchases."""
        super().__init__(market, share, trail=trail)
        places = len(market.contest.election.projects)
        self._room = inf
        self._slopes = np.ones(len(market.counts))
        self._low = np.full(places, inf)
        self._falls = np.zeros(places)
        for known, place in self._queue:
            self._low[place] = known
        for place, good in market.goods.items():
            if self._low[place] == inf and place not in self.rivals:
                self._limit((good.cost - share * good.voters) / good.voters)

    @property
    def room(self) -> int:
        """Whole scaled units; 0 if nothing is certain."""
        return int(min(self._room, 2.0**62) * _SURE)

    def _limit(self, room: float) -> None:
        self._room = min(self._room, max(room, 0.0))

    def _offer(self, good: Good, low: float, ceiling: float) -> Price | AtLeast | None:
        price = super()._offer(good, low, ceiling)
        if price is None:
            self._lacking(good)
        else:
            self._draw_line(good, price.near if isinstance(price, Price) else price.amount)
        return price

    def _lacking(self, good: Good) -> None:
        """All supporters together have too little; with more room they may have enough."""
        self._low[good.place] = inf
        growth = float(good.heads.dot(self._slopes[good.groups]))
        if growth:
            cash = float(good.heads.dot(self.purses.money[good.groups]))
            self._limit((good.cost - cash - self._blur(good, cash)) / growth)

    def _draw_line(self, good: Good, near: float) -> None:
        """A line below the price: those who are poor at `near` give all, the others share the rest."""
        held = self.purses.money[good.groups]
        poor = (held if good.points_f is None else held / good.points_f) < near
        weight = float(good.total_weight - good.weights.dot(poor))
        if weight > 0:
            gift = float((held * good.heads).dot(poor))
            growth = float((good.heads * self._slopes[good.groups]).dot(poor))
            per_utility = weight * good.divisor
            self._low[good.place] = (good.cost - gift - self._blur(good, gift)) / per_utility
            self._falls[good.place] = growth / per_utility

    def _blur(self, good: Good, cash: float) -> float:
        return good.voters * self.purses.doubt + (len(good.groups) + 8) * U * (cash + good.cost)

    def _pay(self, price: Price) -> None:
        good = price.good
        fall = self._check_the_poor(price)
        self._low[good.place] = inf
        for rival in self.market.contest.rivals.get(good.place, ()):
            self._low[rival] = inf
        mine = (price.near + price.error) / good.divisor * (1 + 8 * U)
        closing = self._falls * (1 + _SLOPE) - fall / good.divisor * (1 - _SLOPE)
        nearing = (closing > 0) & (self._low < inf)
        if nearing.any():
            self._limit(float(((self._low[nearing] - mine) / closing[nearing]).min()))
        slopes = self._slopes[good.groups] + (fall if good.points_f is None else fall * good.points_f)
        if price.poor is not None:
            slopes[price.poor] = 0.0
        self._slopes[good.groups] = slopes
        super()._pay(price)

    def _check_the_poor(self, price: Price) -> float:
        """Whoever gives all must still have less than the price. Returns how fast the price falls."""
        if price.poor is None:
            return 0.0
        good, groups = price.good, price.poor_groups
        points = 1.0 if good.points_f is None else good.points_f[price.poor]
        slopes = self._slopes[groups]
        fall = float(good.heads[price.poor].dot(slopes)) / price.weight
        if fall:
            self._limit(price.near / fall)
        gaps = (price.near - price.error) * (1 - 4 * U) * points - self.purses.money[groups]
        rates = slopes + fall * points
        moving = rates > 0
        if moving.any():
            gaps = (gaps - self.purses.doubts[groups])[moving]
            self._limit(float((gaps / rates[moving]).min()))
        return fall
