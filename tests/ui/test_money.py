from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.money import NBSP, amount_in, decimal, format_money, grouped, minor_digits, written


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


@pytest.mark.parametrize(
    ("typed", "digits", "language", "amount"),
    [
        ("55000", 2, "en", "55000"),
        ("55,000", 2, "en", "55000"),
        ("55.000", 2, "en", "55000"),
        ("55.000", 2, "es", "55000"),
        ("55,000", 2, "es", "55000"),
        ("55.5", 2, "en", "55.5"),
        ("55,50", 2, "en", "55.50"),
        ("55,50", 2, "es", "55.50"),
        ("1.250.000,50", 2, "en", "1250000.50"),
        ("1,250,000.50", 2, "es", "1250000.50"),
        ("1 250 000", 2, "fr", "1250000"),
        (f"1{NBSP}250\u202f000,5", 2, "fr", "1250000.5"),
        ("1'250’000.-", 2, "de", None),
        ("1'250", 2, "de", "1250"),
        ("1.500", 3, "en", "1.500"),
        ("1,500", 3, "en", "1500"),
        ("1,500", 0, "en", "1500"),
        ("1.5", 0, "en", None),
        ("-3", 2, "en", "-3"),
        ("−3", 2, "en", "-3"),
        ("1,23,456", 2, "en", None),
        ("a lot", 2, "en", None),
        ("1e5", 2, "en", None),
        ("NaN", 2, "en", None),
        ("", 2, "en", None),
    ],
)
def test_amounts_are_read_as_people_write_them(
    typed: str, digits: int, language: str, amount: str | None
) -> None:
    if amount is None:
        with pytest.raises(ValueError, match="No amount"):
            amount_in(typed, digits, language)
    else:
        assert amount_in(typed, digits, language) == Decimal(amount)


@given(
    st.decimals(0, 10**12, places=2), st.sampled_from(["en", "es", "fr", "pl", "de", "ar", "nl", "ja", "xx"])
)
def test_what_is_shown_is_read_again_as_the_same(amount: Decimal, language: str) -> None:
    assert amount_in(written(amount, language), 2, language) == amount
