"""How alike two texts are: words, letters and titles, mixed into one number, then held against the crowd.

The mix is a plain weighted mean, its weights round numbers chosen on real civic texts of four languages
(weights learned by regression did worse on the corpus left out; docs/matching.md has the trials). A title
still being typed says less, so its trigrams count for more.

Likeness alone does not tell a duplicate from one more proposal about bicycle lanes: where everything is
alike, being alike means little. So the mean likeness of the fifteen nearest is held against each match,
as cross-domain local scaling does for translations (Conneau et al. 2018,
https://arxiv.org/abs/1710.04087), and a logistic curve turns the rest into a number from 0 to 1 that can
be compared between queries. It never changes the order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from proposals.matching.documents import Document
from proposals.matching.lexicon import BUCKETS, TRIGRAMS, Floats, Lexicon, grams_of, trigrams_of
from proposals.matching.vectors import TITLE_WEIGHT, WORD_POWER, Letters, Vectors, Weights
from proposals.matching.words import bare, base_language, body_words, stem, title_words

STEMS, LETTERS, TITLES = 0.36, 0.44, 0.20
TYPED_STEMS, TYPED_LETTERS, TYPED_TITLES = 0.1, 0.4, 0.5
CROWD = 15
CROWD_WEIGHT = 1.4
QUIET = 0.2
MIDDLE, STEEPNESS = 0.25, 7.0
REPEAT_POWER = 16


@dataclass(frozen=True, slots=True)
class Query:
    """A text prepared for comparing, or several side by side."""

    stems: Floats
    words: Floats
    trigrams: Floats
    trigram_count: int | Floats
    typed: bool = False

    @classmethod
    def of(
        cls, text: Document, lexicon: Lexicon, letters: Letters, weights: Weights, *, typed: bool
    ) -> Query:
        """Prepare a text; words the lexicon does not know still count by their letters."""
        code = base_language(text.lang)
        title = title_words(text.title)
        counts: dict[str, int] = {}
        for word in title:
            counts[word] = counts.get(word, 0) + TITLE_WEIGHT
        for word in [] if typed else body_words(text.body):
            counts[word] = counts.get(word, 0) + 1
        by_stem: dict[str, int] = {}
        for word, count in counts.items():
            by_stem[stem(word, code)] = by_stem.get(stem(word, code), 0) + count
        stems = np.zeros(len(lexicon.stems) + 1, dtype=np.float32)
        square = 0.0
        for root, count in by_stem.items():
            at = lexicon.stems.get(root, -1)
            known = 0 <= at < len(weights.stems)
            weight = (1 + np.log(count)) * (weights.stems[at] if known else weights.unseen)
            square += weight**2
            stems[at] = weight
        rare = np.array([rarity_of(word, code, lexicon, weights) for word in counts], dtype=np.float32)
        often = 1 + np.log(np.array(list(counts.values()), dtype=np.float32))
        profile = grams_of([bare(word) for word in counts]).T @ (often * rare**WORD_POWER) * weights.grams
        profile = profile / max(float(np.sqrt(profile @ profile)), 1e-9) * weights.grams
        trigrams = np.zeros(TRIGRAMS, dtype=np.float32)
        trigrams[trigrams_of(grams_of([bare(word) for word in title]))] = 1
        return cls(
            stems[:-1] / max(np.sqrt(square), 1e-9),
            letters.spread(profile),
            trigrams,
            int(trigrams.sum()),
            typed,
        )

    @classmethod
    def again(cls, vectors: Vectors, rows: Sequence[int], letters: Letters, weights: Weights) -> Query:
        """Prepare documents of the index from their vectors: a column each."""
        at = np.asarray(rows, dtype=np.int64)
        profiles = letters.gathered(vectors.words[at])
        profiles.data *= weights.grams[profiles.indices] ** 2
        return cls(
            columns(vectors.stems[at], letters.stems.shape[1]),
            letters.spread(columns(profiles, BUCKETS)),
            columns(vectors.trigrams[at], TRIGRAMS),
            vectors.trigram_counts[at],
        )


def columns(rows: sparse.csr_matrix, height: int) -> Floats:
    """Return the rows of a matrix as columns, row after row in memory as a product wants them."""
    out = np.zeros((height, rows.shape[0]), dtype=np.float32)
    out[rows.indices, np.repeat(np.arange(rows.shape[0]), np.diff(rows.indptr))] = rows.data
    return out


def rarity_of(word: str, code: str, lexicon: Lexicon, weights: Weights) -> float:
    """Return how rare a word is."""
    at = lexicon.words.get(f"{code}:{word}", -1)
    return float(weights.words[at]) if 0 <= at < len(weights.words) else weights.unseen


def likeness(query: Query, vectors: Vectors) -> Floats:
    """Return the likeness of every document of a block, from 0 to 1: a column for each text asked."""
    by_stems = vectors.stems @ query.stems[: vectors.stems.shape[1]]
    by_letters = vectors.words @ query.words[: vectors.words.shape[1]]
    shared = vectors.trigrams @ query.trigrams
    counts = vectors.trigram_counts if shared.ndim == 1 else vectors.trigram_counts[:, None]
    by_titles = shared / np.maximum(counts + query.trigram_count - shared, 1)
    if query.typed:
        mixed = TYPED_STEMS * by_stems + TYPED_LETTERS * by_letters + TYPED_TITLES * by_titles
    else:
        mixed = STEMS * by_stems + LETTERS * by_letters + TITLES * by_titles
    return np.asarray(np.clip(mixed, 0, 1), dtype=np.float32)


def crowd(alike: Floats) -> float:
    """Return the mean likeness of the nearest, and no less than in quiet parts of a real city."""
    nearest = np.partition(alike, -CROWD)[-CROWD:] if len(alike) > CROWD else alike
    return max(QUIET, float(nearest.sum()) / CROWD)


def told_apart(alike: Floats, around: float) -> Floats:
    """Return likeness as a chance, given the crowd; a word-for-word repeat is one however many there are."""
    apart = 1 / (1 + np.exp(-STEEPNESS * (alike - CROWD_WEIGHT * around - MIDDLE)))
    return np.asarray(np.where(alike > 0, np.maximum(apart, alike**REPEAT_POWER), 0), dtype=np.float32)
