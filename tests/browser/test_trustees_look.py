"""The pages about trustees in both schemes and three widths: no axe violations, nothing too wide."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from tests.browser.conftest import Visit
from tests.browser.trustees import AtHome, links
from tests.factories.accounts import make_staff
from tests.factories.trustees import hold_ceremony, make_trustees
from tests.factories.verifiable import close, make_voted_round
from tests.factories.voting import make_draft_round
from tests.looking import troubles
from voting.models import Round

pytestmark = pytest.mark.browser


@pytest.fixture
def round(transactional_db: None) -> Round:
    made = make_draft_round(now=timezone.now())
    make_trustees(made, now=timezone.now())
    return made


def test_a_trustees_own_page(visit: Visit, round: Round) -> None:
    first = AtHome(visit, links()[0])
    assert troubles(first.page) == []
    first.make_sheet()
    assert troubles(first.page) == []
    first.confirm_sheet()
    first.waits_for("wait")
    assert troubles(first.page) == []
    first.come_back()
    first.page.get_by_text("The same as a QR code").first.click()
    assert troubles(first.page) == []


def test_the_desk_of_staff(visit: Visit, round: Round) -> None:
    hold_ceremony(round, now=timezone.now(), until="certificate")
    path = f"/{round.process.slug}/vote/1/manage/"
    page = visit(f"{path}trustees/", user=make_staff())
    assert troubles(page) == []
    page.get_by_role("link", name="Replace").first.click()
    page.get_by_role("button", name="Replace and start again").click()
    assert page.get_by_role("alert").first.is_visible()
    assert troubles(page) == []


def test_a_count_that_waits_for_trustees(visit: Visit, transactional_db: None) -> None:
    round, _seeds = make_voted_round()
    close(round)
    path = f"/{round.process.slug}/vote/1/"
    page = visit(f"{path}manage/", user=make_staff())
    assert page.get_by_text("Trustees who have shuffled the ballots: 0 of 2").is_visible()
    assert troubles(page) == []
    page.goto(page.url.replace("manage/", "key/"))
    assert troubles(page) == []
    first = AtHome(visit, links()[0])
    first.page.get_by_text("Count with the program").click()
    assert troubles(first.page) == []


def test_who_has_no_link_learns_nothing_of_a_vote_in_preparation(client: Client, round: Round) -> None:
    text = client.get(f"/{round.process.slug}/vote/1/trustee/").content.decode()
    assert "For trustees" in text
    assert "Ruth Calder" not in text
