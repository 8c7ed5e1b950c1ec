"""Exact numbers in and out."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voting.rules.exact import decimal_text, from_json, parse_number, to_json


@given(st.fractions())
def test_json_there_and_back(value: Fraction) -> None:
    assert from_json(to_json(value)) == value
    assert parse_number(decimal_text(value)) == value


def test_numbers_too_long_for_decimal_are_written_in_hexadecimal() -> None:
    value = Fraction(-(3**12_000), 2**20_000)
    text = to_json(value)
    assert isinstance(text, str) and text.startswith("-0x")
    assert from_json(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,5", Fraction(3, 2)),
        (" 7 ", 7),
        ("2.50", Fraction(5, 2)),
        ("1e3", 1000),
        ("4/2", 2),
        ("-1/3", Fraction(-1, 3)),
    ],
)
def test_parse(text: str, value: Fraction) -> None:
    assert parse_number(text) == value


@pytest.mark.parametrize("text", ["", "one", "inf", "nan", "1/0", "1.2.3", "1e9999", "0x10", "1 000"])
def test_refuse(text: str) -> None:
    with pytest.raises(ValueError, match=r"number|zero"):
        parse_number(text)
