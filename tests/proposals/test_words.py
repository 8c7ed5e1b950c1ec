"""How words are compared, and the nearest spelling."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proposals.words import fold, nearest, vocabulary, words_of

KNOWN = vocabulary(["Drinking fountain in Kiln Park", "Fuente en la plaza", "Bänke am Kanal"])


@pytest.mark.parametrize(
    ("typed", "found"),
    [("fountin", "fountain"), ("BANKE", ""), ("fuentte plaza", "fuente plaza"), ("xyzzy", ""), ("", "")],
)
def test_the_nearest_spelling(typed: str, found: str) -> None:
    assert nearest(typed, KNOWN) == found


def test_accents_and_case_do_not_matter() -> None:
    assert fold("  Ñandú  ÉCOLE ") == "nandu ecole"
    assert words_of("Bench, bench & BÉNCH; crossing") == ["bench", "crossing"]


@given(st.text(max_size=300))
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text)
    assert fold(once) == once
    assert len(words_of(text)) <= 8
