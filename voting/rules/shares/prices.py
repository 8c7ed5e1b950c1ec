"""The price of a project for its supporters: the smallest amount per point that pays for it together."""

from __future__ import annotations

from fractions import Fraction
from math import inf
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from voting.rules.ballots import Ints
from voting.rules.shares.ledger import Entry, Ledger
from voting.rules.shares.market import Floats, Good
from voting.rules.shares.purses import Purses, U

_NOTED = 2.0**-40  # a doubt about the poor's money beyond this part of the cost is looked at more closely


class Price(NamedTuple):
    """A price per point with the distance at most from the true one, and who cannot pay it in full.

    good: the project, perhaps without supporters who have nothing left. poor: marks some of its groups, or
    None for nobody. weight: points of those who can pay. `exact` is known only where the floats could not
    decide something.
    """

    good: Good
    near: float
    error: float
    poor: NDArray[np.bool_] | None
    weight: int
    exact: Fraction | None = None

    @property
    def poor_groups(self) -> Ints:
        return self.good.groups[:0] if self.poor is None else self.good.groups[self.poor]

    @property
    def entry(self) -> Entry:
        """What would be entered into the books."""
        return Entry(self.good.cost, self.poor_groups, self.weight)

    def exactly(self, ledger: Ledger) -> Fraction:
        """The exact price per point, in scaled money, in the state for which this price was found."""
        if self.exact is not None:
            return self.exact
        return ledger.offers([(self.entry, len(ledger.entries))])[0]


class AtLeast(NamedTuple):
    """An amount per point that the price is certainly not below. poor: 1.0 for who could not pay some more
    than that in full. weight: points of the others.
    """

    amount: float
    poor: Floats
    weight: float


def estimate(
    good: Good, purses: Purses, ledger: Ledger, *, low: float = 0.0, ceiling: float = inf
) -> Price | AtLeast | None:
    """The price now; or, if it is above the ceiling, an amount it is certainly not below; or None if the
    supporters cannot afford the project (and so never will).

    low: a price per point known to be too small.
    What supporters give grows with the price more and more slowly, so wherever we start, the next guess (what
    the rich pay if those who are poor at this price give all) is not above the true price. Falls back on
    exact arithmetic wherever rounding could matter.
    """
    held = purses.money.take(good.groups)
    cash = held * good.heads
    limits = held if good.points_f is None else held / good.points_f
    cost, total = float(good.cost), float(good.total_weight)
    rounding = (len(held) + 4) * U
    least = max(low, cost / total if total else 0.0)
    near = ceiling if ceiling < inf else least
    before = -1.0
    poor = np.empty_like(held)  # 1.0 for the poor: sums of floats are quicker than of truth values
    while True:
        np.less(limits, near, out=poor)
        gift, shaky, lost = 0.0, 0.0, float(good.weights.dot(poor))
        if lost:
            if lost >= total:
                if near != ceiling:
                    return exact_price(good, purses, ledger) if _within_reach(good, cash, purses) else None
                near, ceiling = least, inf
                continue
            gift = float(cash.dot(poor))
            shaky = _doubt_of(good, purses, poor, lost)
        guess = (cost - gift) / (total - lost)
        error = (shaky + rounding * (gift + cost)) / (total - lost) + 4 * U * guess
        if guess - error > ceiling:
            return AtLeast(guess - error, poor, total - lost) if _within_reach(good, cash, purses) else None
        if lost == before:
            break
        before, near = lost, guess
    limits -= guess
    if float(np.minimum.reduce(np.abs(limits, out=limits))) <= 2 * error + 2 * purses.doubt:
        return exact_price(good, purses, ledger)
    return Price(good, guess, error, poor > 0 if lost else None, int(total - lost))


def _doubt_of(good: Good, purses: Purses, poor: Floats, lost: float) -> float:
    """By how much the money of the poor may be wrong; looked at more closely where it could matter."""
    roughly = lost * purses.doubt
    if roughly <= good.cost * _NOTED:
        return roughly
    return float((good.heads * purses.doubts.take(good.groups)).dot(poor))


def _within_reach(good: Good, cash: Floats, purses: Purses) -> bool:
    """Whether all supporters together may have enough, as far as floats can tell."""
    total = float(np.add.reduce(cash))
    return total >= good.cost - good.voters * purses.doubt - (len(cash) + 4) * U * (total + good.cost)


def exact_price(good: Good, purses: Purses, ledger: Ledger) -> Price | None:
    """As `estimate`, in whole numbers: raise the price until nobody else turns out to be poor."""
    if ledger.holdings(good.groups) < good.cost:
        return None
    poor = ~ledger.lively(good.groups)
    while True:
        gift = ledger.holdings(good.groups[poor])
        weight = int(good.weights[~poor].sum())
        price = (good.cost - gift) / weight
        more = poor_exactly(good, purses, ledger, price=price)
        if np.array_equal(more, poor):
            near = float(price)
            return Price(good, near, 2 * U * near, poor, weight, price)
        poor = more


def poor_exactly(good: Good, purses: Purses, ledger: Ledger, *, price: Fraction) -> NDArray[np.bool_]:
    """Who has strictly less than the price (times their points)."""
    near = float(price)
    points = 1.0 if good.points_f is None else good.points_f
    held = purses.money[good.groups]
    lively = ledger.lively(good.groups)
    gap = held - near * points
    margin = purses.doubts[good.groups] + 4 * U * (near * points + held)
    poor: NDArray[np.bool_] = (gap < -margin) | ~lively
    known: dict[tuple[int, ...], Fraction] = {}
    for position in np.flatnonzero((np.abs(gap) <= margin) & lively).tolist():
        group = int(good.groups[position])
        purse = _purse(ledger, group, known)
        asked = price if good.points is None else price * int(good.points[position])
        poor[position] = purse < asked
    return poor


def _purse(ledger: Ledger, group: int, known: dict[tuple[int, ...], Fraction]) -> Fraction:
    market = ledger.market
    span = slice(int(market.starts[group]), int(market.starts[group + 1]))
    when: Ints = ledger.round_of[market.choices[span]]
    bought = when >= 0
    key = (*when[bought].tolist(), *market.weights[span][bought].tolist())
    if key not in known:
        known[key] = ledger.purse(group)
    return known[key]
