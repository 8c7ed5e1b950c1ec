"""Hashed character n-grams: what makes misspellings, inflections and compounds resemble one another.

A document's vector of n-grams is the sum of its words' vectors. So the index keeps no n-grams of documents
at all, only which words hold an n-gram: a query asks once how much of its n-grams each word holds, and from
there on comparing letters costs as much as comparing words. N-grams do not cross word borders
(scikit-learn's `char_wb`), and are hashed (Weinberger et al. 2009, https://arxiv.org/abs/0902.2206).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from proposals.matching.lexicon import Floats, Lexicon, Numbers
from proposals.matching.rows import column, columns, rows, stacked

BUCKETS = 1 << 18
TRIGRAMS = 1 << 16  # the first buckets are theirs, the others for longer n-grams
SIZES = (3, 4)
_AT_ONCE = 4_000
_PRIME = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True)
class Letters:
    """Which words hold an n-gram: those of n-gram g begin at starts[g]. Words learned later stand apart."""

    words: Numbers
    starts: Numbers
    size: int  # how many words those are
    later: sparse.csr_matrix  # the others, by n-grams

    @classmethod
    def of(cls, lexicon: Lexicon) -> Letters:
        """Return the letters of all words."""
        grams = grams_of(lexicon.spelled(range(len(lexicon)))).tocsc()
        return cls(grams.indices, grams.indptr, len(lexicon), grams_of([]))

    def extended(self, lexicon: Lexicon) -> Letters:
        """Return these letters and those of the words learned since; the many are not copied."""
        new = grams_of(lexicon.spelled(range(len(self), len(lexicon))))
        return Letters(self.words, self.starts, self.size, stacked(self.later, new))

    def __len__(self) -> int:
        return self.size + int(self.later.shape[0])

    def spread(self, profiles: sparse.csc_matrix) -> Floats:
        """Return how much of each profile of n-grams each word holds: a column for each profile."""
        grams, at = np.unique(profiles.indices, return_inverse=True)
        asked = np.zeros((len(grams), profiles.shape[1]), dtype=np.float32)
        asked[at, np.repeat(np.arange(profiles.shape[1]), np.diff(profiles.indptr))] = profiles.data
        first, last = self.starts[grams].tolist(), self.starts[grams + 1].tolist()
        words = [self.words[start:end] for start, end in zip(first, last, strict=True)]
        held: Floats = self._times(np.concatenate([self.words[:0], *words]), list(map(len, words))) @ asked
        if not self.later.shape[0]:
            return held
        return np.concatenate([held, self.later @ profiles.toarray()])

    def summed(self, values: Floats) -> Floats:
        """Return for each n-gram the sum of its words' values."""
        return np.asarray(self._times(self.words, np.diff(self.starts)).T @ values, dtype=np.float32)

    def _times(self, words: Numbers, many: Sequence[int] | Numbers) -> sparse.csc_matrix:
        """Return a matrix of words by n-grams, given the words of each n-gram and how many they are."""
        starts = np.concatenate([[0], np.cumsum(many, dtype=np.int32)])
        return columns(np.ones(len(words), dtype=np.float32), words, starts, self.size)


def profile(words: Sequence[str], values: Floats, weights: Floats) -> sparse.csc_matrix:
    """Return the n-grams of words, weighted by what each word counts and by how rare each n-gram is."""
    found = grams_of(words)
    each = np.repeat(values, np.diff(found.indptr))
    grams, at = np.unique(found.indices, return_inverse=True)
    held = np.bincount(at, each, minlength=len(grams)) * weights[grams]
    length = max(float(np.sqrt(held @ held)), 1e-9)
    return column(grams, held / length * weights[grams], BUCKETS)


def gathered(counts: sparse.csr_matrix, lexicon: Lexicon) -> sparse.csr_matrix:
    """Return the n-grams of rows of words."""
    used, at = np.unique(counts.indices, return_inverse=True)
    grams = grams_of(lexicon.spelled(used.tolist()))[at]
    values = np.repeat(counts.data, np.diff(grams.indptr)).astype(np.float32)
    out = rows(values, grams.indices, grams.indptr[counts.indptr], BUCKETS)
    out.has_canonical_format = False
    out.sum_duplicates()
    return out


def trigram_sets(counts: sparse.csr_matrix, lexicon: Lexicon) -> sparse.csr_matrix:
    """Return which trigrams rows of words have."""
    grams = gathered(counts, lexicon)
    short = grams.indices < TRIGRAMS
    starts = np.concatenate([[0], np.cumsum(short)])[grams.indptr]
    found = grams.indices[short]
    return rows(np.ones(len(found), np.float32), found, starts, TRIGRAMS)


def grams_of(words: Iterable[str]) -> sparse.csr_matrix:
    """Return a matrix of words by hashed character n-grams, each word between two spaces."""
    numbers, many = [np.empty(0, np.int32)], [np.zeros(1, np.int64)]
    waiting = iter(words)
    while some := list(islice(waiting, _AT_ONCE)):
        found, each = _grams(some)
        numbers.append(found)
        many.append(each)
    held, starts = np.concatenate(numbers), np.cumsum(np.concatenate(many))
    return rows(np.ones(len(held), np.int8), held, starts, BUCKETS)


def _grams(words: Sequence[str]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Return the buckets of all n-grams, word after word, and how many each word has."""
    text = "".join(f" {word} " for word in words).encode("utf-32-le", "surrogatepass")
    points = np.frombuffer(text, dtype=np.uint32)
    lengths = np.fromiter((len(word) + 2 for word in words), dtype=np.int64, count=len(words))
    owner = np.repeat(np.arange(len(words)), lengths)
    left = np.repeat(np.cumsum(lengths), lengths) - np.arange(len(points))  # characters to the word's end
    owners, buckets = [], []
    for size in SIZES:
        starts = np.flatnonzero(left >= size)
        code = np.full(len(starts), size, dtype=np.uint64)
        for step in range(size):
            code = (code ^ points[starts + step].astype(np.uint64)) * _PRIME
            code ^= code >> np.uint64(29)
        first, last = (0, TRIGRAMS) if size == SIZES[0] else (TRIGRAMS, BUCKETS)
        owners.append(owner[starts])
        buckets.append((code % np.uint64(last - first)).astype(np.int32) + np.int32(first))
    word, bucket = np.concatenate(owners), np.concatenate(buckets)
    order = np.lexsort((bucket, word))
    return bucket[order], np.bincount(word, minlength=len(words))


def trigrams_of(words: Iterable[str]) -> Numbers:
    """Return the trigrams of words, each once."""
    found = grams_of(words).indices
    return np.unique(found[found < TRIGRAMS])
