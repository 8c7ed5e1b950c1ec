"""What goes in and what comes out: a text with its place, a match, a pair."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Document:
    """One proposal as the matcher sees it; `lang` may be empty, `place` is latitude and longitude."""

    id: str
    lang: str
    title: str
    body: str
    category: str = ""
    place: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """A document of the index and how close it is, from 0 to 1."""

    id: str
    score: float


@dataclass(frozen=True, slots=True)
class Pair:
    """Two documents that may be one idea; `first` sorts before `second`."""

    first: str
    second: str
    score: float
