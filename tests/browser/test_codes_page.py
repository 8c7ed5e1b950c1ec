"""Files with voting codes at a browser: one press, one file, and the page says what is left."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.test_sealed_ballot import address
from tests.factories.accounts import make_staff
from tests.factories.voting import make_draft_round
from voting.codes.forms import AT_ONCE
from voting.models import RollEntry, Round

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(transactional_db: None, visit: Visit, monkeypatch: pytest.MonkeyPatch) -> tuple[Round, Page]:
    """The page that issues codes, for a roll of five, two at a time in a table."""
    monkeypatch.setitem(AT_ONCE, "table", 2)
    round = make_draft_round(strangers=5)
    page: Page = visit(address(round, "manage/codes/"), user=make_staff())
    page.get_by_label("A table for mail merge").check()
    return round, page


def press(page: Page) -> tuple[str, list[str]]:
    """Press the button; return the name of the file and the roll numbers in it."""
    with page.expect_download() as download:
        page.get_by_role("button", name="Issue the codes").click()
    file = download.value
    rows = csv.DictReader(StringIO(Path(file.path()).read_text(encoding="utf-8-sig")))
    return file.suggested_filename, [row["number"] for row in rows]


def test_each_press_makes_the_next_file_until_nobody_is_left(desk: tuple[Round, Page]) -> None:
    round, page = desk
    assert press(page) == ("codes-M-001-to-M-002.csv", ["M-001", "M-002"])
    expect(page.get_by_role("status")).to_contain_text("codes-M-001-to-M-002.csv is on your computer.")
    expect(page.locator("[data-fresh=left]")).to_contain_text("3 people have neither")
    assert press(page) == ("codes-M-003-to-M-004.csv", ["M-003", "M-004"])
    expect(page.locator("[data-fresh=left]")).to_contain_text("1 person has neither")
    assert press(page) == ("codes-M-005-to-M-005.csv", ["M-005"])
    expect(page.locator("[data-fresh=left]")).to_contain_text("Everyone has an account or a code.")
    assert RollEntry.objects.filter(round=round, code_by="letter").count() == 5
    page.get_by_role("button", name="Issue the codes").click()
    expect(page.get_by_role("alert")).to_contain_text("nobody left to get a code")
    expect(page.locator("#errors")).to_be_focused()


def test_a_file_that_does_not_arrive_is_told_and_its_numbers_can_be_issued_again(
    desk: tuple[Round, Page],
) -> None:
    round, page = desk
    page.route(
        "**/manage/codes/",
        lambda route: route.abort() if route.request.method == "POST" else route.continue_(),
    )
    page.get_by_role("button", name="Issue the codes").click()
    expect(page.get_by_role("status")).to_contain_text("The file did not arrive.")
    assert not RollEntry.objects.filter(round=round, code_by="letter").exists()
    page.unroute("**/manage/codes/")
    assert press(page) == ("codes-M-001-to-M-002.csv", ["M-001", "M-002"])
