"""Pure: how words are compared in search, and the nearest spelling of a word that is nowhere."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from difflib import get_close_matches

WORD = re.compile(r"\w+")
SHORTEST_VOCABULARY = 4
SHORTEST_BEGINNING = 3
MOST_LETTERS_MORE = 3


def fold(text: str) -> str:
    """Return `text` in one spelling for all: without case, accents and double spaces.

    Folding and decomposing take turns twice, as Unicode asks for (D146): one may undo the other.
    """
    for _turn in range(2):
        text = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(plain.split())


def words_of(text: str, most: int = 8) -> list[str]:
    """Return the first `most` different words to look for, folded."""
    return list(dict.fromkeys(WORD.findall(fold(text))))[:most]


def vocabulary(titles: Collection[str]) -> dict[str, str]:
    """Return the words worth suggesting, folded, as they are spelled: those of at least four letters."""
    found = {word.lower() for title in titles for word in WORD.findall(title)}
    return {fold(word): word for word in sorted(found) if len(word) >= SHORTEST_VOCABULARY and word.isalpha()}


def nearest(query: str, spellings: Mapping[str, str]) -> str:
    """Return `query` with each unknown word replaced by the nearest known one; "" if that changes nothing."""
    corrected = [_nearest_word(word, spellings) for word in words_of(query)]
    result = " ".join(corrected)
    return "" if fold(result) == " ".join(words_of(query)) else result


def _nearest_word(word: str, spellings: Mapping[str, str]) -> str:
    if word in spellings:
        return word
    longer = min((known for known in spellings if known.startswith(word)), key=len, default="")
    if longer and len(word) >= SHORTEST_BEGINNING:
        return spellings[longer]
    alike = [known for known in spellings if abs(len(known) - len(word)) <= MOST_LETTERS_MORE]
    close = get_close_matches(word, alike, n=1, cutoff=0.75)
    return spellings[close[0]] if close else word
