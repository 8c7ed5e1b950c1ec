"""The letters that bring voting codes, as PDF: one A4 page for each person, address where windows are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from voting.codes.issuing import Drawn
from voting.codes.letter_paper import (
    Column,
    Line,
    blank_paper,
    broken,
    draw_qr,
    drawing_of,
    known_letters,
    put,
    write,
)
from voting.codes.letter_words import LetterWords, kept_together, language_of, letter_words
from voting.codes.links import code_link
from voting.models import RollEntry, Round
from voting.rounds.state import RoundError

if TYPE_CHECKING:
    from fpdf import FPDF

LETTERS_AT_ONCE = 1_000
MOST_NAMED = 5
LEFT, WIDTH = 25.0, 165.0  # millimetres, as everything here
ADDRESS_TOP, ADDRESS_WIDTH, ADDRESS_LINES = 62.7, 80.0, 6  # DIN 5008 form B, also right for ISO 269 windows
SUBJECT_TOP, CODE_TOP, CODE_HEIGHT = 103.0, 146.0, 44.0
QR, QUIET = 35.0, 4.5  # the QR code, and the white that it needs around it
TEXT, SMALL, CODE, TITLE = 10.5, 7.5, 26.0, 15.0  # points
ADDRESS = Column(LEFT, ADDRESS_WIDTH)


@dataclass(frozen=True, slots=True)
class Form:
    """What is the same in every letter of one language: its words, how it is drawn, and where it ends."""

    words: LetterWords
    drawing: bytes
    bottom: float


def letters(round: Round, drawn: Sequence[Drawn]) -> bytes:
    """Return the letters of these people as one PDF. Raises RoundError for names that no font can write.

    It takes about 2 ms for each, so that 1,000 are made in one request also on a busy machine.
    """
    _check_letters(one.entry for one in drawn)
    pdf = blank_paper()
    forms: dict[str, Form] = {}
    for one in drawn:
        language = language_of(one.entry.language, round)
        pdf.add_page()
        if language in forms:
            put(pdf, forms[language].drawing)
        else:
            forms[language] = print_form(pdf, letter_words(round, language))
        _fill_in(pdf, round, one, forms[language])
    return bytes(pdf.output())


def print_form(pdf: FPDF, words: LetterWords) -> Form:
    """Print what every letter says on the last page, which is empty; the other pages get the same drawing."""
    page = _page(words)
    steps = [f"{number}. {step}" for number, step in enumerate(words.steps, 1)]
    texts = [(step, TEXT, 1.5) for step in steps] + [(note, TEXT, 2.5) for note in words.notes]
    above = broken(pdf, [(words.subject, TITLE, 0), (words.intro, TEXT, 3)], page, SUBJECT_TOP)
    below = [*broken(pdf, texts, page, CODE_TOP + CODE_HEIGHT + 6)]
    title = Line(CODE_TOP + 4, TEXT, words.code_title, replace(_beside_qr(words), side=page.side))
    for line in (Line(ADDRESS_TOP - 6, SMALL, words.sender, ADDRESS), *above, title, *below):
        write(pdf, line)
    pdf.line(LEFT, ADDRESS_TOP - 2, LEFT + ADDRESS_WIDTH, ADDRESS_TOP - 2)
    pdf.rect(LEFT, CODE_TOP, WIDTH, CODE_HEIGHT)
    return Form(words, drawing_of(pdf), below[-1].top + 8)


def _page(words: LetterWords) -> Column:
    return Column(LEFT, WIDTH, "R" if words.rtl else "L")


def _beside_qr(words: LetterWords) -> Column:
    """Return the part of the frame for the code, which reads from left to right in every language."""
    return Column(LEFT + QR + 2 * QUIET if words.rtl else LEFT + 5, WIDTH - QR - 14)


def _fill_in(pdf: FPDF, round: Round, one: Drawn, form: Form) -> None:
    """Write what is one person's own: address, code, QR code and number."""
    for line in _in_window(pdf, _address(one.entry)):
        write(pdf, line)
    first, second, third, fourth = one.code.split("-")
    beside = _beside_qr(form.words)
    write(pdf, Line(CODE_TOP + 12, CODE, f"{first} - {second} -", beside))
    write(pdf, Line(CODE_TOP + 27, CODE, f"{third} - {fourth}", beside))
    corner = LEFT + QUIET if form.words.rtl else LEFT + WIDTH - QR - QUIET
    draw_qr(pdf, code_link(round, one.code), corner, CODE_TOP + QUIET, QR)
    number = form.words.number % {"number": kept_together(one.entry.roll_number, rtl=form.words.rtl)}
    write(pdf, Line(form.bottom, SMALL + 1, number, _page(form.words)))


def _in_window(pdf: FPDF, address: Sequence[str]) -> list[Line]:
    """Break an address into the lines that the window of an envelope shows; many get smaller letters."""
    for size in (TEXT, SMALL):
        lines = list(broken(pdf, [(text, size, 0) for text in address], ADDRESS, ADDRESS_TOP))
        if len(lines) <= ADDRESS_LINES:
            break
    return lines


def _address(entry: RollEntry) -> list[str]:
    lines = [entry.name, *entry.address.splitlines()]
    kept = [line.strip() for line in lines if line.strip()] or [entry.roll_number]
    return [*kept[: ADDRESS_LINES - 1], ", ".join(kept[ADDRESS_LINES - 1 :])][:ADDRESS_LINES]


def _check_letters(entries: Iterable[RollEntry]) -> None:
    """Refuse to print a name as empty boxes."""
    known = known_letters()
    strange = [
        entry.roll_number for entry in entries
        if any(ord(sign) not in known for sign in entry.name + entry.address if not sign.isspace())
    ]  # fmt: skip
    if strange:
        raise RoundError(
            _("The letters of these people cannot be printed, because their names have letters that our "
              "font does not have: %(numbers)s. Choose the mail-merge table for them. Nothing was issued.")
            % {"numbers": ", ".join(strange[:MOST_NAMED]) + (" …" if len(strange) > MOST_NAMED else "")}
        )  # fmt: skip
