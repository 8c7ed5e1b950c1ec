"""Pure: what a theme is called, from the words that the titles of its proposals share."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from proposals.matching.words import base_language, stem, title_words

MOST_WORDS = 3
SHORTEST = 4
OFTEN = 0.34
COMMON = 0.05

Title = tuple[str, str]  # the words and their language


def names_of(groups: Mapping[str, Sequence[Title]], everything: Sequence[Title]) -> dict[str, str]:
    """Return the name of each group: its most telling shared words, as most of its titles spell them.

    `everything` are the titles of all proposals; a word that many of them have tells nothing.
    """
    spread = Counter(root for title in everything for root in roots_of(title))
    return {key: name_of(titles, spread, len(everything)) for key, titles in groups.items()}


def name_of(titles: Sequence[Title], spread: Mapping[str, int], total: int) -> str:
    """Return up to MOST_WORDS words that several of `titles` share; the rarer elsewhere, the earlier."""
    spellings: dict[str, Counter[str]] = {}
    for title in titles:
        for root, word in roots_of(title).items():
            spellings.setdefault(root, Counter())[word] += 1
    shared = {root: sum(words.values()) for root, words in spellings.items()}
    least = max(2, math.ceil(OFTEN * len(titles)))
    most = max(len(titles), int(COMMON * total))
    ranked = sorted(
        (root for root in shared if shared[root] >= least and spread[root] <= most),
        key=lambda root: (-shared[root] * math.log((total + 1) / max(1, spread[root])), root),
    )
    return ", ".join(most_common(spellings[root]) for root in ranked[:MOST_WORDS])


def roots_of(title: Title) -> dict[str, str]:
    """Return the stems of a title's longer words, each with the word as it is written there."""
    text, language = title
    code = base_language(language)
    return {stem(word, code): word for word in title_words(text) if len(word) >= SHORTEST}


def most_common(words: Counter[str]) -> str:
    """Return the spelling used most; of equals the first in the alphabet."""
    return min(words, key=lambda word: (-words[word], word))


def main_language(languages: Iterable[str]) -> str:
    """Return the language most of them have, or ""."""
    counted = Counter(languages)
    return min(counted, key=lambda language: (-counted[language], language), default="")
