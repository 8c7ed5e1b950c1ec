"""The same questions as in `chances`, one project at a time and without rounding."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from voting.rules.shares.ledger import Ledger
from voting.rules.shares.market import Good, Market
from voting.rules.shares.prices import poor_exactly
from voting.rules.shares.purchases import Purchase
from voting.rules.shares.purses import Purses


@dataclass
class Exactly:
    """The state before a purchase (None: after the last one)."""

    market: Market
    ledger: Ledger
    purses: Purses
    purchase: Purchase | None

    @cached_property
    def rate(self) -> Fraction | None:
        """The winner's exact price per unit of utility (scaled money); None after the last purchase."""
        if self.purchase is None:
            return None
        return self.purchase.price.exactly(self.ledger) / self.purchase.price.good.divisor

    def fewest(self, good: Good, low: int) -> int:
        """The smallest number (at least `low`) of further supporters with which the project wins here."""
        number = low
        while not self._wins(good, Fraction(good.cost), number):
            number += 1
        return number

    def dearest(self, good: Good, low: int, high: int) -> int:
        """The largest whole cost from low to high at which the project wins here; `low` if none does."""
        if self._wins(good, Fraction(high * self.market.unit), 0):
            return high
        while low < high:
            middle = (low + high + 1) // 2
            if self._wins(good, Fraction(middle * self.market.unit), 0):
                low = middle
            else:
                high = middle - 1
        return low

    def _wins(self, good: Good, cost: Fraction, further: int) -> bool:
        if self.rate is None or self.purchase is None:
            money = self.ledger.holdings(good.groups) + further * self.ledger.share
            return money >= cost
        asked = self.rate * good.divisor
        if self.market.utility == "cost":
            asked = asked * cost / good.cost
        poor = poor_exactly(good, self.purses, self.ledger, price=asked)
        rich = int(good.weights[~poor].sum())
        given = self.ledger.holdings(good.groups[poor]) + asked * rich
        given += further * min(Fraction(self.ledger.share), asked * good.most_points)
        if given != cost:
            return given > cost
        if not rich and not (further and self.ledger.share >= asked * good.most_points):
            return True  # everybody gives all at a smaller price already
        ties = self.market.contest.ties
        changed = None if cost == good.cost else cost / self.market.unit
        votes = good.voters + further if further else None
        return ties.beats(good.place, self.purchase.place, cost=changed, votes=votes)
