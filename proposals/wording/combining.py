"""Pure: two people changed one text. Where they changed different paragraphs, both changes stand."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

MOST_LINES = 1_000

Change = tuple[int, int, list[str]]


class Conflict(Exception):
    """Both changed the same passage; no machine may choose."""


def combined(base: str, mine: str, theirs: str) -> str:
    """Return `base` with the changes of both. Raises Conflict where they touch the same lines."""
    if mine in (base, theirs):
        return theirs
    if theirs == base:
        return mine
    old = base.split("\n")
    if max(text.count("\n") for text in (base, mine, theirs)) > MOST_LINES:
        raise Conflict
    changes = _merged(_changes(old, mine.split("\n")), _changes(old, theirs.split("\n")))
    lines: list[str] = []
    at = 0
    for start, end, new in changes:
        lines += old[at:start] + new
        at = end
    return "\n".join(lines + old[at:])


def _changes(old: Sequence[str], new: Sequence[str]) -> list[Change]:
    opcodes = SequenceMatcher(None, old, new).get_opcodes()
    return [(i, j, list(new[k:m])) for tag, i, j, k, m in opcodes if tag != "equal"]


def _merged(mine: list[Change], theirs: list[Change]) -> list[Change]:
    """Return all changes in order, the same one once. Raises Conflict where two overlap or touch."""
    both = sorted(mine, key=lambda change: change[:2])
    for change in theirs:
        if change in both:
            continue
        if any(change[0] <= end and start <= change[1] for start, end, _new in mine):
            raise Conflict
        both.append(change)
    return sorted(both, key=lambda change: change[:2])
