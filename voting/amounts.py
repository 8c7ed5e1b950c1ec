"""Money that survives exactly.

Everything the product adds up and shows is an integer of minor units. A source may be finer than that (a
`.pb` file with a cost of 1,234.567): then the integer holds the nearest minor unit for people to read, and a
text column beside it holds the exact amount as a ratio. The rules always count with the exact one, and files
give it back.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from ui.money import minor_digits
from voting.rules.exact import Number, parse_number, simplest

LARGEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Amount:
    """`minor`: the nearest whole number of minor units. `exact`: the exact one as text, "" where they
    agree.
    """

    minor: int
    exact: str = ""


def amount(major: Number, currency: str) -> Amount:
    """Turn an amount in units of `currency` (ISO 4217) into minor units. Raises ValueError beyond 2**63."""
    value = Fraction(major) * 10 ** minor_digits(currency)
    nearest = round(value)
    if abs(nearest) > LARGEST:
        raise ValueError("The amount is too large.")
    return Amount(nearest, "" if value == nearest else f"{value.numerator}/{value.denominator}")


def major(minor: int, exact: str, currency: str) -> Number:
    """Return the exact amount in units of `currency`, as files and rules write it."""
    value = parse_number(exact) if exact else minor
    return simplest(Fraction(value) / 10 ** minor_digits(currency))


def to_minor(units: Number, currency: str) -> int:
    """Return an amount in units of `currency` as the nearest whole number of minor units, to be shown."""
    value: Fraction = Fraction(units) * 10 ** minor_digits(currency)
    return round(value)
