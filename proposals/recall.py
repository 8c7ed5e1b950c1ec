"""Long lists remember for a while what is slow to work out; short ones work it out every time."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import TypeVar

from django.core.cache import cache

from processes.models import Process
from proposals.filters import Filters

LONG = 1_000
SECONDS = 5
COUNT_SECONDS = 60

Found = TypeVar("Found")


def is_long(process: Process) -> bool:
    """Return whether so many proposals were made in a process that counting them takes time."""
    return process.last_proposal_number >= LONG


def recalled(
    process: Process,
    what: str,
    filters: Filters,
    work: Callable[[], Found],
    *,
    seconds: int = SECONDS,
) -> Found:
    """Return what `work` returns, in a long list up to `seconds` old: for showing, never for deciding.

    `what` tells apart what is remembered under the same filters. What a reader asks of their own
    is worked out every time.
    """
    if not is_long(process) or filters.mine:
        return work()
    asked = f"{what} {process.support_threshold} {filters.address()}"
    return remembered(f"{process.pk}.{sha256(asked.encode()).hexdigest()}", work, seconds)


def remembered(key: str, work: Callable[[], Found], seconds: int = SECONDS) -> Found:
    """Return what `work` returned at most `seconds` ago under this key."""
    found: Found | None = cache.get(f"proposals.recall.{key}")
    if found is None:
        found = work()
        cache.set(f"proposals.recall.{key}", found, seconds)
    return found
