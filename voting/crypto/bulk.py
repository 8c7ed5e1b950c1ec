"""Long lists of group operations, spread over the processors (libsodium runs outside Python's lock)."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from voting.crypto.groups import Element, Group

Item = TypeVar("Item")
Result = TypeVar("Result")

WORTH_SPREADING = 512
THREADS = os.cpu_count() or 1


def spread(work: Callable[[Item], Result], items: Sequence[Item]) -> list[Result]:
    """Return the results in order; a short list is done on the spot."""
    if THREADS == 1 or len(items) < WORTH_SPREADING:
        return [work(item) for item in items]
    step = -(-len(items) // (THREADS * 4))
    parts = [items[start : start + step] for start in range(0, len(items), step)]
    with ThreadPoolExecutor(THREADS) as pool:
        return [
            result for part in pool.map(lambda part: [work(item) for item in part], parts) for result in part
        ]


def powers(group: Group, bases: Sequence[Element], exponents: Sequence[int]) -> list[Element]:
    """Return every base to its exponent."""
    return spread(lambda pair: group.power(*pair), list(zip(bases, exponents, strict=True)))


def product_of_powers(group: Group, bases: Sequence[Element], exponents: Sequence[int]) -> Element:
    """Return the product of every base to its exponent."""
    return group.product(powers(group, bases, exponents))
