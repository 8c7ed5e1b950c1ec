"""The index: a frozen block of documents with weights learned from them, and a small block of later ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from proposals.matching import storage
from proposals.matching.block import Block
from proposals.matching.documents import Document, Match
from proposals.matching.letters import Letters
from proposals.matching.lexicon import Floats, Lexicon
from proposals.matching.marks import Marks, marks_of
from proposals.matching.query import Query
from proposals.matching.scoring import crowd, likeness, shared, told_apart
from proposals.matching.subjects import subject_of
from proposals.matching.vectors import Vectors, Weights

SMALLEST_REFREEZE = 64
SAME_SUBJECT = 0.6
AT_ONCE = 16


class Scorer(Protocol):
    """Another opinion on likeness, such as sentence embeddings: own scores in, scores to rank by out."""

    def __call__(self, query: Document, ids: Sequence[str], own: Floats, *, typed: bool) -> Floats:
        """Return a score from 0 to 1 for each id."""
        ...


@dataclass(frozen=True, slots=True)
class Near:
    """A document's surroundings: how crowded they are, and the likeness of the nearest."""

    id: str
    crowd: float
    nearest: dict[str, float]


class Index:
    """Documents to compare with. Not safe for writing from two threads at once."""

    def __init__(self, scorer: Scorer | None = None, held: tuple[Block, Lexicon] | None = None) -> None:
        """Begin empty, or with the tidy block that `build` and `load` make."""
        self.scorer = scorer
        self._freeze(*(held or Block.read([])))

    @classmethod
    def build(cls, documents: Iterable[Document], *, scorer: Scorer | None = None) -> Index:
        """Index documents; of several with one id the last counts. The order makes no other difference."""
        return cls(scorer, Block.read(documents))

    def _freeze(self, block: Block, lexicon: Lexicon) -> None:
        """Learn the weights from a tidy block and start an empty delta."""
        self._lexicon, self._letters = lexicon, Letters.of(lexicon)
        self._weights = Weights.learned(block, lexicon, self._letters)
        self._frozen, self._delta = block, Block.of([], lexicon)
        self._vectors = Vectors.of(block, lexicon, self._weights, by_document=False)
        self._later = Vectors.of(self._delta, lexicon, self._weights)
        self._at = {id: row for row, id in enumerate(block.ids)}
        self._gone: set[int] = set()

    def _refreeze(self) -> None:
        """Fold the delta in, forget what was removed, and learn the weights anew."""
        rows = [self._at[id] for id in self.ids]
        self._freeze(*self._frozen.before(self._delta).taken(rows).tidied(self._lexicon))

    def add(self, document: Document) -> None:
        """Add a document or replace the one with its id."""
        self.remove(document.id)
        row = Block.of([document], self._lexicon)
        if len(self._lexicon) > len(self._letters):
            self._letters = self._letters.extended(self._lexicon)
        self._at[document.id] = len(self._frozen) + len(self._delta)
        self._delta = self._delta.before(row)
        self._later = Vectors.joined(self._later, Vectors.of(row, self._lexicon, self._weights))
        if len(self._delta) > max(SMALLEST_REFREEZE, len(self._frozen) // 4):
            self._refreeze()

    def remove(self, id: str) -> None:
        """Forget a document; an unknown id is fine."""
        row = self._at.pop(id, None)
        if row is not None:
            self._gone.add(row)

    def __len__(self) -> int:
        return len(self._at)

    def __contains__(self, id: object) -> bool:
        return id in self._at

    @property
    def ids(self) -> list[str]:
        """The ids of all documents, in order of the alphabet."""
        return sorted(self._at)

    def similar(self, query: Document, *, top: int = 10, typed: bool = False) -> list[Match]:
        """Return the closest documents but the query's own, best first; `typed`: an unfinished title."""
        if not self._at or top < 1:
            return []
        asked = Query.of(query, self._lexicon, self._letters, self._weights, typed=typed)
        alike = self._alike(asked)[:, 0]
        if self.scorer is not None:
            alike = np.array(self.scorer(query, self._rows, alike, typed=typed), dtype=np.float32)
        best = self._nearest(alike, top, query.id)
        chances = told_apart(alike[best], crowd(alike))
        return [Match(self._name(row), round(float(c), 6)) for row, c in zip(best, chances, strict=True)]

    def same_subject(self, query: Document, *, top: int = 10, typed: bool = False) -> list[Match]:
        """Return documents about the same, whatever their words and language, the nearest first.

        The score is the cosine of concepts; of those on one subject the more alike come first. Empty where
        the query's language has no thesaurus, or the query names nothing that a city is asked for.
        """
        subject = subject_of(query, self._lexicon, self._weights, typed=typed)
        if not subject.nnz or top < 1:
            return []
        asked = Query.of(query, self._lexicon, self._letters, self._weights, typed=typed)
        parts = [shared(vectors.concepts, subject)[:, 0] for vectors in (self._vectors, self._later)]
        agree = np.concatenate(parts)
        both = np.where(agree >= SAME_SUBJECT, agree + self._alike(asked)[:, 0], 0)
        best = self._nearest(both, top, query.id)
        return [Match(self._name(row), round(min(float(agree[row]), 1.0), 6)) for row in best]

    def neighbours(self, ids: Sequence[str], *, top: int) -> Iterator[Near]:
        """Yield what is nearest to documents of the index, several compared at once."""
        for _, vectors, found, rows in self._parts(ids):
            for start in range(0, len(found), AT_ONCE):
                some = slice(start, start + AT_ONCE)
                asked = Query.again(vectors, rows[some], self._lexicon, self._letters, self._weights)
                for id, alike in zip(found[some], self._alike(asked).T, strict=True):
                    best = self._nearest(alike, top, id)
                    yield Near(id, crowd(alike), {self._name(row): float(alike[row]) for row in best})

    def marks(self, ids: Iterable[str]) -> dict[str, Marks]:
        """Return what tells documents of the index apart from others that read alike."""
        named = self._weights.named
        return {
            id: marks
            for block, _, found, rows in self._parts(ids)
            for id, marks in zip(found, marks_of(block, rows, self._lexicon, named), strict=True)
        }

    def _parts(self, ids: Iterable[str]) -> Iterator[tuple[Block, Vectors, list[str], list[int]]]:
        """Yield the two blocks with the documents asked for that stand in each, and their rows there."""
        size = len(self._frozen)
        first: list[str] = []
        later: list[str] = []
        for id in ids:
            (first if self._at[id] < size else later).append(id)
        yield self._frozen, self._vectors, first, [self._at[id] for id in first]
        yield self._delta, self._later, later, [self._at[id] - size for id in later]

    @property
    def _rows(self) -> list[str]:
        """Return the id of every row, removed ones too."""
        return self._frozen.ids + self._delta.ids

    def _name(self, row: int) -> str:
        """Return the id of a row."""
        size = len(self._frozen)
        return self._frozen.ids[row] if row < size else self._delta.ids[row - size]

    def _alike(self, asked: Query) -> Floats:
        """Return the likeness of every row."""
        first = likeness(asked, self._vectors)
        return np.concatenate([first, likeness(asked, self._later)]) if len(self._delta) else first

    def _nearest(self, alike: Floats, top: int, own: str) -> list[int]:
        """Return the best rows that are still there, ties in order of their ids; silence the others."""
        alike[[*self._gone, *([self._at[own]] if own in self._at else [])]] = 0
        rows = np.flatnonzero(alike > 0)
        if len(rows) > top:
            rows = rows[alike[rows] >= np.partition(alike[rows], -top)[-top]]
        return sorted(rows.tolist(), key=lambda row: (-alike[row], self._name(row)))[:top]

    def dump(self) -> bytes:
        """Return the index as bytes without code in them (JSON and plain arrays)."""
        if self._gone or len(self._delta):
            self._refreeze()
        return storage.pack(self._frozen, self._lexicon)

    @classmethod
    def load(cls, data: bytes, *, scorer: Scorer | None = None) -> Index:
        """Return the index that was dumped; raise ValueError for anything else."""
        return cls(scorer, storage.unpack(data))
