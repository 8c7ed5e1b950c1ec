from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.money import NBSP, decimal, format_money, grouped, minor_digits


@pytest.mark.parametrize(
    ("minor", "currency", "language", "text"),
    [
        (250_000_000, "EUR", "en", "€2,500,000"),
        (250_000_000, "EUR", "es", f"2.500.000{NBSP}€"),
        (1_166, "EUR", "en-gb", "€11.66"),
        (1_166, "EUR", "es", f"11,66{NBSP}€"),
        (5, "EUR", "en", "€0.05"),
        (0, "EUR", "en", "€0"),
        (-12_800_000, "EUR", "en", "−€128,000"),
        (99_950, "PLN", "en", f"zł{NBSP}999.50"),
        (99_950, "PLN", "pl", f"999,50{NBSP}zł"),
        (1_234_567, "JPY", "en", "¥1,234,567"),
        (1_500, "KWD", "en", f"KWD{NBSP}1.500"),
        (100_000, "CHF", "fr", f"1{NBSP}000{NBSP}CHF"),
        (123_456_700, "XTS", "es", f"1.234.567{NBSP}XTS"),
    ],
)
def test_amounts_read_as_the_language_writes_them(
    minor: int, currency: str, language: str, text: str
) -> None:
    assert format_money(minor, currency, language) == text


@given(
    st.integers(-(10**15), 10**15),
    st.sampled_from(["EUR", "JPY", "KWD", "PLN"]),
    st.sampled_from(["en", "es"]),
)
def test_no_amount_loses_a_digit(minor: int, currency: str, language: str) -> None:
    text = format_money(minor, currency, language)
    digits = "".join(letter for letter in text if letter.isdigit())
    whole = minor % 10 ** minor_digits(currency) == 0
    expected = abs(minor) // 10 ** minor_digits(currency) if whole else abs(minor)
    assert int(digits) == expected
    assert text.startswith("−") == (minor < 0)


def test_counts_are_grouped() -> None:
    assert [grouped(18412, language) for language in ("en", "es", "fr")] == [
        "18,412",
        "18.412",
        f"18{NBSP}412",
    ]


def test_decimals_have_the_sign_of_the_language() -> None:
    assert [decimal(15.24, 1, language) for language in ("en", "es-MX", "fr")] == ["15.2", "15,2", "15,2"]
    assert decimal(97.6, 0, "es") == "98"
