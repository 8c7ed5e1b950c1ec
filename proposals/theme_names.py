"""Pure: what a theme is called, from the words that the titles of its proposals share."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from proposals.matching.words import base_language, stem, title_words

MOST_WORDS = 3
SHORTEST = 3
OFTEN = 0.34

Title = tuple[str, str]  # the words and their language


def names_of(groups: Mapping[str, Sequence[Title]]) -> dict[str, str]:
    """Return the name of each group: its most telling shared words, as most of its titles spell them."""
    spread = Counter(root for titles in groups.values() for title in titles for root in roots_of(title))
    total = sum(len(titles) for titles in groups.values())
    return {key: name_of(titles, spread, total) for key, titles in groups.items()}


def name_of(titles: Sequence[Title], spread: Mapping[str, int], total: int) -> str:
    """Return up to MOST_WORDS words that several of `titles` share; the rarer elsewhere, the earlier."""
    spellings: dict[str, Counter[str]] = {}
    for title in titles:
        for root, word in roots_of(title).items():
            spellings.setdefault(root, Counter())[word] += 1
    shared = {root: sum(words.values()) for root, words in spellings.items()}
    least = max(2, math.ceil(OFTEN * len(titles)))
    ranked = sorted(
        (root for root in shared if shared[root] >= least),
        key=lambda root: (-shared[root] * math.log((total + 1) / spread[root]), root),
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
