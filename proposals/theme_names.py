"""Pure: what a theme is called, from the words that the titles of its proposals share."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from proposals.matching.words import base_language, stem, title_words

MOST_WORDS = 4
SHORTEST = 4
OFTEN = 0.34
COMMON = 0.05
RUN = re.compile(r"\w+|[^\w\s]")

Title = tuple[str, str]  # the words and their language
Root = tuple[str, str]  # a stem and the word as it is written


def names_of(groups: Mapping[str, Sequence[Title]], everything: Sequence[Title]) -> dict[str, str]:
    """Return the name of each group: its most telling shared words, as most of its titles spell them.

    `everything` are the titles of all proposals; a word that many of them have tells nothing.
    """
    spread = Counter(
        root for title in everything for root in {root for root, _word in roots_of(title) if root}
    )
    return {key: name_of(titles, spread, len(everything)) for key, titles in groups.items()}


def name_of(titles: Sequence[Title], spread: Mapping[str, int], total: int) -> str:
    """Return up to MOST_WORDS words that several of `titles` share; the rarer elsewhere, the earlier.

    Words that stand side by side in several titles stay together: "drinking fountain, tram stop".
    """
    read = [roots_of(title) for title in titles]
    spellings: dict[str, Counter[str]] = {}
    for root, word in (each for roots in read for each in roots if each[0]):
        spellings.setdefault(root, Counter())[word] += 1
    shared = Counter(root for roots in read for root in dict(roots) if root)
    least = max(2, math.ceil(OFTEN * len(titles)))
    most = max(len(titles), int(COMMON * total))
    ranked = sorted(
        (root for root in shared if shared[root] >= least and spread[root] <= most),
        key=lambda root: (-shared[root] * math.log((total + 1) / max(1, spread[root])), root),
    )
    return ", ".join(
        " ".join(most_common(spellings[root]) for root in phrase)
        for phrase in phrases(ranked[:MOST_WORDS], read)
    )


def phrases(chosen: Sequence[str], read: Sequence[Sequence[Root]]) -> list[list[str]]:
    """Return the chosen roots in their order, those together that follow each other in several titles."""
    follow = Counter(
        pair
        for roots in read
        for pair in {(one[0], two[0]) for one, two in pairwise(roots)}
        if pair[0] != pair[1] and set(pair) <= set(chosen)
    )
    found = [[root] for root in chosen]
    for (one, two), often in sorted(follow.items(), key=lambda item: (-item[1], item[0])):
        before = next(phrase for phrase in found if one in phrase)
        after = next(phrase for phrase in found if two in phrase)
        if often >= 2 and before is not after and before[-1] == one and after[0] == two:
            before += after
            found.remove(after)
    return found


def roots_of(title: Title) -> list[Root]:
    """Return the words of a title with their stems, in order; a word that tells nothing has no stem.

    A capital amid the title is kept: it is a name.
    """
    text, language = title
    code = base_language(language)
    found = []
    for place, run in enumerate(RUN.findall(text)):
        words = title_words(run)
        telling = len(words) == 1 and len(words[0]) >= SHORTEST
        named = place > 0 and run[0].isupper() and not run[1:].isupper()
        found.append((stem(words[0], code), run if named else words[0]) if telling else ("", run))
    return found


def most_common(words: Counter[str]) -> str:
    """Return the spelling used most; of equals the first in the alphabet."""
    return min(words, key=lambda word: (-words[word], word))


def main_language(languages: Iterable[str]) -> str:
    """Return the language most of them have, or ""."""
    counted = Counter(languages)
    return min(counted, key=lambda language: (-counted[language], language), default="")
