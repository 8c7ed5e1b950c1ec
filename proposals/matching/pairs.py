"""Pairs close enough to show a moderator: likely duplicates."""

from __future__ import annotations

from proposals.matching.documents import Pair
from proposals.matching.index import Index

CLOSE = 0.5
LOOKED_AT = 8


def close_pairs(index: Index, *, of: str | None = None) -> list[Pair]:
    """Return likely duplicates, best first; with `of`, only the pairs of that document."""
    if of is not None and of not in index:
        return []
    found: dict[tuple[str, str], float] = {}
    for id in index.ids if of is None else [of]:
        for match in index.neighbours(id, top=LOOKED_AT):
            if match.score >= CLOSE:
                first, second = sorted((id, match.id))
                found[first, second] = max(match.score, found.get((first, second), 0.0))
    ranked = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return [Pair(first, second, score) for (first, second), score in ranked]
