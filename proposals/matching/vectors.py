"""Counts of words made comparable: weights learned from a corpus, unit vectors for its documents.

Three views of a text, each normalised to length one so that a product is a cosine: stems weighted by sub-
linear frequency and rarity, character n-grams of all words, and the title's trigrams as a set (as pg_trgm
does).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from proposals.matching.block import Block, stacked
from proposals.matching.lexicon import BUCKETS, Floats, Lexicon, grams_of

_STEP = 1_000


@dataclass(frozen=True, slots=True)
class Weights:
    """What a corpus teaches: how rare each stem and each n-gram is. Frozen until the index is built again."""

    documents: int
    stem_rarity: Floats
    gram_rarity: Floats

    def of_stems(self, width: int) -> Floats:
        """Return the rarity of `width` stems; those learned later were never seen before."""
        unseen = np.full(
            max(0, width - len(self.stem_rarity)), np.log(1 + self.documents) + 1, dtype=np.float32
        )
        return np.concatenate([self.stem_rarity[:width], unseen])


@dataclass(frozen=True, slots=True)
class Vectors:
    """The documents of a block, one row each."""

    stems: sparse.csr_matrix  # unit rows over stems
    words: sparse.csr_matrix  # rows over words; times the words' n-grams they have length one
    trigrams: sparse.csr_matrix  # the title's set of trigrams
    trigram_counts: Floats

    def before(self, later: Vectors) -> Vectors:
        """Return these rows and then the later ones."""
        return Vectors(
            stacked(self.stems, later.stems),
            stacked(self.words, later.words),
            stacked(self.trigrams, later.trigrams),
            np.concatenate([self.trigram_counts, later.trigram_counts]),
        )


@dataclass(frozen=True, slots=True)
class Letters:
    """The n-grams of a lexicon's words, and which word has which stem."""

    grams: sparse.csr_matrix
    trigrams: sparse.csr_matrix
    stems: sparse.csr_matrix

    @classmethod
    def of(cls, lexicon: Lexicon, since: int = 0) -> Letters:
        """Return the letters of the words numbered `since` and later."""
        words = lexicon.spelled(since)
        of = np.asarray(lexicon.stem_of[since:], dtype=np.int32)
        ones = np.ones(len(words), dtype=np.float32)
        stems = sparse.csr_matrix(
            (ones, of, np.arange(len(words) + 1)), shape=(len(words), len(lexicon.stems))
        )
        return cls(grams_of(words), grams_of(words, (3,)), stems)

    def extended(self, lexicon: Lexicon) -> Letters:
        """Return these letters and those of the words learned since."""
        new = Letters.of(lexicon, since=self.grams.shape[0])
        return Letters(
            stacked(self.grams, new.grams),
            stacked(self.trigrams, new.trigrams),
            stacked(self.stems, new.stems),
        )


def rarity(frequency: Floats, documents: int) -> Floats:
    """Return smoothed inverse document frequencies."""
    return (np.log((1 + documents) / (1 + frequency)) + 1).astype(np.float32)


def weigh(counts: sparse.csr_matrix, letters: Letters) -> Weights:
    """Learn the weights of a corpus from its counts of words."""
    seen = counts.sign()
    stems = (seen @ letters.stems).sign()
    common = np.zeros(BUCKETS, dtype=np.float32)
    for start in range(0, counts.shape[0], _STEP):
        held = (seen[start : start + _STEP] @ letters.grams).indices
        common += np.bincount(held, minlength=BUCKETS)
    documents = counts.shape[0]
    by_stem = np.bincount(stems.indices, minlength=letters.stems.shape[1]).astype(np.float32)
    return Weights(documents, rarity(by_stem, documents), rarity(common, documents))


def damped(matrix: sparse.csr_matrix) -> sparse.csr_matrix:
    """Return 1 + log of what is there."""
    out = matrix.tocsr(copy=True)
    out.data = (1 + np.log(out.data)).astype(np.float32)
    return out


def unit(matrix: sparse.csr_matrix, lengths: Floats) -> sparse.csr_matrix:
    """Divide each row by its length."""
    return sparse.diags_array(1 / np.maximum(lengths, 1e-9)).astype(np.float32).dot(matrix).tocsr()


def vectors(block: Block, letters: Letters, weights: Weights) -> Vectors:
    """Return the vectors of a block's documents."""
    both = block.both
    stems = damped((both @ letters.stems).tocsr())
    stems = stems.multiply(weights.of_stems(stems.shape[1])[None, :]).tocsr()
    stems = unit(stems, np.sqrt(stems.multiply(stems).sum(axis=1)).A1)
    words = damped(both)
    lengths = [np.zeros(0, dtype=np.float32)]
    for start in range(0, words.shape[0], _STEP):
        part = (words[start : start + _STEP] @ letters.grams).tocsr()
        part.data = (part.data * weights.gram_rarity[part.indices]) ** 2
        lengths.append(np.sqrt(part.sum(axis=1)).A1)
    trigrams = (block.titles @ letters.trigrams).sign().tocsr()
    counts = np.diff(trigrams.indptr).astype(np.float32)
    return Vectors(stems, unit(words, np.concatenate(lengths)), trigrams, counts)
