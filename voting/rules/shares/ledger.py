"""Exact account of what was paid, kept so that most questions never need it.

Price k is (cost_k - what the poor gave) / (points of those who paid the price). What the poor gave is a share
per head minus earlier prices, so every price is a whole-number combination of the earlier ones. Prices are
held as
numerators over a running product of the denominators: no greatest common divisor is ever taken on the way.
Nothing of this is worked out until somebody asks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from voting.rules.ballots import Ints
from voting.rules.shares.market import Market

LIVELY = 2**62
_AT_ONCE = 20_000  # groups whose history is looked up in one go


class Entry(NamedTuple):
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

    def _histories(self, rows: Sequence[Ints], before: Sequence[int]) -> tuple[list[int], list[list[int]]]:
        """For each row of groups: heads in those that were lively before that purchase, and how often they
        had paid each price by then.
        """
        width = max(before, default=0) + 1
        owner = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
        groups, limit = np.concatenate(rows), np.array(before)[owner]
        lively = self.died[groups] >= limit
        groups, owner, limit = groups[lively], owner[lively], limit[lively]
        heads, sizes = self.market.counts[groups], self.market.sizes[groups]
        ends = np.cumsum(sizes)
        places = np.arange(int(sizes.sum())) + np.repeat(self.market.starts[groups] - ends + sizes, sizes)
        when = self.round_of[self.market.choices[places]]
        paid = ((when >= 0) & (when < np.repeat(limit, sizes))).nonzero()[0]
        member = np.repeat(np.arange(len(groups)), sizes)[paid]
        amounts = heads[member] * self.market.weights[places[paid]]
        keys = owner[member] * width + when[paid]
        table = np.bincount(keys, amounts, minlength=len(rows) * width).reshape(len(rows), width)
        totals = np.bincount(owner, heads, minlength=len(rows)).astype(np.int64).tolist()
        counts = table.astype(np.int64).tolist()  # whole numbers below 2**53: exact as floats
        return totals, [row[:size] for row, size in zip(counts, before, strict=True)]

    def _spent(self, paid: list[int]) -> tuple[int, int]:
        """Sum of prices times `paid`, as numerator and denominator; all these prices must be settled."""
        above, below = 0, 1
        for times, entry, numerator in zip(paid, self.entries, self._above, strict=False):
            above = above * entry.rich_weight + times * numerator
        if paid:
            below = self._below[len(paid) - 1]
        return above, below

    def _priced(self, asked: Sequence[tuple[Entry, int]]) -> Iterator[tuple[int, int]]:
        """Prices, as numerator and denominator, that these would have had just before those purchases."""
        first = 0
        while first < len(asked):
            last, size = first, 0
            while last < len(asked) and size < _AT_ONCE:
                size += len(asked[last][0].poor)
                last += 1
            some = asked[first:last]
            heads, paid = self._histories([entry.poor for entry, _ in some], [before for _, before in some])
            for (entry, _), number, counts in zip(some, heads, paid, strict=True):
                above, below = self._spent(counts)
                yield (entry.cost - self.share * number) * below + above, below * entry.rich_weight
            first = last

    def _settle(self) -> None:
        """Work out the prices of all purchases entered so far."""
        known = len(self._above)
        unsettled = list(enumerate(self.entries))[known:]
        for above, below in self._priced([(entry, k) for k, entry in unsettled]):
            self._above.append(above)
            self._below.append(below)

    def price(self, k: int) -> Fraction:
        """The exact price per point of purchase k, in scaled money."""
        self._settle()
        return Fraction(self._above[k], self._below[k])

    def offers(self, asked: Sequence[tuple[Entry, int]]) -> list[Fraction]:
        """The prices that these would have had just before the purchases of those numbers."""
        self._settle()
        return [Fraction(above, below) for above, below in self._priced(asked)]

    def holdings(self, groups: Ints) -> Fraction:
        """Exact money of all voters of these groups together."""
        self._settle()
        heads, paid = self._histories([groups], [len(self.entries)])
        above, below = self._spent(paid[0])
        return Fraction(self.share * heads[0] * below - above, below)

    def purse(self, group: int) -> Fraction:
        """Exact money of one voter of the group, which must be lively."""
        return self.holdings(np.array([group])) / int(self.market.counts[group])
