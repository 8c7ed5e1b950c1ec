"""The letters that bring voting codes, as PDF: one A4 page for each person, address where windows are.

The fonts come with the packages fontpkg-noto-sans and fontpkg-noto-sans-arabic (SIL Open Font License).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

import segno
from django.utils.translation import gettext as _

from voting.codes.issuing import Drawn
from voting.codes.letter_words import LetterWords, language_of, letter_words
from voting.codes.links import code_link
from voting.models import RollEntry, Round
from voting.rounds.preparing import RoundError

if TYPE_CHECKING:
    from fpdf import FPDF

LETTERS_AT_ONCE = 200
MOST_NAMED = 5
LEFT, WIDTH = 25.0, 165.0  # millimetres, as everything here
ADDRESS_TOP, ADDRESS_WIDTH, ADDRESS_LINES = 62.7, 80.0, 6  # DIN 5008 form B, also right for ISO 269 windows
SUBJECT_TOP, CODE_TOP, CODE_HEIGHT = 103.0, 146.0, 44.0
QR, QUIET = 35.0, 4.5  # the square, and the white that it needs around it
TEXT, SMALL, CODE, TITLE = 10.5, 7.5, 26.0, 15.0  # points
LEADING = 0.47  # millimetres of a line for each point of its letters
FAMILY, ARABIC = "noto", "noto-arabic"
MASK = 3  # any of the eight can be read; trying all of them takes most of the time
COMPLEX = (range(0x0590, 0x1E00), range(0xFB1D, 0x10000))  # letters that join, or run from right to left


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text and where it stands."""

    top: float
    size: float
    text: str


def letters(round: Round, drawn: Sequence[Drawn]) -> bytes:
    """Return the letters of these people as one PDF. Raises RoundError for names that no font can write."""
    _check_letters(one.entry for one in drawn)
    pdf = _paper()
    forms: dict[str, Form] = {}
    for one in drawn:
        language = language_of(one.entry.language, round)
        if language not in forms:
            forms[language] = _form(letter_words(round, language))
        _letter(pdf, round, one, forms[language])
    return bytes(pdf.output())


@dataclass(frozen=True, slots=True)
class Form:
    """What is the same in every letter of one language: its paragraphs broken into lines once."""

    words: LetterWords
    above: tuple[Line, ...]
    below: tuple[Line, ...]

    @property
    def align(self) -> str:
        """The side that lines begin on."""
        return "R" if self.words.rtl else "L"


def _paper() -> FPDF:
    from fpdf import FPDF  # takes a second to load, and few processes ever need it

    pdf = FPDF(format="A4")
    pdf.set_auto_page_break(False)
    regular, arabic = _font_files()
    pdf.add_font(FAMILY, fname=regular)
    pdf.add_font(ARABIC, fname=arabic)
    pdf.set_fallback_fonts([ARABIC])
    return pdf


def _form(words: LetterWords) -> Form:
    """Break the texts on a sheet that is thrown away."""
    pdf = _paper()
    pdf.add_page()
    steps = [f"{number}. {step}" for number, step in enumerate(words.steps, 1)]
    above = _broken(pdf, SUBJECT_TOP, [(words.subject, TITLE, 0), (words.intro, TEXT, 3)])
    top = CODE_TOP + CODE_HEIGHT + 6
    texts = [(step, TEXT, 1.5) for step in steps] + [(note, TEXT, 2.5) for note in words.notes]
    below = _broken(pdf, top, texts)
    return Form(words, tuple(above), tuple(below))


def _broken(pdf: FPDF, top: float, paragraphs: Iterable[tuple[str, float, float]]) -> Iterator[Line]:
    """Break paragraphs (text, size, space above) into lines of the page."""
    for text, size, space in paragraphs:
        pdf.set_font(FAMILY, size=size)
        pdf.set_text_shaping(_is_complex(text))
        top += space
        for line in cast("list[str]", pdf.multi_cell(WIDTH, text=text, dry_run=True, output="LINES")):
            yield Line(top, size, line)
            top += size * LEADING


