"""The pages about trustees in both schemes and three widths: no axe violations, nothing too wide."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page

from tests.browser.conftest import Visit
from tests.browser.trustees import AtHome, links
from tests.factories.accounts import make_staff
from tests.factories.trustees import hold_ceremony, make_trustees
from tests.factories.verifiable import close, make_voted_round
from tests.factories.voting import make_draft_round
from voting.models import Round

pytestmark = pytest.mark.browser
SIZES = [(320, "light"), (360, "dark"), (1280, "light"), (1280, "dark")]


@pytest.fixture
def round(transactional_db: None) -> Round:
    made = make_draft_round(now=timezone.now())
    make_trustees(made, now=timezone.now())
    return made


def assert_clean(page: Page, picture: Path) -> None:
    """No axe violation and no sideways scroll; a picture is kept for people who look."""
    page.screenshot(path=picture, full_page=True)
    report = Axe().run(page)
    assert len(report.response["passes"]) > 10
    assert [(v["id"], v["nodes"][0]["html"][:200]) for v in report.response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize(("width", "scheme"), SIZES)
def test_a_trustees_own_page(visit: Visit, round: Round, width: int, scheme: str, tmp_path: Path) -> None:
    first = AtHome(visit, links()[0], width=width, scheme=scheme)
    assert_clean(first.page, tmp_path / "sheet.png")
    first.make_sheet()
    assert_clean(first.page, tmp_path / "paper.png")
    first.confirm_sheet()
    first.waits_for("wait")
    assert_clean(first.page, tmp_path / "wait.png")
    first.come_back()
    first.page.get_by_text("The same as a QR code").first.click()
    assert_clean(first.page, tmp_path / "again.png")


@pytest.mark.parametrize(("width", "scheme"), SIZES)
def test_the_desk_of_staff(visit: Visit, round: Round, width: int, scheme: str, tmp_path: Path) -> None:
    hold_ceremony(round, now=timezone.now(), until="certificate")
    path = f"/{round.process.slug}/vote/1/manage/"
    page = visit(f"{path}trustees/", user=make_staff(), width=width, scheme=scheme)
    assert_clean(page, tmp_path / "desk.png")
    page.get_by_role("link", name="Replace").first.click()
    page.get_by_role("button", name="Replace and start again").click()
    assert page.get_by_role("alert").first.is_visible()
    assert_clean(page, tmp_path / "replace.png")


@pytest.mark.parametrize(("width", "scheme"), SIZES)
def test_a_count_that_waits_for_trustees(
    visit: Visit, transactional_db: None, width: int, scheme: str, tmp_path: Path
) -> None:
    round, _seeds = make_voted_round()
    close(round)
    path = f"/{round.process.slug}/vote/1/"
    page = visit(f"{path}manage/", user=make_staff(), width=width, scheme=scheme)
    assert page.get_by_text("Trustees who have shuffled the ballots: 0 of 2").is_visible()
    assert_clean(page, tmp_path / "manage.png")
    page.goto(page.url.replace("manage/", "key/"))
    assert_clean(page, tmp_path / "key.png")
    first = AtHome(visit, links()[0], width=width, scheme=scheme)
    first.page.get_by_text("Count with the program").click()
    assert_clean(first.page, tmp_path / "count.png")


def test_who_has_no_link_learns_nothing_of_a_vote_in_preparation(client: Client, round: Round) -> None:
    text = client.get(f"/{round.process.slug}/vote/1/trustee/").content.decode()
    assert "For trustees" in text
    assert "Ruth Calder" not in text
