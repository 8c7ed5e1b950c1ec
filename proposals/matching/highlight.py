"""Where in a text the words of another appear, so that a reader sees why the two were called alike."""

from __future__ import annotations

import re

from proposals.matching.joining_words import JOINING
from proposals.matching.thesaurus import thesaurus
from proposals.matching.words import bare, base_language, plain, stem, title_words

SHORTEST_PART = 3
_RUN = re.compile(r"\w+")


def shared_words(query: str, text: str, lang: str) -> list[tuple[int, int]]:
    """Return the spans of words in `text` that `query` has too, by stem or as the start of its last word."""
    code = base_language(lang)
    asked = title_words(query)
    roots = {stem(word, code) for word in asked if telling(word, code)}
    begun = bare(asked[-1]) if asked and not query[-1:].isspace() and telling(asked[-1], code) else ""
    spans = []
    for found in _RUN.finditer(text):
        words = [word for word in title_words(found.group()) if telling(word, code)]
        if any(
            stem(w, code) in roots or (len(begun) >= SHORTEST_PART and bare(w).startswith(begun))
            for w in words
        ):
            spans.append(found.span())
    return spans


def same_things(query: str, asked_in: str, text: str, lang: str) -> list[tuple[int, int]]:
    """Return the spans in `text` that mean what `query`, in its own language, means in other words."""
    ours, theirs = thesaurus(base_language(asked_in)), thesaurus(base_language(lang))
    if ours is None or theirs is None:
        return []
    wanted = ours.meant(title_words(query))
    runs = [found for found in _RUN.finditer(text) if len(title_words(found.group())) == 1]
    words = [title_words(found.group())[0] for found in runs]
    return [
        (runs[first].start(), runs[after - 1].end())
        for first, after, meant in theirs.found(words)
        if wanted.keys() & set(meant)
    ]


def telling(word: str, code: str) -> bool:
    """Tell whether a word is worth marking: not one like "the" that holds sentences together.

    One of one or two letters is only as a number, or in another script than the Latin one.
    """
    if bare(word) in JOINING.get(code, ()):
        return False
    return len(word) > 2 or not plain(word).isascii() or word.isdigit()
