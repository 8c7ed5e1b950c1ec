"""Find the vote of every line without making a Python object per line.

The votes of a file are mostly repeats: this module groups equal fields by comparing eight bytes at a time.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from io import StringIO

import numpy as np
from numpy.typing import NDArray

from voting.rules.pabulib.errors import PabulibError

_SEMICOLON, _NEWLINE, _RETURN = 59, 10, 13
_MASKS = np.array([(1 << (8 * size)) - 1 for size in range(9)], dtype=np.uint64)
_LONGEST = 4096
_MIX = 0x9E3779B97F4A7C15


Span = tuple[NDArray[np.int64], NDArray[np.int64]]


@dataclass(frozen=True)
class Repeats:
    """Distinct field tuples in order of first appearance: how many lines hold each, and the first such line.

    The fields are either cut out (`cut`) or still lie in `data`, one span per column.
    """

    counts: NDArray[np.int64]
    lines: NDArray[np.int64]
    columns: int
    cut: list[tuple[str, ...]] | None = None
    data: bytes = b""
    spans: tuple[Span, ...] = ()

    @cached_property
    def texts(self) -> list[tuple[str, ...]]:
        """The fields as text."""
        if self.cut is not None:
            return self.cut
        columns = [
            [self.data[a:b].decode() for a, b in zip(start.tolist(), end.tolist(), strict=True)]
            for start, end in self.spans
        ]
        return list(zip(*columns, strict=True))


def group_fields(text: str, first_line: int, width: int, wanted: tuple[int, ...]) -> Repeats:
    """Group the lines of `text` (all the votes) by the columns `wanted`.

    width: number of columns. first_line: line number of the first vote.
    Raises PabulibError for a line with another number of fields.
    """
    spans = None if '"' in text else _spans(text.encode(), width, wanted)
    found = None if spans is None else _group(*spans, first_line)
    return found if found is not None else _group_slowly(text, first_line, width, wanted)


def vote_rows(text: str, first_line: int, width: int) -> Iterator[tuple[int, list[str]]]:
    """Yield line number and fields of each vote. Raises PabulibError for a line with too few or too many."""
    reader = csv.reader(StringIO(text, newline="\n"), delimiter=";")
    before = 0
    try:
        for row in reader:
            line, before = first_line + before, reader.line_num
            if not any(cell.strip() for cell in row):
                continue
            if len(row) != width:
                raise PabulibError(line, f"the vote has {len(row)} fields where the header has {width}")
            yield line, row
    except csv.Error as error:
        raise PabulibError(first_line + before, f"the line cannot be split into fields: {error}") from None


def _group_slowly(text: str, first_line: int, width: int, wanted: tuple[int, ...]) -> Repeats:
    seen: dict[tuple[str, ...], int] = {}
    counts: list[int] = []
    lines: list[int] = []
    for line, row in vote_rows(text, first_line, width):
        key = tuple(row[column] for column in wanted)
        place = seen.setdefault(key, len(seen))
        if place == len(counts):
            counts.append(0)
            lines.append(line)
        counts[place] += 1
    return Repeats(
        np.array(counts, dtype=np.int64), np.array(lines, dtype=np.int64), len(wanted), cut=list(seen)
    )


def equal_keys(keys: NDArray[np.uint64]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Group equal keys: where each appears first (in that order), the group of every key, and the sizes.

    As `np.unique`, several times faster because the sort need not be stable.
    """
    order = np.argsort(keys)
    ordered = keys[order]
    begins = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1])))
    counts = np.diff(np.append(begins, len(keys)))
    first = np.minimum.reduceat(order, begins)
    appearance = np.argsort(first)
    rank = np.empty_like(appearance)
    rank[appearance] = np.arange(len(appearance))
    member = np.empty_like(order)
    member[order] = np.repeat(rank, counts)
    return first[appearance], member, counts[appearance]


def words_at(data: bytes) -> NDArray[np.uint64]:
    """The eight bytes that begin at every place of the data, as one number each; beyond the end lie zeros."""
    return np.ndarray((len(data) + 1,), dtype="<u8", buffer=data + bytes(8), strides=(1,))


def masked(words: NDArray[np.uint64], sizes: NDArray[np.int64]) -> NDArray[np.uint64]:
    """Words without the bytes beyond the given sizes."""
    return words & _MASKS[np.clip(sizes, 0, 8)]


def _spans(data: bytes, width: int, wanted: tuple[int, ...]) -> tuple[bytes, list[Span]] | None:
    """Start and end of the wanted field on every line; None if the lines are not all plain and of one
    width.
    """
    data = data if data.endswith(b"\n") or not data else data + b"\n"
    buffer = np.frombuffer(data, dtype=np.uint8)
    ends = np.flatnonzero(buffer == _NEWLINE)
    marks = np.flatnonzero(buffer == _SEMICOLON)
    if not len(ends) or len(marks) != len(ends) * (width - 1):
        return None
    starts = np.concatenate((np.zeros(1, dtype=np.int64), ends[:-1] + 1))
    table = marks.reshape(len(ends), width - 1)
    if width > 1 and not (bool((table[:, 0] >= starts).all()) and bool((table[:, -1] < ends).all())):
        return None
    ends = ends - (buffer[ends - 1] == _RETURN)
    if bool((ends <= starts).any()):
        return None
    left = [starts if column == 0 else table[:, column - 1] + 1 for column in wanted]
    right = [ends if column == width - 1 else table[:, column] for column in wanted]
    return data, list(zip(left, right, strict=True))


def _group(data: bytes, spans: list[Span], first_line: int) -> Repeats | None:
    view = words_at(data)
    words: list[NDArray[np.uint64]] = []
    for start, end in spans:
        size = end - start
        longest = int(size.max(initial=0))
        if longest > _LONGEST:
            return None
        words.append(size.astype(np.uint64))
        for offset in range(0, longest, 8):
            inside = np.minimum(start + offset, len(data))
            words.append(masked(view[inside], size - offset))
    key = np.zeros(len(spans[0][0]), dtype=np.uint64)
    for word in words:
        key = (key ^ word) * np.uint64(_MIX)
        key ^= key >> np.uint64(29)
    first, member, counts = equal_keys(key)
    same = first[member]
    if any(not np.array_equal(word, word[same]) for word in words):
        return None
    kept = tuple((start[first], end[first]) for start, end in spans)
    return Repeats(counts, first + first_line, len(spans), data=data, spans=kept)
