"""Counts of words made comparable: weights learned from a corpus, vectors of length one for its documents.

Three views of a text. Stems, weighted by damped frequency and rarity; character n-grams of all words,
weighted by the rarity of both n-gram and word; the title's trigrams as a set (as pg_trgm does). A word in
the title counts like three in the body. The product of two vectors of length one is their cosine (Salton
and Buckley 1988).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from proposals.matching.block import Block, stacked
from proposals.matching.lexicon import TRIGRAMS, Floats, Lexicon, grams_of

TITLE_WEIGHT = 3
WORD_POWER = 0.5  # how much a word's own rarity weighs its letters
_STEP = 200


@dataclass(frozen=True, slots=True)
class Letters:
    """The n-grams of a lexicon's words, later words apart, and which word has which stem."""

    grams: sparse.csr_matrix
    later: sparse.csr_matrix
    stems: sparse.csr_matrix

    @classmethod
    def of(cls, lexicon: Lexicon) -> Letters:
        """Return the letters of all words."""
        return cls(grams_of(lexicon.spelled()), grams_of([]), stems_of(lexicon))

    def extended(self, lexicon: Lexicon) -> Letters:
        """Return these letters and those of the words learned since; the many are not copied."""
        new = grams_of(lexicon.spelled(len(self)))
        return Letters(self.grams, stacked(self.later, new), stems_of(lexicon))

    def __len__(self) -> int:
        return int(self.grams.shape[0] + self.later.shape[0])

    def gathered(self, words: sparse.csr_matrix) -> sparse.csr_matrix:
        """Return the n-grams of rows of words."""
        first = self.grams.shape[0]
        if words.shape[1] <= first:
            return (words @ self.grams[: words.shape[1]]).tocsr()
        return (
            words[:, :first] @ self.grams + words[:, first:] @ self.later[: words.shape[1] - first]
        ).tocsr()

    def spread(self, profile: Floats) -> Floats:
        """Return how much of a profile of n-grams each word holds."""
        return np.concatenate([self.grams @ profile, self.later @ profile])


def stems_of(lexicon: Lexicon) -> sparse.csr_matrix:
    """Return which word has which stem."""
    of = np.array(lexicon.stem_of, dtype=np.int32)
    parts = (np.ones(len(of), np.float32), of, np.arange(len(of) + 1))
    return sparse.csr_matrix(parts, shape=(len(of), len(lexicon.stems)))


@dataclass(frozen=True, slots=True)
class Weights:
    """What a corpus teaches: how rare each stem, word and n-gram is. Frozen until it is read again."""

    documents: int
    stems: Floats
    words: Floats
    grams: Floats

    @classmethod
    def learned(cls, counts: sparse.csr_matrix, letters: Letters) -> Weights:
        """Learn the weights of a corpus; how many documents hold an n-gram follows from its words."""
        documents = counts.shape[0]
        stems = np.bincount((counts @ letters.stems).tocsr().indices, minlength=letters.stems.shape[1])
        words = np.bincount(counts.indices, minlength=counts.shape[1])
        absent = np.log1p(-np.minimum(words / max(documents, 1), 0.999)).astype(np.float32)
        grams = documents * -np.expm1(letters.grams.T @ absent)
        return cls(documents, *(rarity(found, documents) for found in (stems, words, grams)))

    @property
    def unseen(self) -> float:
        """Return the rarity of what no document holds."""
        return float(np.log(1 + self.documents) + 1)

    def wide(self, known: Floats, width: int) -> Floats:
        """Return rarities for `width` stems or words, of which the later ones were never seen before."""
        missing = np.full(max(0, width - len(known)), self.unseen, dtype=np.float32)
        return np.concatenate([known[:width], missing])


@dataclass(frozen=True, slots=True)
class Vectors:
    """The documents of a block, one row each."""

    stems: sparse.csr_matrix  # over stems, length one
    words: sparse.csr_matrix  # over words; times the n-grams of words, length one
    trigrams: sparse.csr_matrix  # the title's set
    trigram_counts: Floats

    @classmethod
    def of(cls, block: Block, letters: Letters, weights: Weights) -> Vectors:
        """Return the vectors of a block's documents, a few at a time to need little memory."""
        by_stem = weights.wide(weights.stems, letters.stems.shape[1])
        by_word = weights.wide(weights.words, len(letters)) ** WORD_POWER
        parts = []
        for start in range(0, max(len(block), 1), _STEP):
            some = slice(start, start + _STEP)
            titles = block.titles[some]
            counts = (titles * TITLE_WEIGHT + block.bodies[some]).tocsr()
            stems = damped((counts @ letters.stems).tocsr(), by_stem)
            words = damped(counts, by_word)
            lengths = row_lengths(letters.gathered(words), weights.grams)
            trigrams = letters.gathered(titles)[:, :TRIGRAMS].sign()
            sizes = np.diff(trigrams.indptr).astype(np.float32)
            parts.append(cls(divided(stems, row_lengths(stems)), divided(words, lengths), trigrams, sizes))
        return cls.joined(*parts)

    @classmethod
    def joined(cls, *parts: Vectors) -> Vectors:
        """Return the rows of one after the other."""
        return cls(
            stacked(*(part.stems for part in parts)),
            stacked(*(part.words for part in parts)),
            stacked(*(part.trigrams for part in parts)),
            np.concatenate([part.trigram_counts for part in parts]),
        )


def rarity(frequency: NDArray[Any], documents: int) -> Floats:
    """Return smoothed inverse document frequencies."""
    return (np.log((1 + documents) / (1 + frequency)) + 1).astype(np.float32)


def damped(counts: sparse.csr_matrix, weights: Floats) -> sparse.csr_matrix:
    """Return (1 + log of the count) times the weight of its column."""
    out = counts.astype(np.float32)
    out.data = (1 + np.log(out.data)) * weights[out.indices]
    return out


def row_lengths(matrix: sparse.csr_matrix, weights: Floats | None = None) -> Floats:
    """Return the length of each row, its columns weighted."""
    values = matrix.data if weights is None else matrix.data * weights[matrix.indices]
    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    return np.sqrt(np.bincount(rows, values.astype(np.float64) ** 2, minlength=matrix.shape[0])).astype(
        np.float32
    )


def divided(matrix: sparse.csr_matrix, lengths: Floats) -> sparse.csr_matrix:
    """Divide each row by its length."""
    by = np.repeat(np.maximum(lengths, 1e-9), np.diff(matrix.indptr))
    return sparse.csr_matrix((matrix.data / by, matrix.indices, matrix.indptr), shape=matrix.shape)
