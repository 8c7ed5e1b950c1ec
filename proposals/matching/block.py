"""Rows of documents: what is stored of them (counts of words), with no text left."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from proposals.matching.documents import Document
from proposals.matching.lexicon import Lexicon
from proposals.matching.rows import stacked, widened
from proposals.matching.thesaurus import Meanings
from proposals.matching.words import base_language, body_words, names_in, title_words

TITLE_WEIGHT = 3


@dataclass(frozen=True, slots=True)
class Block:
    """Documents as counts of a lexicon's words, titles and bodies apart; an unknown place is not a number."""

    ids: list[str]
    titles: sparse.csr_matrix
    bodies: sparse.csr_matrix
    named: sparse.csr_matrix  # the words that a body writes with a capital amid a sentence
    concepts: sparse.csr_matrix  # of the thesaurus, a title's heavier
    categories: list[str]
    places: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.ids)

    @classmethod
    def of(cls, documents: Sequence[Document], lexicon: Lexicon) -> Block:
        """Count the words of documents, teaching new ones to the lexicon."""
        in_titles, in_bodies = Meanings(), Meanings()
        titles = lexicon.count(in_titles.of((base_language(d.lang), title_words(d.title)) for d in documents))
        bodies = lexicon.count(in_bodies.of((base_language(d.lang), body_words(d.body)) for d in documents))
        named = lexicon.count((d.lang, names_in(d.body)) for d in documents)
        nowhere = (np.nan, np.nan)
        return cls(
            [d.id for d in documents],
            widened(titles, len(lexicon)),
            widened(bodies, len(lexicon)),
            named,
            (in_titles.counted() * TITLE_WEIGHT + in_bodies.counted()).tocsr(),
            [d.category for d in documents],
            np.array([d.place or nowhere for d in documents], dtype=np.float64).reshape(-1, 2),
        )

    @classmethod
    def read(cls, documents: Iterable[Document]) -> tuple[Block, Lexicon]:
        """Return a tidy block of documents in order of their ids, and its words; a later id replaces."""
        lexicon = Lexicon()
        latest = {document.id: document for document in documents}
        return cls.of([latest[id] for id in sorted(latest)], lexicon).tidied(lexicon)

    def taken(self, rows: Sequence[int]) -> Block:
        """Return some rows, in the order given."""
        ids, categories = [self.ids[r] for r in rows], [self.categories[r] for r in rows]
        at = np.asarray(rows, dtype=np.int64)
        counts = (self.titles[at], self.bodies[at], self.named[at], self.concepts[at])
        return Block(ids, *counts, categories, self.places[at])

    def before(self, later: Block) -> Block:
        """Return these rows and then the later ones, whose lexicon may have grown."""
        return Block(
            self.ids + later.ids,
            stacked(self.titles, later.titles),
            stacked(self.bodies, later.bodies),
            stacked(self.named, later.named),
            stacked(self.concepts, later.concepts),
            self.categories + later.categories,
            np.concatenate([self.places, later.places]),
        )

    def tidied(self, lexicon: Lexicon) -> tuple[Block, Lexicon]:
        """Return the block over a lexicon of only the words in use, in order of the alphabet.

        However an index came about, by building or by adding, it ends as the same numbers.
        """
        held = np.concatenate([self.titles.indices, self.bodies.indices])
        order = sorted(np.unique(held).tolist(), key=lexicon.keys.__getitem__)
        tidy = lexicon.kept(order)
        titles, bodies, named = (
            counts[:, order].tocsr() for counts in (self.titles, self.bodies, self.named)
        )
        for counts in (titles, bodies, named):
            counts.sort_indices()
        return replace(self, titles=titles, bodies=bodies, named=named), tidy
