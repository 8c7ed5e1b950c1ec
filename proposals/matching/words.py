"""From text to words, in any language: mark-up off, case and width folded, cut, stemmed where known.

Normalising follows Unicode (NFKC, then full case folding); stems are Snowball's
(https://snowballstem.org, the C library by way of PyStemmer). Scripts written without spaces are cut into
overlapping pairs of characters, the usual stand-in for a dictionary (Lucene's CJKAnalyzer does the same).
"""

from __future__ import annotations

import html
import re
import unicodedata
from functools import cache, lru_cache
from hashlib import blake2b

import Stemmer

LONGEST_TITLE = 600
LONGEST_BODY = 20_000
LONGEST_WORD = 40
SNOWBALL = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek",
    "en": "english", "eo": "esperanto", "es": "spanish", "et": "estonian", "eu": "basque", "fa": "persian",
    "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian",
    "id": "indonesian", "it": "italian", "lt": "lithuanian", "nb": "norwegian", "ne": "nepali", "nl": "dutch",
    "nn": "norwegian", "no": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian",
    "ru": "russian", "sr": "serbian", "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
_TAG = re.compile(  # every repetition is bounded, so that hostile mark-up takes no more than linear time
    r"<(script|style)\b.{0,1000}?</\1\s{0,9}>|<!--.{0,1000}?-->|</?[a-z][^<>]{0,1000}>",
    re.IGNORECASE | re.DOTALL,
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_LATIN_ACCENTS = re.compile("[\u0300-\u036f]")
# a word begins with a letter or digit and goes on with letters, digits and marks (Indic vowels are marks)
_MARKS = "\u0300-\u036f\u0591-\u05bd\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f\u0981-\u0983\u09bc-\u09cd" \
    "\u0a01-\u0a4d\u0b82\u0bbe-\u0bcd\u0c00-\u0c4d\u0e31\u0e34-\u0e4e"  # fmt: skip
_UNSPACED = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_UNSPACED}]+|[^\W_{_UNSPACED}](?:[^\W_{_UNSPACED}]|[{_MARKS}])*")
_ENDS = frozenset(".!?:;…>*-–")  # after these a capital says nothing
_FIRST_UNSPACED = re.compile(f"[{_UNSPACED}]")


def plain(text: str) -> str:
    """Return text without mark-up and entities, folded so that spelling variants of one letter are one."""
    if "<" in text:
        text = _TAG.sub(" ", text)
    if "&" in text:
        text = html.unescape(text)
    return unicodedata.normalize("NFKC", text).casefold()


def words_of(text: str) -> list[str]:
    """Return the words of plain text in order, capped in length; addresses of pages do not count."""
    found: list[str] = []
    for word in _WORD.findall(_ADDRESS.sub(" ", text) if "://" in text or "www." in text else text):
        if _FIRST_UNSPACED.match(word):
            found += [word[i : i + 2] for i in range(len(word) - 1)] or [word]
        else:
            found.append(word[:LONGEST_WORD])
    return found


def title_words(title: str) -> list[str]:
    """Return the words of a title."""
    return words_of(plain(title[: 4 * LONGEST_TITLE])[:LONGEST_TITLE])


def body_words(body: str) -> list[str]:
    """Return the words of a body; twenty thousand characters tell what it is about."""
    return words_of(plain(body[: 4 * LONGEST_BODY])[:LONGEST_BODY])


def names_in(body: str) -> list[str]:
    """Return the words of a body that are written with a capital amid a sentence, as names are."""
    found: dict[str, None] = {}
    before = "."
    for run in body[:LONGEST_BODY].split():
        if run[0].isupper() and not run[1:2].isupper() and before[-1] not in _ENDS:
            found[run] = None
        before = run
    return body_words(" ".join(found))


def base_language(lang: str) -> str:
    """Return 'pt' for 'pt-BR', and '' where no stemmer is known."""
    code = lang.strip().lower().replace("_", "-").split("-")[0]
    return code if code in SNOWBALL else ""


@cache
def _stemmer(code: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(SNOWBALL[code], 0)


@lru_cache(maxsize=4_000)
def stem(word: str, code: str) -> str:
    """Return the stem of a folded word, without accents, so that 'peatón' typed as 'peaton' is found."""
    root = _stemmer(code).stemWord(word) if code else word
    return bare(root)


def bare(word: str) -> str:
    """Return a word without accents on Latin, Greek and Cyrillic letters."""
    if word.isascii():
        return word
    return unicodedata.normalize("NFC", _LATIN_ACCENTS.sub("", unicodedata.normalize("NFKD", word)))


def fingerprint(text: str) -> str:
    """Return a name equal for texts that differ only in case, spaces, punctuation and mark-up."""
    letters = " ".join(_WORD.findall(plain(text))) or "".join(text.split())
    return blake2b(letters.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
