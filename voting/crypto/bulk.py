"""Long lists of group operations, spread over the processors (libsodium runs outside Python's lock). Whoever
wants to know how far they are listens: see `heard`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

from voting.crypto.groups import Element, Group

Item = TypeVar("Item")
Result = TypeVar("Result")

WORTH_SPREADING = 512
PART = 250
THREADS = os.cpu_count() or 1

Listener = Callable[[int], object]
_listener: ContextVar[Listener] = ContextVar("listener", default=lambda _: None)


@contextmanager
def heard(listener: Listener) -> Iterator[None]:
    """While this is open, `listener` is told how many more items were worked through, in the thread that
    asked for the work.
    """
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


def tell(items: int) -> None:
    """Tell whoever listens that so many more items were worked through."""
    _listener.get()(items)


def spread(work: Callable[[Item], Result], items: Sequence[Item]) -> list[Result]:
    """Return the results in order; a short list is done on the spot."""
    results: list[Result] = []
    parts = [items[start : start + PART] for start in range(0, len(items), PART)]
    for done in _worked(lambda part: [work(item) for item in part], parts, len(items)):
        results += done
        tell(len(done))
    return results


def _worked(
    work: Callable[[Sequence[Item]], list[Result]], parts: Sequence[Sequence[Item]], items: int
) -> Iterator[list[Result]]:
    if THREADS == 1 or items < WORTH_SPREADING:
        yield from map(work, parts)
        return
    with ThreadPoolExecutor(THREADS) as pool:
        yield from pool.map(work, parts)


def powers(group: Group, bases: Sequence[Element], exponents: Sequence[int]) -> list[Element]:
    """Return every base to its exponent."""
    return spread(lambda pair: group.power(*pair), list(zip(bases, exponents, strict=True)))


def product_of_powers(group: Group, bases: Sequence[Element], exponents: Sequence[int]) -> Element:
    """Return the product of every base to its exponent."""
    return group.product(powers(group, bases, exponents))
