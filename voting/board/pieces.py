"""Texts of the board that are too long for one row, such as a shuffle of many ballots: kept in pieces, and
written into the archive piece by piece, so that nobody who fetches it needs memory for all of one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db.models import Sum
from django.db.models.functions import Length

from voting.crypto.archive import member_end, member_head
from voting.crypto.encoding import Node
from voting.models import BoardEvent, BoardPiece

PIECE = 1_000_000


def split_long(texts: Sequence[str]) -> tuple[list[str], str]:
    """Return the texts as lines of `BoardEvent.data`, and the one that is to be kept in pieces ("" if none is
    so long). Its line is empty, as no text of the board is. Only ASCII is split, so that signs are bytes.
    """
    longest = max(texts, key=len, default="")
    if len(longest) <= PIECE or not longest.isascii():
        return list(texts), ""
    place = texts.index(longest)
    return [*texts[:place], "", *texts[place + 1 :]], longest


def add_pieces(event: BoardEvent, text: str) -> None:
    """Keep a long text of an event that was just added."""
    parts = (text[start : start + PIECE] for start in range(0, len(text), PIECE))
    for number, part in enumerate(parts):
        BoardPiece.objects.create(event=event, number=number, text=part)


def sizes_of(event: BoardEvent) -> list[int]:
    """Return how many bytes each text of an event has."""
    return [len(line.encode()) if line else _length(event) for line in event.lines]


def streamed(event: BoardEvent, place: int, timestamp: int) -> Iterator[bytes]:
    """Yield the archive's member of the text in pieces, which has this place among those of its event."""
    size = _length(event)
    yield member_head(f"{_digest(event, place)}.data.json", size, timestamp)
    for number in range(event.pieces.count()):
        yield event.pieces.values_list("text", flat=True).get(number=number).encode()
    yield member_end(size)


def _length(event: BoardEvent) -> int:
    return int(event.pieces.aggregate(all=Sum(Length("text")))["all"])


def _digest(event: BoardEvent, place: int) -> str:
    """Return the hash of a text without reading it: the payload's stands on its event, and the payload names
    the other texts by theirs, in their order.
    """
    if place == len(event.lines) - 1:
        return event.payload
    payload = Node.parse(event.lines[-1], f"event {event.height}").value
    assert isinstance(payload, dict)
    return [value for value in payload.values() if isinstance(value, str)][place]
