"""A text made ready for comparing with many.

The last word of a title still being typed is hardly ever whole. It counts as the words it may become, each
as much as its share of the titles that hold one of them: "Revamping bi" asks for bike lanes, bins and
birds, and in most cities for bike lanes first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from proposals.matching.block import TITLE_WEIGHT
from proposals.matching.documents import Document
from proposals.matching.letters import BUCKETS, TRIGRAMS, Letters, gathered, profile, trigrams_of
from proposals.matching.lexicon import Floats, Lexicon
from proposals.matching.rows import column, turned
from proposals.matching.vectors import WORD_POWER, Vectors, Weights, damping, looked_up
from proposals.matching.words import bare, base_language, body_words, stem, title_words

COMPLETIONS = 30
Times = Mapping[str, float]  # how often each word counts


@dataclass(frozen=True, slots=True)
class Query:
    """A text prepared for comparing, or several side by side, one in each column."""

    stems: sparse.csc_matrix
    bodies: sparse.csc_matrix
    words: Floats
    trigrams: sparse.csc_matrix
    trigram_count: Floats
    bodiless: NDArray[np.bool_]
    fullness: float | None  # None: documents of the index, compared alike from either side
    typed: bool = False

    @classmethod
    def of(
        cls, text: Document, lexicon: Lexicon, letters: Letters, weights: Weights, *, typed: bool
    ) -> Query:
        """Prepare a text; words the lexicon does not know still count by their letters."""
        code = base_language(text.lang)
        title, body = title_words(text.title), [] if typed else body_words(text.body)
        times: Times = Counter(title * TITLE_WEIGHT + body)
        if is_unfinished(text, typed) and title:
            times = completed(times, title[-1], code, lexicon, weights)
        stems, length = stems_of(times, code, lexicon, weights)
        bodies, _ = stems_of(Counter(body), code, lexicon, weights)
        trigrams = trigrams_of(bare(word) for word in title)
        return cls(
            stems,
            bodies,
            letters.spread(grams_asked(times, code, lexicon, weights)),
            column(trigrams, np.ones(len(trigrams)), TRIGRAMS),
            np.array([len(trigrams)], dtype=np.float32),
            np.array([not body]),
            float(weights.fullness(np.array([length], dtype=np.float32))[0]),
            typed,
        )

    @classmethod
    def again(
        cls, vectors: Vectors, rows: Sequence[int], lexicon: Lexicon, letters: Letters, weights: Weights
    ) -> Query:
        """Prepare documents of the index from their vectors: a column each."""
        at = np.asarray(rows, dtype=np.int64)
        grams = gathered(vectors.words[at], lexicon)
        grams.data *= weights.grams[grams.indices] ** 2
        return cls(
            turned(vectors.stems[at], len(lexicon.stems)),
            turned(vectors.bodies[at], len(lexicon.stems)),
            letters.spread(turned(grams, BUCKETS)),
            turned(vectors.trigrams[at], TRIGRAMS),
            vectors.trigram_counts[at],
            vectors.bodiless[at],
            None,
        )


def is_unfinished(text: Document, typed: bool) -> bool:
    """Tell whether the last word of a title may go on."""
    return typed and not text.title[-1:].isspace()


def becoming(last: str, code: str, lexicon: Lexicon, weights: Weights) -> Times:
    """Return the words an unfinished one may become, each with its share; none where no title has one."""
    begun = lexicon.begun(last, code, among=len(weights.words))
    titled = weights.titled[begun.start : begun.stop]
    likely = np.argsort(-titled, kind="stable")[:COMPLETIONS]
    total = max(float(titled[likely].sum()), 1.0)
    return {lexicon.word(begun[at]): float(titled[at]) / total for at in likely.tolist() if titled[at]}


def completed(times: Times, last: str, code: str, lexicon: Lexicon, weights: Weights) -> Times:
    """Return how often each word counts, the last one shared out among what it may become."""
    ends = becoming(last, code, lexicon, weights)
    if not ends:
        return times
    shared = dict(times) | {last: times[last] - TITLE_WEIGHT}
    for word, part in ends.items():
        shared[word] = shared.get(word, 0) + TITLE_WEIGHT * part
    return {word: count for word, count in shared.items() if count > 0}


def stems_of(times: Times, code: str, lexicon: Lexicon, weights: Weights) -> tuple[sparse.csc_matrix, float]:
    """Return the vector of stems, of length one, and the length it had."""
    by_stem: dict[str, float] = {}
    for word, count in times.items():
        root = stem(word, code)
        by_stem[root] = by_stem.get(root, 0) + count
    at = np.array([lexicon.stems.get(root, -1) for root in by_stem], dtype=np.int64)
    weighed = damping(np.array(list(by_stem.values()))) * looked_up(weights.stems, at, weights.unseen)
    length = float(np.sqrt(weighed @ weighed))
    known = at >= 0
    return column(at[known], weighed[known] / max(length, 1e-9), len(lexicon.stems)), length


def grams_asked(times: Times, code: str, lexicon: Lexicon, weights: Weights) -> sparse.csc_matrix:
    """Return the n-grams of words, each word counting by how rare it is."""
    at = np.array([lexicon.words.get(f"{code}:{word}", -1) for word in times], dtype=np.int64)
    often = damping(np.array(list(times.values())))
    values = (often * looked_up(weights.words, at, weights.unseen) ** WORD_POWER).astype(np.float32)
    return profile([bare(word) for word in times], values, weights.grams)
