"""Exact account of what was paid, kept so that most questions never need it.

Price k is (cost_k - what the poor gave) / (points of those who paid the price). What the poor gave is a share
per head minus earlier prices, so every price is a whole-number combination of the earlier ones. Prices are
held as
numerators over a running product of the denominators: no greatest common divisor is ever taken on the way.
Nothing of this is worked out until somebody asks.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from voting.rules.ballots import Ints
from voting.rules.shares.market import Market

LIVELY = 2**62


@dataclass(frozen=True, slots=True)
class Entry:
    """A purchase: the groups that gave all they had (some may have had nothing), and the points of the
    others.
    """

    cost: int
    poor: Ints
    rich_weight: int


@dataclass
class Ledger:
    """Purchases in order.

    died: the purchase that took the last of a group's money without being paid in full; LIVELY if there was
    none. Those who are lively have paid all their prices in full, so that the sum of these is what they
    have spent.
    round_of: the purchase by which a project was bought, by position; -1 if it was not.
    """

    market: Market
    share: int
    died: Ints
    round_of: Ints
    entries: list[Entry] = field(default_factory=list)
    _above: list[int] = field(default_factory=list)
    _below: list[int] = field(default_factory=list)

    @classmethod
    def opened(cls, market: Market, share: int) -> Ledger:
        """An account in which nobody has paid anything."""
        died = np.full(len(market.counts), LIVELY, dtype=np.int64)
        return cls(market, share, died, np.full(len(market.contest.election.projects), -1, dtype=np.int64))

    def fork(self) -> Ledger:
        """A copy that can go its own way."""
        entries, above, below = list(self.entries), list(self._above), list(self._below)
        return Ledger(self.market, self.share, self.died.copy(), self.round_of.copy(), entries, above, below)

    def lively(self, groups: Ints) -> NDArray[np.bool_]:
        """Which of these groups have paid all their prices in full."""
        return np.asarray(self.died[groups] == LIVELY)

    def buy(self, place: int, cost: int, poor: Ints, rich_weight: int) -> None:
        """Enter a purchase. poor: the supporting groups that give all they have; rich_weight: points of the
        rest.
        """
        number = len(self.entries)
        self.entries.append(Entry(cost, poor, rich_weight))
        self.died[poor] = np.minimum(self.died[poor], number)
        self.round_of[place] = number

    def _history(self, groups: Ints, before: int) -> tuple[int, list[int]]:
        """Heads in the groups that were lively before purchase `before`, and how often they had paid each
        price.
        """
        groups = groups[self.died[groups] >= before]
        if not len(groups):
            return 0, [0] * before
        heads = self.market.counts[groups]
        sizes = self.market.sizes[groups]
        ends = np.cumsum(sizes)
        places = np.arange(ends[-1]) + np.repeat(self.market.starts[groups] - ends + sizes, sizes)
        when = self.round_of[self.market.choices[places]]
        paid = (when >= 0) & (when < before)
        amounts = np.repeat(heads, sizes)[paid] * self.market.weights[places[paid]]
        counts = np.zeros(before, dtype=np.int64)
        np.add.at(counts, when[paid], amounts)
        return int(heads.sum()), counts.tolist()

    def _spent(self, paid: list[int]) -> tuple[int, int]:
        """Sum of prices times `paid`, as numerator and denominator; all these prices must be settled."""
        above, below = 0, 1
        for times, entry, numerator in zip(paid, self.entries, self._above, strict=False):
            above = above * entry.rich_weight + times * numerator
        if paid:
            below = self._below[len(paid) - 1]
        return above, below

    def _settle(self) -> None:
        for k in range(len(self._above), len(self.entries)):
            entry = self.entries[k]
            heads, paid = self._history(entry.poor, k)
            above, below = self._spent(paid)
            self._above.append((entry.cost - self.share * heads) * below + above)
            self._below.append(below * entry.rich_weight)

    def price(self, k: int) -> Fraction:
        """The exact price per point of purchase k, in scaled money."""
        self._settle()
        return Fraction(self._above[k], self._below[k])

    def holdings(self, groups: Ints) -> Fraction:
        """Exact money of all voters of these groups together."""
        self._settle()
        heads, paid = self._history(groups, len(self.entries))
        above, below = self._spent(paid)
        return Fraction(self.share * heads * below - above, below)

    def purse(self, group: int) -> Fraction:
        """Exact money of one voter of the group, which must be lively."""
        return self.holdings(np.array([group])) / int(self.market.counts[group])
