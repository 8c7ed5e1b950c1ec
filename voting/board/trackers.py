"""Six words that find a sealed ballot in the box: the beginning of its hash, which says nothing of what is in
it.
"""

from __future__ import annotations

import unicodedata
from difflib import get_close_matches
from functools import cache

from voting.crypto.encoding import dumps
from voting.crypto.word_lists import LANGUAGES, words_of
from voting.crypto.words import WORDS, from_words, to_words


@cache
def word_list(language: str) -> str:
    """Return the words of a language as JSON, for browsers."""
    return dumps(words_of(language))


@cache
def spellings_of(language: str) -> dict[str, str]:
    """Return every word of one list by its plain spelling: lower case, without accents."""
    return {plain(word): word for word in words_of(language)}


@cache
def spellings() -> dict[str, str]:
    """Return every word of every list by its plain spelling."""
    return {key: word for language in LANGUAGES for key, word in spellings_of(language).items()}


def plain(word: str) -> str:
    """Return a word in lower case and without accents, as people type it."""
    letters = unicodedata.normalize("NFKD", word.lower())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def tracker_of(digest: str, language: str) -> str:
    """Return the six words of a hash (hexadecimal) in a language, separated by blanks."""
    return " ".join(to_words(digest, words_of(language)))


def typed_words(text: str) -> list[str]:
    """Return the words somebody typed: numbers, dots and commas between them do not matter."""
    letters = "".join(sign if sign.isalpha() or unicodedata.combining(sign) else " " for sign in text[:500])
    return letters.split()[: WORDS + 1]


def meanings(words: list[str]) -> list[int]:
    """Return the first 66 bits that typed words stand for, once for every list that has all six."""
    keys = [plain(word) for word in words]
    found = []
    for language in LANGUAGES:
        known = spellings_of(language)
        if all(key in known for key in keys):
            found.append(from_words([known[key] for key in keys], words_of(language)))
    return found


def stranger(words: list[str]) -> tuple[str, str] | None:
    """Return the first typed word that is in no list, and the nearest word that is ("" if none is near)."""
    known = spellings()
    word = next((word for word in words if plain(word) not in known), None)
    if word is None:
        return None
    near = get_close_matches(plain(word), known, n=1, cutoff=0.7)
    return word, known[near[0]] if near else ""
