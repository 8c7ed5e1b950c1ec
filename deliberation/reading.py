"""One page of a discussion: which threads, which replies; at most five queries whatever the length."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.db import connection

from deliberation.models import Comment, HelpfulMark
from deliberation.rows import Row, comment_rows, rows_of
from deliberation.tally import Tally, tally_of
from processes.permissions import Person
from proposals.models import Proposal

THREADS = 20  # on one page
REPLIES = 3  # under each thread, until the reader asks for more
MARKS = f"SELECT comment_id FROM {HelpfulMark._meta.db_table} WHERE user_id = %s AND comment_id IN"
OPENED = 50  # replies in a thread that the reader opened


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a reader wants to be: at threads older than `before`, in one opened thread, or at one comment."""

    before: int | None = None
    thread: int | None = None
    after: int = 0
    comment: int | None = None


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
    """One page: threads newest first, their replies by the key of the thread, the reader's own marks."""

    tally: Tally
    threads: Sequence[Row]
    replies: Mapping[int, Sequence[Row]]
    marks: frozenset[int]
    opened: Opened | None = None
    before: int | None = None

    @property
    def older(self) -> int:
        """How many threads come after this page."""
        return max(0, self.tally.threads - self.tally.newer - len(self.threads))

    @property
    def newer(self) -> int:
        """How many threads come before this page."""
        return self.tally.newer


def read(proposal: Proposal, spot: Spot, user: Person) -> Reading:
    """Read the page of `proposal`'s discussion on which `spot` is, for `user`."""
    opened = _opened(proposal, spot)
    start = opened.number + 1 if opened else spot.before
    tally = tally_of(proposal, newer_than=start)
    before = start if tally.newer >= (THREADS if opened else 1) else None
    there = comment_rows().of(proposal).threads().older_than(before)
    threads = rows_of(there[:THREADS]) if tally.threads else []
    replies = _replies(threads, opened)
    shown = [row.pk for row in threads] + [row.pk for rows in replies.values() for row in rows]
    if before is None:
        tally = replace(tally, newer=0)
    return Reading(tally, threads, replies, marks_of(user, shown), opened, before)


def read_replies(proposal: Proposal, spot: Spot, user: Person) -> Reading | None:
    """Read only the thread that `spot` opens, with its replies; None if there is none."""
    opened = _opened(proposal, spot)
    if opened is None:
        return None
    threads = rows_of(comment_rows().filter(pk=opened.pk))
    replies = _replies(threads, opened)
    marks = marks_of(user, [row.pk for row in replies.get(opened.pk, ())])
    return Reading(Tally(0, 0, 0, 0, 0, 0, 0, 0), threads, replies, marks, opened)


def marks_of(user: Person, comments: Sequence[int]) -> frozenset[int]:
    """Those of `comments` that `user` marked as helpful."""
    if not user.is_authenticated or not comments:
        return frozenset()
    places = ", ".join(["%s"] * len(comments))
    with connection.cursor() as cursor:
        cursor.execute(f"{MARKS} ({places})", (user.pk, *comments))
        return frozenset(pk for (pk,) in cursor.fetchall())


def _opened(proposal: Proposal, spot: Spot) -> Opened | None:
    """Find the thread to open: the one asked for, or the one that the asked-for comment is in."""
    number = spot.comment if spot.comment is not None else spot.thread
    if number is None:
        return None
    found = Comment.objects.of(proposal).filter(number=number)
    for pk, root_pk, root, place in found.values_list("pk", "root", "root__number", "place"):
        after = spot.after if spot.comment is None else (0 if place <= OPENED else place - 1)
        return Opened(root_pk or pk, root or number, 0 if after <= REPLIES else after)
    return None


def _replies(threads: Sequence[Row], opened: Opened | None) -> dict[int, list[Row]]:
    """The replies shown under `threads`, by the key of the thread."""
    keys = {row.number: row.pk for row in threads if row.replies}
    if not keys:
        return {}
    pk, after = (opened.pk, opened.after) if opened else (None, 0)
    shown: dict[int, list[Row]] = {}
    for row in rows_of(comment_rows().replies_shown(list(keys.values()), REPLIES, pk, after, OPENED)):
        if row.root is not None:
            shown.setdefault(keys[row.root], []).append(row)
    return shown