def _letter(pdf: FPDF, round: Round, one: Drawn, form: Form) -> None:
    pdf.add_page()
    _line(pdf, Line(ADDRESS_TOP - 6, SMALL, form.words.sender), "L", ADDRESS_WIDTH)
    pdf.line(LEFT, ADDRESS_TOP - 2, LEFT + ADDRESS_WIDTH, ADDRESS_TOP - 2)
    for place, text in enumerate(_address(one.entry)):
        _line(pdf, Line(ADDRESS_TOP + place * 4.6, TEXT, text), "L", ADDRESS_WIDTH)
    for line in (*form.above, *form.below):
        _line(pdf, line, form.align)
    _code(pdf, round, one, form)
    number = form.words.number % {"number": one.entry.reference}
    _line(pdf, Line(form.below[-1].top + 8, SMALL + 1, number), form.align)


def _line(pdf: FPDF, line: Line, align: str, width: float = WIDTH, left: float = LEFT) -> None:
    pdf.set_font(FAMILY, size=line.size)
    pdf.set_xy(left, line.top)
    pdf.set_text_shaping(False)
    if _is_complex(line.text):
        pdf.cell(1, text=" ")  # fpdf2 forgets a size that is first used in a shaped line that changes fonts
        pdf.set_x(left)
        pdf.set_text_shaping(True)
    pdf.cell(width, line.size * LEADING, line.text, align=align)


def _code(pdf: FPDF, round: Round, one: Drawn, form: Form) -> None:
    """The frame with the code in its four groups, and the square for a phone."""
    pdf.rect(LEFT, CODE_TOP, WIDTH, CODE_HEIGHT)
    rtl = form.words.rtl
    square = LEFT + QUIET if rtl else LEFT + WIDTH - QR - QUIET
    start = LEFT + QR + 2 * QUIET if rtl else LEFT + 5
    room = WIDTH - QR - 14
    _line(pdf, Line(CODE_TOP + 4, TEXT, form.words.code_title), form.align, room, start)
    first, second, third, fourth = one.code.split("-")
    _line(pdf, Line(CODE_TOP + 12, CODE, f"{first} - {second} -"), "L", room, start)
    _line(pdf, Line(CODE_TOP + 27, CODE, f"{third} - {fourth}"), "L", room, start)
    _square(pdf, code_link(round, one.code), square, CODE_TOP + QUIET)


def _square(pdf: FPDF, text: str, left: float, top: float) -> None:
    """A QR code, each row drawn in runs of dark."""
    rows = segno.make(text, error="m", micro=False, boost_error=False, mask=MASK).matrix
    size = QR / len(rows)
    for line, row in enumerate(rows):
        start = None
        for place, dark in enumerate([*row, 0]):
            if dark and start is None:
                start = place
            elif not dark and start is not None:
                pdf.rect(left + start * size, top + line * size, (place - start) * size, size, style="F")
                start = None


def _address(entry: RollEntry) -> list[str]:
    lines = [entry.name, *entry.address.splitlines()]
    kept = [line.strip() for line in lines if line.strip()] or [entry.reference]
    return [*kept[: ADDRESS_LINES - 1], ", ".join(kept[ADDRESS_LINES - 1 :])][:ADDRESS_LINES]


def _is_complex(text: str) -> bool:
    """Whether a text needs its letters shaped and put in order; the others are written much faster."""
    return any(ord(sign) in block for sign in text for block in COMPLEX)


def _check_letters(entries: Iterable[RollEntry]) -> None:
    """Refuse to print a name as empty boxes."""
    known = _known_letters()
    strange = [
        entry.reference for entry in entries
        if any(ord(sign) not in known for sign in entry.name + entry.address if not sign.isspace())
    ]  # fmt: skip
    if strange:
        raise RoundError(
            _("The letters of these people cannot be printed, as their names use signs that our font lacks: "
              "%(numbers)s. Choose the mail-merge table for them. Nothing was issued.")
            % {"numbers": ", ".join(strange[:MOST_NAMED]) + (" …" if len(strange) > MOST_NAMED else "")}
        )  # fmt: skip


@cache
def _font_files() -> tuple[Path, Path]:
    import fontpkg

    return fontpkg.path("Noto Sans"), fontpkg.path("Noto Sans Arabic")


@cache
def _known_letters() -> frozenset[int]:
    from fontTools.ttLib import TTFont

    return frozenset(code for file in _font_files() for code in TTFont(file).getBestCmap())
