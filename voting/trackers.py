"""Six words that find a ballot in the box: 66 random bits that say nothing about the choices."""

from __future__ import annotations

import secrets
import unicodedata
from difflib import get_close_matches
from functools import cache

from mnemonic import Mnemonic

WORDS = 6
LANGUAGES = {"en": "english", "es": "spanish"}


@cache
def words_of(language: str) -> tuple[str, ...]:
    """Return the 2,048 words of a language ("es-mx" is "es"); English where there is no list."""
    name = LANGUAGES.get(language.split("-", maxsplit=1)[0], "english")
    return tuple(unicodedata.normalize("NFC", word) for word in Mnemonic(name).wordlist)


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


def draw(language: str) -> str:
    """Return six random words of a language, separated by blanks."""
    words = words_of(language)
    bits = secrets.randbits(11 * WORDS)
    return " ".join(words[bits >> (11 * place) & 2047] for place in range(WORDS))


def typed_words(text: str) -> list[str]:
    """Return the words somebody typed: numbers, dots and commas between them do not matter."""
    letters = "".join(sign if sign.isalpha() or unicodedata.combining(sign) else " " for sign in text[:500])
    return letters.split()[: WORDS + 1]


def canonical(words: list[str]) -> str:
    """Return the tracker that the typed words stand for; a word of no list stays as it is.

    A tracker is drawn from one list, and some words stand in two, with and without an accent: the list that
    has all six decides.
    """
    keys = [plain(word) for word in words]
    lists = [spellings_of(language) for language in LANGUAGES]
    known = next((spelling for spelling in lists if all(key in spelling for key in keys)), spellings())
    return " ".join(known.get(key, word.lower()) for key, word in zip(keys, words, strict=True))


def stranger(words: list[str]) -> tuple[str, str] | None:
    """Return the first typed word that is in no list, and the nearest word that is ("" if none is near)."""
    known = spellings()
    word = next((word for word in words if plain(word) not in known), None)
    if word is None:
        return None
    near = get_close_matches(plain(word), known, n=1, cutoff=0.7)
    return word, known[near[0]] if near else ""
