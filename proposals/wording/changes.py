"""Pure: two texts side by side. Paragraphs are matched first, then the words of those that changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import zip_longest

PIECES = re.compile(r"\s+|\w+|[^\w\s]")
MOST_PIECES = 3_000
MOST_LINES = 1_000
ALIKE = 0.4


class Kind(StrEnum):
    """What happened to some words."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Span:
    """Some words and what happened to them."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph as a reader sees what changed in it."""

    spans: tuple[Span, ...]

    @property
    def is_same(self) -> bool:
        """Whether nothing changed."""
        return all(span.kind is Kind.SAME for span in self.spans)


def changed(old: str, new: str) -> tuple[Span, ...]:
    """Return how `old` became `new`, word by word; neighbours of one kind are one span."""
    if old == new:
        return (Span(Kind.SAME, old),) if old else ()
    before, after = PIECES.findall(old), PIECES.findall(new)
    if max(len(before), len(after)) > MOST_PIECES:
        return _replaced(old, new)
    matcher = SequenceMatcher(None, before, after)
    if matcher.real_quick_ratio() < ALIKE or matcher.ratio() < ALIKE:
        return _replaced(old, new)
    return tuple(_joined(_spans(matcher.get_opcodes(), before, after)))


def paragraphs(old: str, new: str) -> list[Paragraph]:
    """Return the paragraphs of both texts in reading order, each with what changed in it."""
    before, after = split(old), split(new)
    if max(len(before), len(after)) > MOST_LINES:
        return [Paragraph(_replaced(old, new))]
    found: list[Paragraph] = []
    for tag, i, j, k, m in SequenceMatcher(None, before, after).get_opcodes():
        if tag == "equal":
            found += [Paragraph((Span(Kind.SAME, text),)) for text in before[i:j]]
        else:
            pairs = zip_longest(before[i:j], after[k:m], fillvalue="")
            found += [Paragraph(changed(one, other)) for one, other in pairs]
    return found


def split(text: str) -> list[str]:
    """Return the paragraphs and lines of a text, without the empty ones."""
    return [line for line in text.replace("\r\n", "\n").split("\n") if line.strip()]


def _replaced(old: str, new: str) -> tuple[Span, ...]:
    spans = (Span(Kind.REMOVED, old), Span(Kind.ADDED, new))
    return tuple(span for span in spans if span.text)


def _spans(
    opcodes: Sequence[tuple[str, int, int, int, int]], before: Sequence[str], after: Sequence[str]
) -> Iterator[Span]:
    for tag, i, j, k, m in opcodes:
        if tag == "equal":
            yield Span(Kind.SAME, "".join(before[i:j]))
            continue
        if i < j:
            yield Span(Kind.REMOVED, "".join(before[i:j]))
        if k < m:
            yield Span(Kind.ADDED, "".join(after[k:m]))


def _joined(spans: Iterator[Span]) -> Iterator[Span]:
    """Put a removed and an added word around a lone blank into one: "a b" to "c d" reads better whole."""
    removed = added = ""
    for span in spans:
        blank = span.kind is Kind.SAME and not span.text.strip()
        if span.kind is Kind.REMOVED:
            removed += span.text
        elif span.kind is Kind.ADDED:
            added += span.text
        elif blank and removed and added:
            removed, added = removed + span.text, added + span.text
        else:
            yield from _replaced(removed, added)
            removed = added = ""
            yield span
    yield from _replaced(removed, added)
