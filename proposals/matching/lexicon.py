"""The words an index knows: a number, a stem and hashed character n-grams for each.

Documents are stored as counts of words alone; what a word resembles is stored once per word. A document's
vector of character n-grams is the sum of its words' vectors, so that one small matrix (words by n-grams)
stands in for the large one (documents by n-grams), and comparing misspellings, inflections and compounds
costs about as much as comparing words. N-grams do not cross word borders (scikit-learn's `char_wb`), and
are hashed (Weinberger et al. 2009, https://arxiv.org/abs/0902.2206).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from proposals.matching.words import bare, base_language, stem

BUCKETS = 1 << 18
SIZES = (3, 4, 5)
_PRIME = np.uint64(0x9E3779B97F4A7C15)
Ints = NDArray[np.int32]
Floats = NDArray[np.float32]


class Lexicon:
    """Numbered words and stems; grows by `number`, never shrinks."""

    def __init__(self) -> None:
        self.words: dict[tuple[str, str], int] = {}
        self.stems: dict[str, int] = {}
        self.stem_of: list[int] = []

    def __len__(self) -> int:
        return len(self.words)

    def number(self, words: Iterable[str], lang: str) -> dict[int, int]:
        """Return the counts of words by number, learning the new ones."""
        code = base_language(lang)
        counts: dict[int, int] = {}
        for word, count in Counter(words).items():
            counts[self.learn(word, code)] = count
        return counts

    def learn(self, word: str, code: str) -> int:
        """Return the number of a word, giving it one if need be."""
        at = self.words.get((code, word))
        if at is None:
            at = self.words[code, word] = len(self.stem_of)
            self.stem_of.append(self.stems.setdefault(stem(word, code), len(self.stems)))
        return at

    def spelled(self, since: int = 0) -> list[str]:
        """Return the words from a number on, without accents."""
        return [bare(word) for _, word in list(self.words)[since:]]


def grams_of(words: Sequence[str], sizes: Sequence[int] = SIZES) -> sparse.csr_matrix:
    """Return a matrix of words by hashed character n-grams, each word between two spaces."""
    points = np.frombuffer(
        "".join(f" {w} " for w in words).encode("utf-32-le", "surrogatepass"), dtype=np.uint32
    )
    lengths = np.fromiter((len(w) + 2 for w in words), dtype=np.int64, count=len(words))
    owner = np.repeat(np.arange(len(words)), lengths)
    left = np.repeat(np.cumsum(lengths), lengths) - np.arange(len(points))  # characters to the word's end
    rows, columns = [], []
    for size in sizes:
        starts = np.flatnonzero(left >= size)
        code = np.full(len(starts), size, dtype=np.uint64)
        for step in range(size):
            code = (code ^ points[starts + step].astype(np.uint64)) * _PRIME
            code ^= code >> np.uint64(29)
        rows.append(owner[starts])
        columns.append((code % np.uint64(BUCKETS)).astype(np.int32))
    row = np.concatenate(rows) if rows else np.empty(0, dtype=np.int64)
    column = np.concatenate(columns) if columns else np.empty(0, dtype=np.int32)
    ones = np.ones(len(row), dtype=np.float32)
    return sparse.coo_matrix((ones, (row, column)), shape=(len(words), BUCKETS)).tocsr()


def count_matrix(rows: Sequence[dict[int, int]], width: int) -> sparse.csr_matrix:
    """Return a matrix of documents by words from counts."""
    starts = np.cumsum([0, *(len(row) for row in rows)], dtype=np.int64)
    columns = np.fromiter((at for row in rows for at in row), dtype=np.int32, count=int(starts[-1]))
    values = np.fromiter((n for row in rows for n in row.values()), dtype=np.float32, count=int(starts[-1]))
    return sparse.csr_matrix((values, columns, starts), shape=(len(rows), width))
