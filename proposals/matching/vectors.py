"""Counts of words made comparable: weights learned from a corpus, vectors of length one for its documents.

Four views of a text. Stems, weighted by damped frequency and rarity; the body's stems once more, apart;
character n-grams of all words, weighted by the rarity of both n-gram and word; the title's trigrams as a
set (as pg_trgm does). A word in the title counts like three in the body. The product of two vectors of
length one is their cosine (Salton and Buckley 1988).

A cosine favours short texts over long ones on the same thing. So a query's stems are compared with how
long a document is for its corpus in mind: pivoted normalisation (Singhal, Buckley and Mitra 1996,
https://doi.org/10.1145/243199.243206), with the slope they found for cosines.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from proposals.matching.block import TITLE_WEIGHT, Block
from proposals.matching.letters import Letters, gathered, trigram_sets
from proposals.matching.lexicon import Floats, Lexicon
from proposals.matching.rows import rows, stacked

WORD_POWER = 0.5  # how much a word's own rarity weighs its letters
SLOPE = 0.75
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Weights:
    """What a corpus teaches. Frozen until it is read again."""

    documents: int
    stems: Floats  # how rare each is, as of words and n-grams
    words: Floats
    grams: Floats
    titled: NDArray[np.int32]  # how many titles hold each word
    named: NDArray[np.bool_]  # which stems are names: half of the bodies that hold one write a capital
    typical: float  # the mean length of a document's stems
    concepts: Floats  # how rare each is

    @classmethod
    def learned(cls, block: Block, lexicon: Lexicon, letters: Letters) -> Weights:
        """Learn the weights of a corpus; how many documents hold an n-gram follows from its words."""
        counts, documents = weighed(block), len(block)
        by_stem = lexicon.by_stem(counts)
        in_bodies = lexicon.by_stem(block.bodies)
        held = frequencies(counts)
        absent = np.log1p(-np.minimum(held / max(documents, 1), 0.999)).astype(np.float32)
        stems = rarity(frequencies(by_stem), documents)
        return cls(
            documents,
            stems,
            rarity(held, documents),
            rarity(documents * -np.expm1(letters.summed(absent)), documents),
            frequencies(block.titles).astype(np.int32),
            2 * frequencies(lexicon.by_stem(block.named)) >= np.maximum(frequencies(in_bodies), 1),
            float(row_lengths(weighted(by_stem, stems, 0)).sum()) / max(documents, 1),
            rarity(frequencies(block.concepts), documents),
        )

    @property
    def unseen(self) -> float:
        """Return the rarity of what no document holds."""
        return float(np.log(1 + self.documents) + 1)

    def fullness(self, lengths: Floats) -> Floats:
        """Return what a cosine is multiplied by for a text's length: more for those longer than typical."""
        full: Floats = lengths / np.maximum((1 - SLOPE) * self.typical + SLOPE * lengths, 1e-9)
        return full


