"""A hash as six words that people can read aloud and compare: its first 66 bits, eleven a word."""

from __future__ import annotations

from collections.abc import Sequence

WORDS = 6
WORD_BITS = 11
BITS = WORDS * WORD_BITS
LIST_LENGTH = 1 << WORD_BITS
HEX_DIGITS = -(-BITS // 4)


def leading_bits(digest: str) -> int:
    """Return the first 66 bits of a hash in hexadecimal."""
    return int(digest[:HEX_DIGITS], 16) >> (HEX_DIGITS * 4 - BITS)


def to_words(digest: str, words: Sequence[str]) -> tuple[str, ...]:
    """Return six of the 2,048 `words` of a language for a hash in hexadecimal."""
    bits = leading_bits(digest)
    mask = LIST_LENGTH - 1
    return tuple(words[bits >> (WORD_BITS * place) & mask] for place in reversed(range(WORDS)))


def from_words(chosen: Sequence[str], words: Sequence[str]) -> int:
    """Return the 66 bits that six words of a list stand for; raises ValueError for others."""
    if len(chosen) != WORDS:
        raise ValueError(f"{len(chosen)} words are not {WORDS}")
    bits = 0
    for word in chosen:
        bits = bits << WORD_BITS | words.index(word)
    return bits


def hex_range(bits: int) -> tuple[str, str]:
    """Return the least and the greatest beginning, in hexadecimal, of the hashes with these 66 bits."""
    spare = HEX_DIGITS * 4 - BITS
    return f"{bits << spare:0{HEX_DIGITS}x}", f"{(bits + 1 << spare) - 1:0{HEX_DIGITS}x}"
