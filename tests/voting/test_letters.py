"""Letters with voting codes, read again by programs that did not write them."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import segno
from django.conf import settings
from django.test import override_settings
from PIL import Image

from tests.conftest import missing
from tests.voting.test_codes import issued, make_round
from voting.codes.issuing import Drawn, Who, issue, waiting
from voting.codes.letter_paper import MASK
from voting.codes.letter_words import letter_words
from voting.codes.letters import CODE_TOP, LEFT, QR, QUIET, SUBJECT_TOP, WIDTH, letters
from voting.crypto.credentials import new_code
from voting.crypto.groups import Element
from voting.crypto.randomness import SECURE
from voting.models import RollEntry, Round
from voting.roll.membership import RollLine, load_roll
from voting.rounds.state import RoundError

pytestmark = pytest.mark.django_db


def pdf_words(content: bytes, folder: Path, *where: str) -> list[str]:
    """Return the text of each page, or of a part of it, read by another program."""
    if shutil.which("pdftotext") is None:
        missing("pdftotext is not installed: apt-get install poppler-utils.")
    file = folder / "letters.pdf"
    file.write_bytes(content)
    text = subprocess.run(
        ["pdftotext", "-layout", *where, file, "-"], check=True, capture_output=True
    ).stdout.decode()
    return text.split("\f")[:-1]


def test_a_letter_holds_the_address_the_code_and_its_qr_code(tmp_path: Path) -> None:
    round = make_round()
    kept: list[Drawn] = []

    def make(drawn: list[Drawn]) -> bytes:
        kept.extend(drawn)
        return letters(round, drawn)

    entries = list(waiting(round, Who.NO_ACCOUNT))
    content = issue(actor=None, round=round, entries=entries, make=make, way="letter")  # type: ignore[arg-type]
    pages = pdf_words(content, tmp_path)
    assert len(pages) == 3
    for page, one in zip(pages, kept, strict=True):
        squeezed = re.sub(r"[\s-]", "", page)
        assert one.code.replace("-", "") in squeezed
        assert one.entry.roll_number in page
        assert not re.search(r"#code", page)
    assert "Ada Núñez" in pages[0]
    assert "Άννα" in pages[2]


CODE = "3kPfG-9aBcDe-7YyQw-LmNpRs"


def picture_of(round: Round, entry: RollEntry, folder: Path) -> Image.Image:
    """Return the letter with CODE as it is printed."""
    file = folder / f"{round.pk}.pdf"
    file.write_bytes(letters(round, [Drawn(entry, Element(""), CODE)]))
    subprocess.run(["pdftoppm", "-r", "150", "-png", "-singlefile", file, file.with_suffix("")], check=True)
    with Image.open(file.with_suffix(".png")) as picture:
        return picture.convert("L")


def fields_of(round: Round) -> list[list[int]]:
    """Return the dark and light fields that the QR code of a letter with CODE must have."""
    link = f"{settings.SITE_URL}/{round.process.slug}/vote/{round.number}/#code={CODE}"
    made = segno.make(link, error="m", micro=False, boost_error=False, mask=MASK)
    return [list(row) for row in made.matrix]


def test_a_long_address_stays_in_the_window(tmp_path: Path) -> None:
    round = make_round()
    long = "Carrera 80 # 45-12 apto 1203, Conjunto Residencial Altos de la Quebrada, Barrio La Floresta"
    many = "\n".join([long, long, "Colombia"])
    entries = [
        RollEntry(roll_number=str(n), name="María", address=text) for n, text in enumerate((long, many))
    ]
    content = letters(round, [Drawn(entry, Element(""), "aaaaa-bbbbbb-ccccc-dddddd") for entry in entries])
    window = ("-x", "62", "-y", "170", "-W", "245", "-H", "110")  # in points: 22 to 108 mm, 60 to 99 mm
    first, second = (" ".join(page.split()) for page in pdf_words(content, tmp_path, *window))
    assert long in first
    assert f"{long} {long} Colombia" in second


def test_the_qr_code_is_the_address_with_the_code_behind_the_hash(tmp_path: Path) -> None:
    round = make_round()
    fields = fields_of(round)
    page = picture_of(round, RollEntry.objects.get(round=round, roll_number="1"), tmp_path)
    assert qr_in(page, len(fields), LEFT + WIDTH - QR - QUIET) == fields


def qr_in(page: Image.Image, fields: int, left: float) -> list[list[int]]:
    """Read the dark and light fields of the QR code on a letter, so many millimetres from its left."""
    scale = 150 / 25.4
    start, top, step = left * scale, (CODE_TOP + QUIET) * scale, QR * scale / fields
    return [
        [
            int(page.getpixel((int(start + (x + 0.5) * step), int(top + (y + 0.5) * step)))) < 128  # type: ignore[arg-type]
            for x in range(fields)
        ]
        for y in range(fields)
    ]  # fmt: skip


@pytest.fixture
def arabic() -> Iterator[None]:
    """The site speaks a language that runs from right to left."""
    with override_settings(LANGUAGES=[*settings.LANGUAGES, ("ar", "Arabic")]):
        yield


@pytest.mark.usefixtures("arabic")
def test_a_letter_from_right_to_left_is_the_mirror_but_code_and_address_are_not(tmp_path: Path) -> None:
    round = make_round()
    entry = RollEntry.objects.get(round=round, roll_number="2")
    assert entry.language == "ar"
    fields = fields_of(round)
    page = picture_of(round, entry, tmp_path)
    assert qr_in(page, len(fields), LEFT + QUIET) == fields
    (text,) = pdf_words((tmp_path / f"{round.pk}.pdf").read_bytes(), tmp_path)
    assert re.search(r"3kPfG - 9aBcDe -\s.*\s7YyQw - LmNpRs", text, re.DOTALL)
    words = letter_words(round, "ar")
    link = f"{settings.SITE_URL}/{round.process.slug}/vote/{round.number}/"
    assert f"\u200e{link}\u200e" in words.steps[0]
    assert f"\u200e{link}" not in letter_words(round, "en").steps[0]


@pytest.mark.usefixtures("arabic")
def test_signs_above_letters_do_not_tear_a_word(tmp_path: Path) -> None:
    pictures = []
    for title in ("تخلّص", "تخلص"):
        round = make_round()
        Round.objects.filter(pk=round.pk).update(title=title)
        round.refresh_from_db()
        entry = RollEntry.objects.get(round=round, roll_number="2")
        page = picture_of(round, entry, tmp_path)
        scale = 150 / 25.4
        pictures.append(page.crop((0, int(SUBJECT_TOP * scale), page.width, int((SUBJECT_TOP + 7) * scale))))
    assert pictures[0].tobytes() == pictures[1].tobytes()
    assert min(pictures[0].tobytes()) < 128


def test_every_letter_of_many_says_the_same_and_holds_its_own_code(tmp_path: Path) -> None:
    round = make_round()
    load_roll(actor=None, round=round, entries=[RollLine(f"N{n}", name=f"Person {n}") for n in range(40)])
    drawn = [Drawn(entry, Element(""), new_code(SECURE)) for entry in waiting(round, Who.NO_ACCOUNT)]
    pages = pdf_words(letters(round, drawn), tmp_path)
    assert len(pages) == 43
    for page, one in zip(pages, drawn, strict=True):
        assert one.code.replace("-", "") in re.sub(r"[\s-]", "", page)
        assert one.entry.roll_number in page
        assert (round.title in page) and re.search(r"^1\. ", page, re.MULTILINE)


def test_a_name_that_no_font_can_write_is_named_and_nothing_is_issued() -> None:
    round = make_round()
    load_roll(actor=None, round=round, entries=[RollLine("9", name="李小龍")])
    with pytest.raises(RoundError, match="9"):
        issue(
            actor=None, round=round, entries=list(waiting(round, Who.NO_ACCOUNT)),
            make=lambda drawn: letters(round, drawn), way="letter",
        )  # fmt: skip
    assert waiting(round, Who.NO_ACCOUNT).count() == 4
    assert "9" in issued(round)
