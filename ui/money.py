"""Amounts of money and large numbers, written the way the reader's language does. Pure."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

NBSP = "\u00a0"
MINUS = "\u2212"
BLANKS = re.compile(r"[\s'’]")

SYMBOLS = {
    "AUD": "A$", "BRL": "R$", "CAD": "CA$", "CHF": "CHF", "CZK": "Kč", "DKK": "kr.", "EUR": "€", "GBP": "£",
    "HUF": "Ft", "INR": "₹", "JPY": "¥", "KRW": "₩", "MXN": "MX$", "NGN": "₦", "NOK": "kr", "NZD": "NZ$",
    "PHP": "₱", "PLN": "zł", "RON": "lei", "SEK": "kr", "TRY": "₺", "UAH": "₴", "USD": "$",
}  # fmt: skip
"""Signs a reader expects; any other currency is shown by its ISO 4217 code."""

DIGITS = dict.fromkeys(("BIF", "CLP", "GNF", "ISK", "JPY", "KRW", "PYG", "UGX", "VND", "XAF", "XOF"), 0)
DIGITS |= dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3)
"""Minor digits (ISO 4217) where they are not two."""

SEPARATORS = {"en": (",", "."), "zh": (",", "."), "ja": (",", "."), "ko": (",", "."), "hi": (",", ".")}
SEPARATORS |= dict.fromkeys(("ar", "da", "de", "es", "id", "it", "nl", "pt", "ro", "tr"), (".", ","))
SPACED = (NBSP, ",")
"""(thousands, decimal) by language, after Unicode CLDR; most others in Europe use a space and a comma."""

SIGN_FIRST = {"en": "", "zh": "", "ja": "", "ko": "", "hi": "", "nl": NBSP, "tr": ""}
"""Languages that write the sign before the amount, and what stands between them."""


def minor_digits(currency: str) -> int:
    """How many minor units' digits `currency` (ISO 4217) has: 2 for EUR, 0 for JPY, 3 for KWD."""
    return DIGITS.get(currency, 2)


def grouped(number: int, language: str = "en") -> str:
    """A whole number with the thousands separator of `language`."""
    thousands, _decimal = SEPARATORS.get(language.split("-", maxsplit=1)[0], SPACED)
    text = f"{abs(number):,}".replace(",", thousands)
    return MINUS + text if number < 0 else text


def decimal_sign(language: str = "en") -> str:
    """What `language` writes before decimals."""
    return SEPARATORS.get(language.split("-", maxsplit=1)[0], SPACED)[1]


def decimal(value: float, digits: int, language: str = "en") -> str:
    """`value` rounded to `digits` decimals, with the decimal sign of `language`."""
    return f"{value:.{digits}f}".replace(".", decimal_sign(language))


def written(amount: Decimal | int, language: str = "en") -> str:
    """An amount in whole units with the separators of `language`; no decimals when it is whole.

    >>> written(Decimal("55000.50"), "es"), written(Decimal("55000"), "en")
    ('55.000,50', '55,000')
    """
    whole, _point, rest = f"{abs(amount):f}".partition(".")
    sign = decimal_sign(language)
    text = grouped(int(whole), language) + (sign + rest if rest.strip("0") else "")
    return MINUS + text if amount < 0 else text


def amount_in(text: str, digits: int, language: str = "en") -> Decimal:
    """The amount that somebody typed, in whole units of a currency with `digits` decimals.

    Thousands may stand apart by blanks, apostrophes, full stops or commas. The separators of `language` go
    first; where they make no sense, as with three decimals of a euro, the other way round. Raises ValueError.

    >>> amount_in("55.000", 2, "en"), amount_in("55,000.5", 2, "en"), amount_in("1 250,50", 2, "en")
    (Decimal('55000'), Decimal('55000.5'), Decimal('1250.50'))
    """
    bare = BLANKS.sub("", text.replace(MINUS, "-"))
    thousands, point = SEPARATORS.get(language.split("-", maxsplit=1)[0], SPACED)
    if thousands == NBSP:
        thousands = "."
    for group, sign in ((thousands, point), (point, thousands)):
        whole = rf"-?(?:\d+|\d{{1,3}}(?:{re.escape(group)}\d{{3}})+)"
        if re.fullmatch(rf"{whole}(?:{re.escape(sign)}\d{{0,{digits}}})?", bare):
            return Decimal(bare.replace(group, "").replace(sign, "."))
    raise ValueError(f"No amount: {text!r}")


@lru_cache(maxsize=4096)
def format_money(minor: int, currency: str, language: str = "en") -> str:
    """`minor` units of `currency` (ISO 4217) as text in `language`; no decimals when it is whole.

    >>> format_money(250000000, "EUR", "en"), format_money(1166, "EUR", "en")
    ('€2,500,000', '€11.66')
    """
    base = language.split("-", maxsplit=1)[0]
    digits = minor_digits(currency)
    whole, rest = divmod(abs(minor), 10**digits)
    amount = grouped(whole, base)
    if rest:
        amount += SEPARATORS.get(base, SPACED)[1] + str(rest).zfill(digits)
    symbol = SYMBOLS.get(currency, currency)
    if base in SIGN_FIRST:
        space = NBSP if symbol[-1:].isalpha() else SIGN_FIRST[base]
        amount = f"{symbol}{space}{amount}"
    else:
        amount = f"{amount}{NBSP}{symbol}"
    return MINUS + amount if minor < 0 else amount
