"""A page of the log: the newest first, continued from where the reader stopped, never counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import groupby

from django.utils import timezone

from audit.models import Entry
from audit.querysets import EntryQuerySet

PAGE = 20
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True)
class Page:
    """Some entries by day, and the place from which the earlier ones go on ("" if there are none)."""

    days: Sequence[tuple[date, list[Entry]]]
    earlier: str
    is_newest: bool


def page_of(entries: EntryQuerySet, place: str) -> Page:
    """The page that begins after `place`, a value of `Page.earlier`; an unknown place is the newest page."""
    start = _parsed(place)
    if start is not None:
        entries = entries.before(*start)
    rows = list(entries.newest_first().for_sentences()[: PAGE + 1])
    shown = rows[:PAGE]
    days = [(day, list(group)) for day, group in groupby(shown, key=lambda e: timezone.localdate(e.at))]
    return Page(days, _place(shown[-1]) if len(rows) > PAGE else "", start is None)


def _place(entry: Entry) -> str:
    return f"{(entry.at - EPOCH) // MICROSECOND}-{entry.pk}"


def _parsed(place: str) -> tuple[datetime, int] | None:
    try:
        moment, pk = (int(part) for part in place.split("-"))
        return (EPOCH + moment * MICROSECOND, pk) if pk < 2**63 else None
    except (ValueError, OverflowError):
        return None
