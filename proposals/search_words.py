"""Pure: by which stems a proposal is found, and how much each says about it.

A weight adds up the fields a stem occurs in; in the text it grows with how often, and less in long texts
(BM25 with a fixed average length). It never looks at others, so a place in a ranked list holds still.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from proposals.matching.joining_words import JOINING
from proposals.matching.words import bare, base_language, body_words, stem, title_words

TITLE, TAG, SUMMARY, PLACE, NUMBER = 600, 300, 200, 150, 600
TEXT = 200
AVERAGE_WORDS = 120
SATURATION = 1.2
LENGTH_MATTERS = 0.75
MOST_WORDS = 8
LONGEST_STEM = 60


def stems_of(words: Iterable[str], language: str) -> list[str]:
    """Return the stems under which words of `language` are kept: as written, and as typed without accents."""
    code = base_language(language)
    found = []
    for word in words:
        found.append(stem(word, code)[:LONGEST_STEM])
        plain = bare(word)
        if plain != word:
            found.append(stem(plain, code)[:LONGEST_STEM])
    return found


def weights_of(
    *,
    number: int,
    title: str,
    tags: Sequence[str],
    summary: str,
    places: Sequence[str],
    body: str,
    language: str,
) -> dict[str, int]:
    """Return the weight of every stem of a proposal; `places` are its address and district."""
    found: Counter[str] = Counter({str(number): NUMBER})
    heading = title_words(title)
    for stem_ in set(stems_of(heading, language)):
        found[stem_] += TITLE - min(len(heading), 20) * 10
    for field, weight in ((" ".join(tags), TAG), (summary, SUMMARY), (" ".join(places), PLACE)):
        for stem_ in set(stems_of(body_words(field), language)):
            found[stem_] += weight
    text = body_words(body)
    slowdown = SATURATION * (1 - LENGTH_MATTERS + LENGTH_MATTERS * len(text) / AVERAGE_WORDS)
    for stem_, often in Counter(stems_of(text, language)).items():
        found[stem_] += max(1, round(TEXT * often / (often + slowdown)))
    return dict(found)


def asked(query: str, languages: Collection[str]) -> list[frozenset[str]]:
    """Return for each word of a search the stems that it may be kept under, in any of `languages`.

    Words such as "the" and "for" are looked for only where a search has no others.
    """
    words = list(dict.fromkeys(title_words(query)))
    joining = frozenset[str]().union(*(JOINING.get(base_language(code), frozenset()) for code in languages))
    words = ([word for word in words if bare(word) not in joining] or words)[:MOST_WORDS]
    return [
        frozenset(stem_ for language in (*languages, "") for stem_ in stems_of((word,), language))
        for word in words
    ]
