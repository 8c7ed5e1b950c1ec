"""The lists of 2,048 words that fingerprints are read aloud with, by language."""

from __future__ import annotations

import unicodedata
from functools import cache

from mnemonic import Mnemonic

LANGUAGES = {"en": "english", "es": "spanish"}


@cache
def words_of(language: str) -> tuple[str, ...]:
    """Return the 2,048 words of a language ("es-mx" is "es"); English where there is no list."""
    name = LANGUAGES.get(language.split("-", maxsplit=1)[0], "english")
    return tuple(unicodedata.normalize("NFC", word) for word in Mnemonic(name).wordlist)
