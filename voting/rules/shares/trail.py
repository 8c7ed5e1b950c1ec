"""What a look at a price teaches, for later in the same run and for the next, in which shares are larger.

At a price of x supporters give at most the sum of min(purse, x). So however they are split into poor and
rich, the price is at least (cost - what the poor hold) / (points of the rich). The split found by the last
look, or by the run before at the same step, is nearly always nearly right, and trying it costs a fraction of
looking again.
"""

from __future__ import annotations

from math import inf
from typing import NamedTuple

from voting.rules.shares.market import Floats, Good
from voting.rules.shares.prices import AtLeast, Price
from voting.rules.shares.purses import Purses, U


class Split(NamedTuple):
    """Before purchase `step`: voters who could not pay in full, per group, and the points of the others.

    need: the cost, less what rounding may have invented.
    """

    step: int
    poor: Floats
    weight: float
    need: float


class Trail:
    """The splits of one run, step by step, beside those of an earlier run."""

    def __init__(self, earlier: Trail | None = None) -> None:
        self._before = earlier._found if earlier else {}
        self._found: dict[int, list[Split]] = {}
        self.step = -1

    def at_least(self, good: Good, purses: Purses) -> float:
        """Per point, what the project certainly costs now: inf if its supporters cannot afford it, 0 if
        nothing is known.
        """
        split = self._latest(good.place)
        if split is None:
            return 0.0
        gift = float(split.poor.dot(purses.money.take(good.groups)))
        rest = split.need - gift - good.voters * purses.doubt
        if split.weight:
            return rest / split.weight
        return inf if rest > 0 else 0.0

    def _latest(self, place: int) -> Split | None:
        """The split found last, counting by steps."""
        found, before = self._found.get(place), self._before.get(place)
        if before and before[0].step <= self.step:
            split = before.pop(0)
            while before and before[0].step <= self.step:
                split = before.pop(0)
            if not found or found[-1].step < split.step:
                self._add(place, split)
                return split
        return found[-1] if found else None

    def keep(self, good: Good, price: Price | AtLeast | None) -> None:
        """Remember what a look at the price found."""
        need = good.cost * (1 - (len(good.heads) + 16) * 2 * U)
        if price is None:
            self._add(good.place, Split(self.step, good.heads, 0.0, need))
        elif price.poor is not None:
            self._add(good.place, Split(self.step, good.heads * price.poor, price.weight, need))

    def _add(self, place: int, split: Split) -> None:
        self._found.setdefault(place, []).append(split)
