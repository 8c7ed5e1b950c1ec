"""Pairs close enough to show a moderator: likely duplicates, told from neighbours in a series.

Likeness is held against both crowds (see scoring.py), and the titles are compared once more: what one
person calls "Public restroom in Central Square" another calls almost the same. Against it speak numerals
that each title has and the other has not (stage I and stage II, lot 4 and lot 6), places far apart and
different categories.
"""

from __future__ import annotations

import math

from proposals.matching.documents import Pair
from proposals.matching.index import Index, Near
from proposals.matching.marks import Marks
from proposals.matching.scoring import REPEAT_POWER

CLOSE = 0.3
LOOKED_AT = 8
TITLE_WEIGHT = 0.25
CROWD_WEIGHT = 0.7  # of each of the two
NUMERALS_DIFFER = 0.4
NAMES_DIFFER = 0.15
CATEGORIES_DIFFER = 0.05
NEAR_BY, FAR_AWAY = 200.0, 1_000.0  # metres
PLACE_WEIGHT = 0.1
MIDDLE, STEEPNESS = 0.25, 6.0
_EARTH = 6_371_000.0


def close_pairs(index: Index, *, of: str | None = None, above: float = CLOSE) -> list[Pair]:
    """Return likely duplicates, best first; with `of`, only the pairs of that document."""
    if of is not None and of not in index:
        return []
    around = {near.id: near for near in index.neighbours(index.ids if of is None else [of], top=LOOKED_AT)}
    others = {id for near in around.values() for id in near.nearest} - around.keys()
    around |= {near.id: near for near in index.neighbours(sorted(others), top=LOOKED_AT)}
    marks = index.marks(around)
    found: dict[tuple[str, str], float] = {}
    for id in index.ids if of is None else [of]:
        for other, alike in around[id].nearest.items():
            score = chance(alike, around[id], around[other], marks[id], marks[other])
            if score >= above:
                found[min(id, other), max(id, other)] = score
    ranked = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return [Pair(first, second, round(score, 6)) for (first, second), score in ranked]


def chance(alike: float, one: Near, other: Near, mine: Marks, yours: Marks) -> float:
    """Return how likely two documents are one idea, from 0 to 1."""
    if alike >= 1 - 1e-6:
        return 1.0
    evidence = (
        alike + TITLE_WEIGHT * share(mine.trigrams, yours.trigrams) - CROWD_WEIGHT * (one.crowd + other.crowd)
    )
    against = against_it(mine, yours)
    repeat = alike**REPEAT_POWER if against <= 0 else 0.0
    return max(repeat, 1 / (1 + math.exp(-STEEPNESS * (evidence - against - MIDDLE))))


def against_it(mine: Marks, yours: Marks) -> float:
    """Return what numerals, categories and places say against a pair; less than nothing speaks for it."""
    said = 0.0
    if mine.numerals - yours.numerals and yours.numerals - mine.numerals:
        said += NUMERALS_DIFFER
    if not mine.names & yours.names and (mine.names - yours.stems or yours.names - mine.stems):
        said += NAMES_DIFFER
    if mine.category and yours.category and mine.category != yours.category:
        said += CATEGORIES_DIFFER
    distance = metres(mine, yours)
    if distance <= NEAR_BY:
        said -= PLACE_WEIGHT
    elif distance > FAR_AWAY:
        said += PLACE_WEIGHT
    return said


def share(mine: set[int], yours: set[int]) -> float:
    """Return the share of trigrams that two titles have in common."""
    return len(mine & yours) / max(len(mine | yours), 1)


def metres(mine: Marks, yours: Marks) -> float:
    """Return the distance between two places, not a number where one is unknown (haversine)."""
    lat1, lon1, lat2, lon2 = (math.radians(float(angle)) for angle in (*mine.place, *yours.place))
    chord = (
        math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    )
    return 2 * _EARTH * math.asin(math.sqrt(min(chord, 1.0))) if not math.isnan(chord) else math.nan
