"""Which bytes a mirror asks for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voting.board.byte_range import wanted_range


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("bytes=0-", (0, 99)),
        ("bytes=40-", (40, 99)),
        ("bytes=40-49", (40, 49)),
        ("bytes=40-4000", (40, 99)),
        ("bytes=100-", (100, 99)),
        ("bytes=9-3", None),
        ("bytes=-5", None),
        ("bytes=0-1,5-6", None),
        ("lines=0-", None),
        ("", None),
    ],
)
def test_a_range_is_read(asked: str, expected: tuple[int, int] | None) -> None:
    assert wanted_range(asked, 100) == expected


@given(st.text(max_size=40), st.integers(1, 10**9))
def test_whatever_is_sent_never_leads_behind_the_end(asked: str, size: int) -> None:
    found = wanted_range(asked, size)
    assert found is None or (found[0] >= 0 and found[1] < size)
