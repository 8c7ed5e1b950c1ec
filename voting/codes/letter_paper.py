"""Letters as PDF: lines of any writing, what stands on every page alike, and QR codes.

The fonts come with the packages fontpkg-noto-sans and fontpkg-noto-sans-arabic (SIL Open Font License).
Lengths are millimetres, sizes of letters points.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, cast
from unicodedata import normalize

import segno

if TYPE_CHECKING:
    from fpdf import FPDF

LEADING = 0.47  # millimetres of a line for each point of its letters
FAMILY, ARABIC = "noto", "noto-arabic"
MASK = 3  # any of the eight can be read; trying all of them takes most of the time
POINTS = 72 / 25.4  # of a millimetre
VOWELS = dict.fromkeys([*range(0x064B, 0x0653), 0x0670])  # help to read Arabic; fpdf2 tears words at them
COMPLEX = (range(0x0590, 0x1E00), range(0xFB1D, 0x10000))  # letters that join, or run from right to left


@dataclass(frozen=True, slots=True)
class Column:
    """Where lines stand below one another, and on which side they begin: "L" or "R"."""

    left: float
    width: float
    side: str = "L"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text and its place."""

    top: float
    size: float
    text: str
    column: Column


def blank_paper() -> FPDF:
    """Return a PDF without a page yet."""
    from fpdf import FPDF  # takes a second to load, and few processes ever need it

    pdf = FPDF(format="A4")
    pdf.set_auto_page_break(False)
    regular, arabic = _font_files()
    pdf.add_font(FAMILY, fname=regular)
    pdf.add_font(ARABIC, fname=arabic)
    pdf.set_fallback_fonts([ARABIC, FAMILY])
    return pdf


def broken(
    pdf: FPDF, paragraphs: Iterable[tuple[str, float, float]], column: Column, top: float
) -> Iterator[Line]:
    """Break paragraphs (text, size, space above) into the lines of a column."""
    for words, size, space in paragraphs:
        text = _writable(words)
        _choose_font(pdf, text, size, column)
        top += space
        for line in cast("list[str]", pdf.multi_cell(column.width, text=text, dry_run=True, output="LINES")):
            yield Line(top, size, line, column)
            top += size * LEADING


def write(pdf: FPDF, line: Line) -> None:
    """Write a line on the last page."""
    column, text = line.column, _writable(line.text)
    pdf.set_xy(column.left, line.top)
    _choose_font(pdf, text, line.size, column)
    if pdf.text_shaping:
        pdf.set_text_shaping(False)
        pdf.cell(1, text=" ")  # fpdf2 forgets a size that is first used in a shaped line that changes fonts
        pdf.set_x(column.left)
        _choose_font(pdf, text, line.size, column)
    pdf.cell(column.width, line.size * LEADING, text, align=column.side)


def _writable(text: str) -> str:
    return text if text.isascii() else normalize("NFC", text).translate(VOWELS)


def _choose_font(pdf: FPDF, text: str, size: float, column: Column) -> None:
    """Take the font for most of a text: letters that join and the signs above them must be of one."""
    is_complex = _is_complex(text)
    pdf.set_font(ARABIC if is_complex else FAMILY, size=size)
    pdf.set_text_shaping(is_complex, direction="rtl" if column.side == "R" else None)


def drawing_of(pdf: FPDF) -> bytes:
    """Return what stands on the last page, to be put on further pages of the same PDF by `put`."""
    return bytes(cast("bytearray", pdf.pages[pdf.page].contents))


def put(pdf: FPDF, drawing: bytes) -> None:
    """Put a drawing on the last page, with both fonts at hand."""
    pdf.set_font(ARABIC, size=1)
    pdf.cell(1, text=" ")  # a page has only the fonts that were used on it
    pdf.set_font(FAMILY, size=1)
    pdf.cell(1, text=" ")
    cast("bytearray", pdf.pages[pdf.page].contents).extend(b"q\n" + drawing + b"Q\n")


def draw_qr(pdf: FPDF, text: str, left: float, top: float, size: float) -> None:
    """Draw a QR code, each of its rows in runs of dark."""
    rows = segno.make(text, error="m", micro=False, boost_error=False, mask=MASK).matrix
    field = size / len(rows) * POINTS
    runs = "".join(
        f"{start} {place} {end - start} 1 re\n"
        for place, row in enumerate(rows) for start, end in _runs(bytes(row))
    )  # fmt: skip
    corner = f"{left * POINTS:.3f} {(pdf.h - top) * POINTS:.3f}"
    drawing = f"q {field:.5f} 0 0 {-field:.5f} {corner} cm\n{runs}f Q\n"
    cast("bytearray", pdf.pages[pdf.page].contents).extend(drawing.encode())


def _runs(row: bytes) -> Iterator[tuple[int, int]]:
    """Return where the dark fields of a row begin and end."""
    start = row.find(1)
    while start >= 0:
        end = row.find(0, start)
        end = len(row) if end < 0 else end
        yield start, end
        start = row.find(1, end)


@cache
def known_letters() -> frozenset[int]:
    """Return the code points that the fonts can write."""
    from fontTools.ttLib import TTFont

    return frozenset(code for file in _font_files() for code in TTFont(file).getBestCmap())


def _is_complex(text: str) -> bool:
    """Whether a text needs its letters shaped and put in order; the others are written much faster."""
    return not text.isascii() and any(ord(sign) in block for sign in text for block in COMPLEX)


@cache
def _font_files() -> tuple[Path, Path]:
    import fontpkg

    return fontpkg.path("Noto Sans"), fontpkg.path("Noto Sans Arabic")
