"""What rooms above have promised people about the dates of a process. Staff cannot break it unseen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from processes.models import Process
from processes.phases import Window

Guard = Callable[[Process, Sequence[Window], datetime], Iterable[str]]
_guards: list[Guard] = []


def keeps_dates(guard: Guard) -> Guard:
    """Register a function from a process, the windows it is to get and the moment to what they would break: a
    sentence for each promise.
    """
    _guards.append(guard)
    return guard


def broken_promises(process: Process, windows: Sequence[Window], now: datetime) -> list[str]:
    """Return a sentence for each promise that these dates would break."""
    return [sentence for guard in _guards for sentence in guard(process, windows, now)]
