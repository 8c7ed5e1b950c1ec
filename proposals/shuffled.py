"""Pure: a fair random order that is never stored. Each seed gives the numbers of a process another order.

A number is mixed into a position and back by steps that can each be undone, in a range that is a power of
two: so new proposals find their place without moving the others, and any page is as quick as the first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

ROUNDS = 3
LEAST_BITS = 6
MARK = re.compile("[0-9a-f]{1,8}", re.ASCII)


@dataclass(frozen=True)
class Shuffle:
    """The order of one seed over the numbers below 2**bits."""

    seed: int
    bits: int

    @property
    def size(self) -> int:
        """How many positions there are."""
        return 1 << self.bits

    @property
    def mark(self) -> str:
        """What an address needs to show the same order again."""
        return f"{self.seed:x}"

    @cached_property
    def _rounds(self) -> list[tuple[int, int, int]]:
        """A factor, its inverse and a summand for each round, drawn from the seed."""
        state, found = self.seed, []
        for _round in range(ROUNDS):
            state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
            factor = (state >> 17) % self.size | 1
            found.append((factor, pow(factor, -1, self.size), (state >> 40) % self.size))
        return found

    def position(self, number: int) -> int:
        """Return where `number` stands."""
        half, mask = (self.bits + 1) // 2, self.size - 1
        for factor, _inverse, summand in self._rounds:
            number = (number * factor + summand) & mask
            number ^= number >> half
        return number

    def number(self, position: int) -> int:
        """Return which number stands at `position`."""
        half, mask = (self.bits + 1) // 2, self.size - 1
        for _factor, inverse, summand in reversed(self._rounds):
            position ^= position >> half
            position = ((position - summand) * inverse) & mask
        return position


def shuffle_for(seed: int, highest: int) -> Shuffle:
    """Return the order of `seed` for numbers up to `highest`."""
    return Shuffle(seed % 2**32, max(LEAST_BITS, highest.bit_length()))


def shuffle_of(mark: str, highest: int) -> Shuffle | None:
    """Return the order that a mark stands for; None for what is no mark."""
    return shuffle_for(int(mark, 16), highest) if MARK.fullmatch(mark) else None
