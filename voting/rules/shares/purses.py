"""Voters' money as floats that know how far they may be from the truth."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from voting.rules.ballots import Ints
from voting.rules.shares.market import Floats

U = 2.0**-52


@dataclass
class Purses:
    """Per group: money of one voter, and the distance at most from its exact value; `doubt` is the largest.

    Who has given all holds 0, exactly.
    """

    money: Floats
    doubts: Floats
    doubt: float

    @classmethod
    def opened(cls, groups: int, share: int) -> Purses:
        """Everybody holds a share."""
        first = float(share) * U
        return cls(np.full(groups, float(share)), np.full(groups, first), first)

    def copy(self) -> Purses:
        """The same money, apart."""
        return Purses(self.money.copy(), self.doubts.copy(), self.doubt)

    def empty(self, groups: Ints) -> None:
        """These groups give all they have."""
        self.money[groups] = 0.0
        self.doubts[groups] = 0.0

    def pay(self, groups: Ints, paid: float | Floats, error: float) -> None:
        """These groups pay so much per voter, give or take the error."""
        self.money[groups] = np.maximum(self.money[groups] - paid, 0.0)
        doubts = self.doubts[groups] + error
        self.doubts[groups] = doubts
        if len(groups):
            self.doubt = max(self.doubt, float(np.maximum.reduce(doubts)))
