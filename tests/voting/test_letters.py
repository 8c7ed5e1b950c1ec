"""Letters with voting codes, read again by programs that did not write them."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import segno
from django.conf import settings
from PIL import Image

from tests.conftest import missing
from tests.voting.test_codes import issued, make_round
from voting.codes.issuing import Drawn, Who, issue, waiting
from voting.codes.letters import CODE_TOP, LEFT, MASK, QR, QUIET, WIDTH, letters
from voting.crypto.groups import Element
from voting.models import RollEntry
from voting.roll.membership import RollLine, load_roll
from voting.rounds.preparing import RoundError

pytestmark = pytest.mark.django_db


def pdf_words(content: bytes, folder: Path) -> list[str]:
    """Return the text of each page, read by another program."""
    if shutil.which("pdftotext") is None:
        missing("pdftotext is not installed: apt-get install poppler-utils.")
    file = folder / "letters.pdf"
    file.write_bytes(content)
    text = subprocess.run(
        ["pdftotext", "-layout", file, "-"], check=True, capture_output=True
    ).stdout.decode()
    return text.split("\f")[:-1]


def test_a_letter_holds_the_address_the_code_and_its_square(tmp_path: Path) -> None:
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
        assert one.entry.reference in page
        assert not re.search(r"#code", page)
    assert "Ada Núñez" in pages[0]
    assert "Άννα" in pages[2]


def test_the_square_is_the_address_with_the_code_behind_the_hash(tmp_path: Path) -> None:
    round = make_round()
    entry = RollEntry.objects.get(round=round, reference="1")
    code = "3kPfG-9aBcDe-7YyQw-LmNpRs"
    content = letters(round, [Drawn(entry, Element(""), code)])
    (tmp_path / "one.pdf").write_bytes(content)
    subprocess.run(["pdftoppm", "-r", "150", "-png", tmp_path / "one.pdf", tmp_path / "one"], check=True)
    link = f"{settings.SITE_URL}/{round.process.slug}/vote/{round.number}/#code={code}"
    fields = [
        list(row) for row in segno.make(link, error="m", micro=False, boost_error=False, mask=MASK).matrix
    ]
    with Image.open(next(tmp_path.glob("one*.png"))) as picture:
        assert square_in(picture.convert("L"), len(fields)) == fields


def square_in(page: Image.Image, fields: int) -> list[list[int]]:
    """Read the dark and light fields of the square on a letter: the darkest thing right of the code."""
    scale = 150 / 25.4
    left, top, size = (LEFT + WIDTH - QR - QUIET) * scale, (CODE_TOP + QUIET) * scale, QR * scale
    step = size / fields
    return [
        [
            int(page.getpixel((int(left + (x + 0.5) * step), int(top + (y + 0.5) * step)))) < 128  # type: ignore[arg-type]
            for x in range(fields)
        ]
        for y in range(fields)
    ]  # fmt: skip


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
