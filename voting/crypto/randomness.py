"""Randomness is passed in, so that tests and vectors can repeat a computation."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from secrets import randbelow

Draw = Callable[[int], int]
"""Returns a number below its argument, each equally likely."""

SECURE: Draw = randbelow
"""The operating system's generator: the only one that may seal a ballot or make a key."""


def from_seed(seed: str) -> Draw:
    """Return a generator whose numbers follow from the seed: as secret as the seed is.

    A browser seals with a fresh seed of 256 bits, so that an audit can repeat the sealing elsewhere.
    """
    drawn = 0

    def draw(limit: int) -> int:
        nonlocal drawn
        wide = b""
        for _ in range(limit.bit_length() // 256 + 2):
            wide += hashlib.sha256(f"{seed}|{drawn}".encode()).digest()
            drawn += 1
        return int.from_bytes(wide) % limit

    return draw
