"""The words an index knows, numbered, with the stem of each. Documents are stored as counts of them."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from proposals.matching.rows import rows
from proposals.matching.words import bare, base_language, stem

NUMERAL = re.compile(r"\d\w*|[ivx]{1,4}")  # what tells the stages of one undertaking apart
_LAST = "\U0010ffff"
Floats = NDArray[np.float32]
Numbers = NDArray[np.int32]


class Lexicon:
    """Numbered words and stems; grows by `learn`, never shrinks. A word's key is its language and itself."""

    def __init__(self) -> None:
        self.words: dict[str, int] = {}
        self.keys: list[str] = []
        self.stems: dict[str, int] = {}
        self.stem_of = array("i")
        self.numerals: dict[int, str] = {}

    def __len__(self) -> int:
        return len(self.keys)

    def learn(self, key: str, root: str | None = None) -> int:
        """Return the number of a word, giving it one, and a stem, if need be."""
        at = self.words.get(key)
        if at is None:
            code, _, word = key.partition(":")
            at = self.words[key] = len(self.keys)
            self.keys.append(key)
            if NUMERAL.fullmatch(word):
                self.numerals[at] = word
            self.stem_of.append(self.stems.setdefault(root or stem(word, code), len(self.stems)))
        return at

    def kept(self, order: Sequence[int]) -> Lexicon:
        """Return a lexicon of some of the words, in this order."""
        tidy, roots = Lexicon(), list(self.stems)
        for at in order:
            tidy.learn(self.keys[at], roots[self.stem_of[at]])
        return tidy

    def count(self, texts: Iterable[tuple[str, list[str]]]) -> sparse.csr_matrix:
        """Count the words of texts, each with its language, one row each."""
        columns, values, starts = array("i"), array("f"), array("q", [0])
        known = self.words.get
        for lang, words in texts:
            code = base_language(lang) + ":"
            for word, times in Counter(words).items():
                at = known(code + word)
                columns.append(self.learn(code + word) if at is None else at)
                values.append(times)
            starts.append(len(columns))
        return rows(
            np.array(values, np.float32), np.array(columns, np.int32), np.array(starts, np.int32), len(self)
        )

    def by_stem(self, counts: sparse.csr_matrix) -> sparse.csr_matrix:
        """Return counts of stems for counts of words."""
        stems = np.array(self.stem_of, dtype=np.int32)[counts.indices]
        out = rows(counts.data.astype(np.float32), stems, counts.indptr.copy(), len(self.stems))
        out.has_canonical_format = False
        out.sum_duplicates()
        return out

    def word(self, at: int) -> str:
        """Return a word as it is written."""
        return self.keys[at].partition(":")[2]

    def spelled(self, words: Iterable[int]) -> Iterator[str]:
        """Yield some words without accents."""
        return (bare(self.word(at)) for at in words)

    def begun(self, word: str, code: str, among: int) -> range:
        """Return the words of a language that begin so, among so many first ones, which are in order."""
        key = f"{code}:{word}"
        first = bisect_left(self.keys, key, hi=among)
        return range(first, bisect_left(self.keys, key + _LAST, lo=first, hi=among))
