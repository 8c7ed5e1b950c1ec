"""Trustees in real browsers: three people make a key, close tabs, and take wrong sheets."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
import qrcode
from django.core import mail
from django.db import connection
from django.utils import timezone
from playwright.sync_api import expect
from qrcode.constants import ERROR_CORRECT_M
from qrcode.util import MODE_8BIT_BYTE, QRData

from demo.devices import everybody
from tests.browser.city import Server
from tests.browser.conftest import Visit
from tests.browser.test_qr import DRAW, form_of
from tests.browser.trustees import AtHome, links
from tests.factories.trustees import make_trustees
from tests.factories.voting import make_draft_round
from voting.board.trackers import tracker_of
from voting.crypto.encoding import sha256_hex
from voting.crypto.randomness import SECURE
from voting.crypto.signed import new_seed
from voting.models import Round
from voting.trustees.round_key import ceremony_verdict

pytestmark = pytest.mark.browser


@pytest.fixture
def round(transactional_db: None) -> Round:
    made = make_draft_round(now=timezone.now())
    make_trustees(made, now=timezone.now())
    return made


@pytest.fixture
def people(round: Round, visit: Visit, city: Server) -> list[AtHome]:
    return [AtHome(visit, link) for link in links()]


def known_picture(text: str, mask: int) -> list[list[int]]:
    """The same picture by another program."""
    code = qrcode.QRCode(version=2, error_correction=ERROR_CORRECT_M, mask_pattern=mask, border=0)
    code.add_data(QRData(text, mode=MODE_8BIT_BYTE), optimize=0)
    code.make(fit=False)
    return [[int(cell) for cell in row] for row in code.get_matrix()]


def database_text() -> str:
    """Everything in the database, as one text."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found += [repr(row) for row in cursor.fetchall()]
    return "\n".join(found)


def test_three_trustees_make_a_key_and_nobody_else_sees_a_sheet(
    round: Round, people: list[AtHome], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for person in people:
        person.make_sheet()
        person.confirm_sheet()
    for person in people:
        person.waits_for("try")
    for person in people:
        person.type_sheet()
    for person in people:
        person.waits_for("ready")
    assert ceremony_verdict(round)
    assert len({person.page.locator(".words").last.inner_text() for person in people}) == 1
    sheets = {person.seed for person in people} | {group for one in people for group in one.groups}
    seen = {
        "database": database_text(),
        "requests": "\n".join(line for person in people for line in person.sent),
        "logs": caplog.text,
        "mail": "\n".join(str(letter.body) for letter in mail.outbox),
        "stores": "\n".join(person.stored() for person in people),
    }
    assert len(sheets) == 18
    assert "/trustee/say/trial/" in seen["requests"]
    for where, text in seen.items():
        found = [one for one in sheets if len(one) == 22 and one in text]
        assert not found, where
    assert not any(link.partition("#")[2] in seen["logs"] + seen["database"] for link in links())


def test_a_closed_tab_goes_on_where_it_was(round: Round, people: list[AtHome]) -> None:
    first, second, third = people
    first.make_sheet()
    first.come_back()
    first.make_sheet()
    first.confirm_sheet()
    first.waits_for("wait")
    first.come_back()
    first.waits_for("wait")
    for person in (second, third):
        person.make_sheet()
        person.confirm_sheet()
    first.waits_for("contribute")
    first.type_sheet()
    for person in people:
        person.waits_for("try")
    assert [person.task for person in people] == ["try"] * 3
    assert all(one.share and one.number for one in everybody(round))


def test_a_wrong_sheet_is_refused_kindly_and_nothing_is_sent(round: Round, people: list[AtHome]) -> None:
    first = people[0]
    first.make_sheet()
    first.groups = ["wrong", "wrong", "nope", "nope", "gone"]
    first.confirm_sheet()
    expect(first.page.get_by_role("alert")).to_contain_text("different on the sheet you just made")
    assert everybody(round)[0].certificate == ""
    first.come_back()
    for person in people:
        person.make_sheet()
        person.confirm_sheet()
    first.waits_for("try")
    posts = len(first.sent)
    first.type_sheet("too short")
    expect(first.page.get_by_role("alert")).to_contain_text("not the 22 characters of a sheet")
    first.type_sheet(new_seed(SECURE))
    expect(first.page.get_by_role("alert")).to_contain_text("not the sheet that you made here")
    assert not any("/say/" in line for line in first.sent[posts:])
    first.type_sheet()
    first.waits_for("wait")


def test_the_paper_shows_sheet_picture_and_fingerprint(round: Round, people: list[AtHome]) -> None:
    first = people[0]
    first.make_sheet()
    shown = first.page.locator("[data-fingerprint] li").all_inner_texts()
    first.confirm_sheet()
    first.waits_for("wait")
    assert " ".join(shown) == tracker_of(sha256_hex(everybody(round)[0].certificate), "en")
    for text in (first.seed, "1111111111111111111111", "zzzzzzzzzzzzzzzzzzzzzz"):
        drawn = first.page.evaluate(DRAW, text)
        assert drawn == known_picture(text, form_of(drawn)[1])


def test_the_sheet_prints_on_one_page_of_paper(round: Round, people: list[AtHome], tmp_path: Path) -> None:
    first = people[0]
    first.make_sheet()
    printed = first.page.pdf(format="A4")
    (tmp_path / "sheet.pdf").write_bytes(printed)
    assert printed.count(b"/Type /Page\n") + printed.count(b"/Type /Page ") <= 1


def test_without_scripts_the_page_says_what_to_do(round: Round, visit: Visit) -> None:
    link = links()[0]
    path, _sign, secret = link.partition("#")
    page = visit("/" + path.split("/", 3)[3], scripts=False)
    page.get_by_label("Code of your link").fill(secret)
    page.get_by_role("button", name="Open my page").click()
    expect(page.get_by_text("needs JavaScript")).to_be_visible()
    assert page.locator("#seed").count() == 0
