"""Exact numbers: reading, writing and rounding without a float in sight."""

from __future__ import annotations

import re
from fractions import Fraction
from math import lcm

Number = int | Fraction

_PLAIN = re.compile(r"[+-]?\d+")
_DECIMAL = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d{1,3})?")
_RATIO = re.compile(r"([+-]?)(0x[0-9a-f]+|\d+)/(0x[0-9a-f]+|\d+)")
_MOST_BITS = 14_000  # CPython refuses to print longer integers in decimal


def simplest(value: Number) -> Number:
    """Return `value` as an int when it is whole."""
    return value.numerator if isinstance(value, Fraction) and value.denominator == 1 else value


def parse_number(text: str) -> Number:
    """Read a whole number, a decimal (point or comma) or a ratio such as "2/3" exactly.

    Raises ValueError for anything else, infinities included.
    """
    text = text.strip()
    if _PLAIN.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        return simplest(Fraction(text.replace(",", ".")))
    ratio = _RATIO.fullmatch(text)
    if ratio is None:
        raise ValueError(f"not a number: {text[:40]!r}")
    sign, above, below = ratio.groups()
    if int(below, 0) == 0:
        raise ValueError("division by zero")
    return simplest(Fraction(int(above, 0), int(below, 0)) * (-1 if sign == "-" else 1))


def to_json(value: Number) -> int | str:
    """Whole numbers stay numbers; others become "p/q" (hexadecimal where decimal would be too long)."""
    value = simplest(value)
    if isinstance(value, int):
        return value
    if max(value.numerator.bit_length(), value.denominator.bit_length()) > _MOST_BITS:
        sign = "-" if value < 0 else ""
        return f"{sign}{abs(value.numerator):#x}/{value.denominator:#x}"
    return f"{value.numerator}/{value.denominator}"


def from_json(value: int | str) -> Number:
    """Inverse of `to_json`."""
    return value if isinstance(value, int) else parse_number(value)


def decimal_text(value: Number) -> str:
    """Write `value` as a finite decimal if it has one, else as a ratio."""
    value = simplest(value)
    if isinstance(value, int):
        return str(value)
    rest, places = value.denominator, 0
    for prime in (2, 5):
        power = 0
        while rest % prime == 0:
            rest //= prime
            power += 1
        places = max(places, power)
    if rest != 1:
        return f"{value.numerator}/{value.denominator}"
    digits = str(abs(value.numerator) * 10**places // value.denominator).rjust(places + 1, "0")
    return f"{'-' if value < 0 else ''}{digits[:-places]}.{digits[-places:]}"


def common_denominator(values: list[Number]) -> int:
    """Return the smallest positive integer that makes every value whole."""
    return lcm(1, *(value.denominator for value in values))
