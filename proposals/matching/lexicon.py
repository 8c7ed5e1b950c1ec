"""The words an index knows: a number, a stem and hashed character n-grams for each.

Documents are stored as counts of words alone; what a word resembles is stored once per word. A document's
vector of character n-grams is the sum of its words' vectors, so that one small matrix (words by n-grams)
stands in for the large one (documents by n-grams), and comparing misspellings, inflections and compounds
costs about as much as comparing words. N-grams do not cross word borders (scikit-learn's `char_wb`), and
are hashed (Weinberger et al. 2009, https://arxiv.org/abs/0902.2206).
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from proposals.matching.words import bare, base_language, stem

BUCKETS = 1 << 18
TRIGRAMS = 1 << 16  # the first buckets are theirs, the others for longer n-grams
SIZES = (3, 4)
NUMERAL = re.compile(r"\d\w*|[ivx]{1,4}")  # what tells the stages of one undertaking apart
_AT_ONCE = 4_000
_PRIME = np.uint64(0x9E3779B97F4A7C15)
Floats = NDArray[np.float32]


class Lexicon:
    """Numbered words and stems; grows by `learn`, never shrinks. A word's key is its language and itself."""

    def __init__(self) -> None:
        self.words: dict[str, int] = {}
        self.stems: dict[str, int] = {}
        self.stem_of = array("i")
        self.numerals: dict[int, str] = {}

    def __len__(self) -> int:
        return len(self.words)

    def learn(self, key: str, root: str | None = None) -> int:
        """Return the number of a word, giving it one, and a stem, if need be."""
        at = self.words.get(key)
        if at is None:
            code, _, word = key.partition(":")
            at = self.words[key] = len(self.stem_of)
            if NUMERAL.fullmatch(word):
                self.numerals[at] = word
            self.stem_of.append(self.stems.setdefault(root or stem(word, code), len(self.stems)))
        return at

    def count(self, texts: Iterable[tuple[str, list[str]]]) -> sparse.csr_matrix:
        """Count the words of texts, each with its language, one row each."""
        columns, values, starts = array("i"), array("f"), array("q", [0])
        for lang, words in texts:
            code = base_language(lang) + ":"
            for word, times in Counter(words).items():
                columns.append(self.learn(code + word))
                values.append(times)
            starts.append(len(columns))
        parts = (np.array(values, np.float32), np.array(columns, np.int32), np.array(starts, np.int64))
        return sparse.csr_matrix(parts, shape=(len(starts) - 1, len(self)))

    def spelled(self, since: int = 0) -> Iterator[str]:
        """Yield the words from a number on, without accents."""
        last = reversed([*islice(reversed(self.words), len(self) - since)]) if since else self.words
        return (bare(key.partition(":")[2]) for key in last)


def grams_of(words: Iterable[str]) -> sparse.csr_matrix:
    """Return a matrix of words by hashed character n-grams, each word between two spaces."""
    columns, lengths = [np.empty(0, np.int32)], [np.zeros(1, np.int64)]
    waiting = iter(words)
    while some := list(islice(waiting, _AT_ONCE)):
        found, each = _grams(some)
        columns.append(found)
        lengths.append(each)
    column, starts = np.concatenate(columns), np.cumsum(np.concatenate(lengths))
    shape = (len(starts) - 1, BUCKETS)
    return sparse.csr_matrix((np.ones(len(column), np.float32), column, starts), shape=shape)


def _grams(words: Sequence[str]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Return the buckets of all n-grams, word after word, and how many each word has."""
    text = "".join(f" {word} " for word in words).encode("utf-32-le", "surrogatepass")
    points = np.frombuffer(text, dtype=np.uint32)
    lengths = np.fromiter((len(word) + 2 for word in words), dtype=np.int64, count=len(words))
    owner = np.repeat(np.arange(len(words)), lengths)
    left = np.repeat(np.cumsum(lengths), lengths) - np.arange(len(points))  # characters to the word's end
    rows, columns = [], []
    for size in SIZES:
        starts = np.flatnonzero(left >= size)
        code = np.full(len(starts), size, dtype=np.uint64)
        for step in range(size):
            code = (code ^ points[starts + step].astype(np.uint64)) * _PRIME
            code ^= code >> np.uint64(29)
        first, last = (0, TRIGRAMS) if size == SIZES[0] else (TRIGRAMS, BUCKETS)
        rows.append(owner[starts])
        columns.append((code % np.uint64(last - first)).astype(np.int32) + np.int32(first))
    row, column = np.concatenate(rows), np.concatenate(columns)
    order = np.lexsort((column, row))
    return column[order], np.bincount(row, minlength=len(words))


def trigrams_of(grams: sparse.csr_matrix) -> NDArray[np.int32]:
    """Return the trigrams among n-grams, each once."""
    return np.unique(grams.indices[grams.indices < TRIGRAMS])