@dataclass(frozen=True, slots=True)
class Vectors:
    """The documents of a block, one row each."""

    stems: sparse.csr_matrix | sparse.csc_matrix  # over stems, length one
    bodies: sparse.csr_matrix | sparse.csc_matrix  # the same of bodies alone
    words: sparse.csr_matrix  # over words; times the n-grams of words, length one
    trigrams: sparse.csr_matrix | sparse.csc_matrix  # the title's set
    trigram_counts: Floats
    fullness: Floats
    bodiless: NDArray[np.bool_]
    concepts: sparse.csr_matrix | sparse.csc_matrix  # over concepts of the thesaurus, length one

    @classmethod
    def of(cls, block: Block, lexicon: Lexicon, weights: Weights, *, by_document: bool = True) -> Vectors:
        """Return the vectors of a block's documents, one view after the other to need little memory.

        Not by document but by stem and trigram, they answer sooner: few documents hold what a query asks.
        """

        def turned(matrix: sparse.csr_matrix) -> sparse.csr_matrix | sparse.csc_matrix:
            return matrix if by_document else matrix.tocsc()

        counts = weighed(block)
        stems = weighted(lexicon.by_stem(counts), weights.stems, weights.unseen)
        lengths = row_lengths(stems)
        stems = turned(divided(stems, lengths))
        bodies = weighted(lexicon.by_stem(block.bodies), weights.stems, weights.unseen)
        bodies = turned(divided(bodies, row_lengths(bodies)))
        words = weighted(counts, weights.words**WORD_POWER, weights.unseen**WORD_POWER)
        by_letters = [row_lengths(gathered(some, lexicon), weights.grams) for some in slices(words)]
        concepts = weighted(block.concepts.copy(), weights.concepts, weights.unseen)
        trigrams = stacked(*(trigram_sets(some, lexicon) for some in slices(block.titles)))
        return cls(
            stems,
            bodies,
            divided(words, np.concatenate(by_letters)),
            turned(trigrams),
            np.diff(trigrams.indptr).astype(np.float32),
            weights.fullness(lengths),
            np.diff(block.bodies.indptr) == 0,
            turned(divided(concepts, row_lengths(concepts))),
        )

    @classmethod
    def joined(cls, *parts: Vectors) -> Vectors:
        """Return the rows of one after the other."""
        return cls(
            stacked(*(part.stems for part in parts)),
            stacked(*(part.bodies for part in parts)),
            stacked(*(part.words for part in parts)),
            stacked(*(part.trigrams for part in parts)),
            np.concatenate([part.trigram_counts for part in parts]),
            np.concatenate([part.fullness for part in parts]),
            np.concatenate([part.bodiless for part in parts]),
            stacked(*(part.concepts for part in parts)),
        )


def weighed(block: Block) -> sparse.csr_matrix:
    """Return the counts of words in title and body together."""
    return (block.titles * TITLE_WEIGHT + block.bodies).tocsr()


def frequencies(counts: sparse.csr_matrix) -> NDArray[np.int64]:
    """Return in how many rows each column is."""
    return np.bincount(counts.indices, minlength=counts.shape[1])


def rarity(frequency: NDArray[Any], documents: int) -> Floats:
    """Return smoothed inverse document frequencies."""
    return (np.log((1 + documents) / (1 + frequency)) + 1).astype(np.float32)


def damping(counts: NDArray[Any]) -> NDArray[Any]:
    """Return 1 + log of counts, for the tenth time says little; a part of one stays a part."""
    return np.where(counts < 1, counts, 1 + np.log(np.maximum(counts, 1)))


def weighted(counts: sparse.csr_matrix, known: Floats, unseen: float) -> sparse.csr_matrix:
    """Turn counts, in place, into damped ones times the weight of their column."""
    counts.data = damping(counts.data)
    counts.data *= looked_up(known, counts.indices, unseen)
    return counts


def looked_up(known: Floats, at: NDArray[Any], unseen: float) -> Floats:
    """Return what is known at some places; a place below nought or past the end was never seen."""
    out = np.full(len(at), unseen, dtype=np.float32)
    seen = (at >= 0) & (at < len(known))
    out[seen] = known[at[seen]]
    return out


def row_lengths(matrix: sparse.csr_matrix, weights: Floats | None = None) -> Floats:
    """Return the length of each row, its columns weighted."""
    squares = rows(matrix.data**2, matrix.indices, matrix.indptr, matrix.shape[1])
    of = np.ones(matrix.shape[1], dtype=np.float32) if weights is None else weights**2
    return np.asarray(np.sqrt(squares @ of), dtype=np.float32)


def divided(matrix: sparse.csr_matrix, lengths: Floats) -> sparse.csr_matrix:
    """Divide, in place, each row by its length."""
    matrix.data /= np.repeat(np.maximum(lengths, 1e-9), np.diff(matrix.indptr))
    return matrix


def slices(matrix: sparse.csr_matrix) -> Iterator[sparse.csr_matrix]:
    """Yield a matrix a few rows at a time, and no rows once if it has none."""
    if matrix.shape[0] <= _AT_ONCE:
        yield matrix
        return
    for start in range(0, matrix.shape[0], _AT_ONCE):
        yield matrix[start : start + _AT_ONCE]
