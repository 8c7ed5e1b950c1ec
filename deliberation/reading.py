"""One page of a discussion: which threads, which replies; two queries whatever the length."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from deliberation.rows import Row
from deliberation.shown import Shown, page_rows, thread_rows
from deliberation.tally import Found, Tally, tally_around
from processes.permissions import Person
from proposals.models import Proposal

THREADS = 20  # on one page
REPLIES = 3  # under each thread, until the reader asks for more
OPENED = 50  # replies in a thread that the reader opened


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a reader wants to be: at threads older than `before`, in one opened thread, or at one comment."""

    before: int | None = None
    thread: int | None = None
    after: int = 0
    comment: int | None = None

    @property
    def asked(self) -> int | None:
        """The number of the comment that is asked for, or that starts the thread."""
        return self.comment if self.comment is not None else self.thread


def spot_of(query: Mapping[str, str]) -> Spot:
    """Read a spot from the address; what is not a number is ignored."""
    return Spot(
        before=_number(query, "before"),
        thread=_number(query, "thread"),
        after=_number(query, "after") or 0,
        comment=_number(query, "comment"),
    )


def _number(query: Mapping[str, str], key: str) -> int | None:
    text = query.get(key, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


@dataclass(frozen=True, slots=True)
class Opened:
    """The thread that is shown with many replies, those after the place `after`."""

    pk: int
    number: int
    after: int


@dataclass(frozen=True, slots=True)
class Reading:
    """One page: threads newest first, and their replies by the key of the thread."""

    tally: Tally
    threads: Sequence[Row]
    replies: Mapping[int, Sequence[Row]]
    opened: Opened | None = None
    before: int | None = None

    @property
    def older(self) -> int:
        """How many threads come after this page."""
        shown = sum(1 for row in self.threads if not row.is_gone)
        return max(0, self.tally.threads - self.tally.newer - shown)

    @property
    def newer(self) -> int:
        """How many threads come before this page."""
        return self.tally.newer


def read(proposal: Proposal, spot: Spot, user: Person, now: datetime) -> Reading:
    """Read the page of `proposal`'s discussion on which `spot` is, for `user`."""
    tally, found = tally_around(proposal, before=spot.before, asked=spot.asked)
    opened = _opened(spot, found)
    start = opened.number + 1 if opened else spot.before
    before = start if tally.newer >= (THREADS if opened else 1) else None
    if before is None:
        tally = replace(tally, newer=0)
    rows = page_rows(proposal, before, _shown(opened), user, now) if tally.last else []
    threads, replies = _sorted(rows)
    return Reading(tally, threads, replies, opened, before)


def read_replies(proposal: Proposal, spot: Spot, user: Person, now: datetime) -> Reading | None:
    """Read the replies after `spot.after` of the thread that `spot` opens; None if there is none.

    They are put where a page already shows the replies before them, so none of those comes again.
    """
    tally, found = tally_around(proposal, asked=spot.asked)
    if found is None:
        return None
    opened = Opened(found.root, found.root_number, spot.after)
    threads, replies = _sorted(thread_rows(_shown(opened), user, now))
    return Reading(tally, threads, replies, opened)


def _opened(spot: Spot, found: Found | None) -> Opened | None:
    """The thread to open: the one asked for, or the one that the asked-for comment is in."""
    if found is None:
        return None
    after = spot.after if spot.comment is None else (0 if found.place <= OPENED else found.place - 1)
    return Opened(found.root, found.root_number, 0 if after <= REPLIES else after)


def _shown(opened: Opened | None) -> Shown:
    return Shown(THREADS, REPLIES, opened.pk, opened.after, OPENED) if opened else Shown(THREADS, REPLIES)


def _sorted(rows: Sequence[Row]) -> tuple[list[Row], dict[int, list[Row]]]:
    """Tell threads from their replies, by the key of the thread; both keep their order."""
    threads = [row for row in rows if row.root is None]
    keys = {row.number: row.pk for row in threads}
    replies: dict[int, list[Row]] = {}
    for row in rows:
        if row.root is not None:
            replies.setdefault(keys[row.root], []).append(row)
    return threads, replies
