"""The archive of a round as a file that only grows: how long it is, and its bytes from any place on.

Events are measured once: their lengths are summed up in the cache, since nothing of a board ever changes.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from django.core.cache import cache
from django.db.models.functions import Length

from voting.board.board import BALLOT, CHUNK, archive_blocks
from voting.board.pieces import sizes_of
from voting.crypto.archive import BLOCK, header, member_size
from voting.models import Board, BoardEvent, Round

EVENT = 2 * BLOCK
"""The bytes of the member that names an event: never longer than one block, and its head."""


@dataclass(frozen=True, slots=True)
class Extent:
    """How far the file goes: `height` events, `size` bytes; every CHUNK-th event begins at one of `marks`."""

    head: str = ""
    height: int = 0
    size: int = 0
    marks: tuple[int, ...] = field(default=(0,))


def extent_of(round: Round) -> Extent:
    """Return how far the archive of a round goes now (or further, where somebody else has measured more)."""
    board = Board.objects.only("head", "height", "timestamp").get(round=round)
    key = f"board-extent-{round.uuid}"
    known: Extent = cache.get(key) or Extent(size=len(header(board.timestamp)))
    if known.height < board.height:
        known = replace(_grown(round, known, board.height), head=board.head)
        cache.set(key, known, timeout=None)
    return known


def bytes_of(round: Round, extent: Extent, first: int, last: int) -> Iterator[bytes]:
    """Yield the bytes of the archive from number `first` to number `last`, both included."""
    mark = bisect_right(extent.marks, first) - 1
    before, left = first - extent.marks[mark], last - first + 1
    for block in archive_blocks(round, mark * CHUNK, extent.height):
        if before >= len(block):
            before -= len(block)
            continue
        piece = block[before : before + left]
        before, left = 0, left - len(piece)
        yield piece
        if not left:
            return


def _grown(round: Round, known: Extent, height: int) -> Extent:
    size, marks = known.size, list(known.marks)
    for number, length in enumerate(_lengths(round, known.height, height), start=known.height):
        if number and number % CHUNK == 0:
            marks.append(size)
        size += length
    return replace(known, height=height, size=size, marks=tuple(marks))


def _lengths(round: Round, start: int, stop: int) -> Iterator[int]:
    """Yield the bytes of each event. Ballots are ASCII, so the database can measure them."""
    events = BoardEvent.objects.filter(round=round, height__gte=start, height__lt=stop)
    ballots = events.filter(kind=BALLOT).annotate(letters=Length("data"))
    letters = dict(ballots.values_list("height", "letters"))
    for height in range(start, stop):
        if height in letters:
            yield EVENT + member_size(letters[height])
        else:
            yield EVENT + sum(member_size(size) for size in sizes_of(events.get(height=height)))
