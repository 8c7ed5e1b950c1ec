"""The QR codes that browsers draw are those of another implementation, module for module.

The texts fill their codes to the last byte, as the two fill up what is left over differently (both may).
"""

from __future__ import annotations

import pytest
import segno

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser
DRAW = """async (text) => {
  const { qrOf } = await import('/static/js/qr/code.js');
  return qrOf(text).map((row) => row.map(Number));
}"""
FULL = {
    (1, "m"): 14, (2, "m"): 26, (5, "m"): 84, (7, "m"): 122, (9, "m"): 180, (10, "m"): 213, (14, "m"): 362,
    (20, "m"): 666, (21, "l"): 929, (27, "l"): 1465, (33, "l"): 2068, (40, "l"): 2953,
}  # fmt: skip


def test_qr_codes_are_those_of_segno(visit: Visit, transactional_db: None) -> None:
    page = visit("/results/")
    for (version, level), length in FULL.items():
        text = ("https://plaza.example/a-vote#" + "0123456789abcdef" * 200)[:length]
        drawn = page.evaluate(DRAW, text)
        shown, mask = form_of(drawn)
        assert ((len(drawn) - 17) // 4, shown) == (version, level)
        other = segno.make(
            text, version=version, error=level, mask=mask, mode="byte", boost_error=False, micro=False
        )
        assert [list(row) for row in other.matrix] == drawn, (version, level, mask)


def form_of(drawn: list[list[int]]) -> tuple[str, int]:
    """The level and mask that a code says it has: five bits beside its upper left corner."""
    number = int("".join(map(str, drawn[8][:5])), 2) ^ 0b10101
    return {0: "m", 1: "l"}[number >> 3], number & 7
