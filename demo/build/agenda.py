"""What happens in the city, put in the order of time before it is done, so that the public log reads true."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime


class Agenda:
    """Acts with their moments. `run` yields after each act, so that the caller can show progress."""

    def __init__(self) -> None:
        self._acts: list[tuple[datetime, int, Callable[[datetime], object]]] = []

    def __len__(self) -> int:
        return len(self._acts)

    def add(self, when: datetime, act: Callable[[datetime], object]) -> None:
        """Plan `act(when)`; acts of the same moment keep the order in which they were planned."""
        self._acts.append((when, len(self._acts), act))

    def run(self) -> Iterator[datetime]:
        """Do everything in the order of time."""
        for when, _number, act in sorted(self._acts, key=lambda planned: planned[:2]):
            act(when)
            yield when
