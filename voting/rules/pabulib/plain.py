"""Ballots of the usual form, all in one go: no blanks, no repeats, whole points; others go one by one."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from voting.rules.ballots import Ballots, Ints
from voting.rules.model import VoteType
from voting.rules.pabulib.fields import Repeats, equal_keys, masked, words_at

_MIX = np.uint64(0x9E3779B97F4A7C15)
_MIXES = np.array(
    [0x9E3779B97F4A7C15, 0xD1B54A32D192ED03, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB], dtype=np.uint64
)
_COMMA, _WORD = 44, 8
_LARGEST_TABLE = 18  # bits


def parse_plain(found: Repeats, index: Mapping[str, int], kind: VoteType) -> Ballots | None:
    """Turn distinct votes into ballots; None if one of them needs a closer look."""
    if not len(found.counts) or not found.spans or b"\0" in found.data:
        return None
    cut = _cut(found, index)
    return None if cut is None else _canonical(cut, found.counts, len(index), kind)


Cut = tuple[Ints, Ints, Ints | None]


def _cut(found: Repeats, index: Mapping[str, int]) -> Cut | None:
    """Starts, choices and points of the votes as they were written."""
    commas = np.flatnonzero(np.frombuffer(found.data, dtype=np.uint8) == _COMMA)
    view = words_at(found.data)
    votes = _split(view, commas, *found.spans[0])
    choices = None if votes is None else _choices(votes[1], index)
    if votes is None or choices is None:
        return None
    if found.columns == 1:
        return votes[0], choices, None
    marks = _split(view, commas, *found.spans[1])
    points = _points(marks[1]) if marks is not None and np.array_equal(marks[0], votes[0]) else None
    return None if points is None else (votes[0], choices, points)


def _canonical(cut: Cut, counts: Ints, projects: int, kind: VoteType) -> Ballots | None:
    """Sort the choices of each ballot (except in rankings); None if one names a project twice."""
    starts, choices, points = cut
    bits = projects.bit_length()
    keys = (np.repeat(np.arange(len(counts)), np.diff(starts)) << bits) + choices
    if points is None and kind is not VoteType.ORDINAL:
        keys.sort()
        return None if _repeats(keys) else _merge(starts, keys & ((1 << bits) - 1), counts, None)
    order = np.argsort(keys)
    if _repeats(keys[order]):
        return None
    if kind is VoteType.ORDINAL:
        return Ballots(starts, choices, counts, points)
    return _merge(starts, choices[order], counts, None if points is None else points[order])


def _repeats(keys: Ints) -> bool:
    return bool((keys[1:] == keys[:-1]).any())


def _split(
    view: NDArray[np.uint64], commas: Ints, start: Ints, end: Ints
) -> tuple[Ints, NDArray[np.uint64]] | None:
    """Cut fields at their commas: where the parts of each field begin in the list of parts, and the parts.

    None if a part is empty or longer than a word.
    """
    low, high = np.searchsorted(commas, start), np.searchsorted(commas, end)
    counts = high - low + 1
    starts = np.zeros(len(start) + 1, dtype=np.int64)
    np.cumsum(counts, out=starts[1:])
    after = np.arange(starts[-1]) + np.repeat(low - starts[:-1], counts)  # the comma that ends each part
    ends, begins = np.append(commas, 0).take(after, mode="clip"), np.empty(starts[-1], dtype=np.int64)
    ends[starts[1:] - 1] = end
    begins[1:] = ends[:-1] + 1
    begins[starts[:-1]] = start
    sizes = ends - begins
    if int(sizes.min()) < 1 or int(sizes.max()) > _WORD:
        return None
    return starts, masked(view[begins], sizes)


def _choices(words: NDArray[np.uint64], index: Mapping[str, int]) -> Ints | None:
    """Positions of the projects named; None if one is not listed (or its id is longer than a word)."""
    short = {name.encode(): place for name, place in index.items() if len(name.encode()) <= _WORD}
    if not short:
        return None
    known = np.array([int.from_bytes(name, "little") for name in short], dtype=np.uint64)
    places = np.array(list(short.values()), dtype=np.int64)
    at = _look_up(known, words)
    return places[at] if np.array_equal(known[at], words) else None


def _look_up(known: NDArray[np.uint64], words: NDArray[np.uint64]) -> Ints:
    """Where each word stands among those known, if it does: by a table in which no two of them collide."""
    bits = min(2 * len(known).bit_length() + 1, _LARGEST_TABLE)
    for mix in _MIXES:
        slots = ((known * mix) >> np.uint64(64 - bits)).view(np.int64)
        table = np.zeros(1 << bits, dtype=np.int64)
        table[slots] = np.arange(len(known))
        if np.array_equal(table[slots], np.arange(len(known))):
            return np.asarray(table[((words * mix) >> np.uint64(64 - bits)).view(np.int64)])
    order = np.argsort(known)
    return np.asarray(order[np.minimum(np.searchsorted(known[order], words), len(known) - 1)])


def _points(words: NDArray[np.uint64]) -> Ints | None:
    """Whole points; None for anything else. Eight digits stay below the limit on points."""
    distinct, member = np.unique(words, return_inverse=True)
    texts = [int(word).to_bytes(_WORD, "little").rstrip(b"\0") for word in distinct.tolist()]
    if not all(text.isdigit() for text in texts):
        return None
    return np.array([int(text) for text in texts], dtype=np.int64)[member]


def _merge(starts: Ints, choices: Ints, counts: Ints, points: Ints | None) -> Ballots | None:
    """Add up ballots that have become equal now that each is sorted; None if unequal ones hash alike."""
    sizes = np.diff(starts)
    weights = (choices + 1).astype(np.uint64) * _MIX
    weights ^= weights >> np.uint64(29)
    weights *= _MIX
    if points is not None:
        weights ^= (points.astype(np.uint64) + np.uint64(1)) * np.uint64(0xD1B54A32D192ED03)
        weights *= _MIX
    weights ^= weights >> np.uint64(31)
    first, member, _ = equal_keys(np.add.reduceat(weights, starts[:-1]))
    if len(first) == len(counts):
        return Ballots(starts, choices, counts, points)
    same = first[member]
    if not np.array_equal(sizes, sizes[same]):
        return None
    twins = np.arange(len(choices)) - np.repeat(starts[:-1] - starts[same], sizes)
    if not np.array_equal(choices, choices[twins]):
        return None
    if points is not None and not np.array_equal(points, points[twins]):
        return None
    total = np.bincount(member, weights=counts, minlength=len(first)).astype(np.int64)
    keep = np.zeros(len(sizes), dtype=np.bool_)
    keep[first] = True
    entries = np.repeat(keep, sizes)
    packed = np.zeros(len(first) + 1, dtype=np.int64)
    np.cumsum(sizes[first], out=packed[1:])
    return Ballots(packed, choices[entries], total, None if points is None else points[entries])
