"""Paper ballots in Chromium: by keyboard alone, wide and narrow, in both schemes."""

from __future__ import annotations

import os
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.factories.accounts import make_staff
from tests.factories.paper import key_twice, tick_people
from tests.factories.voting import make_open_round
from voting.models import PaperBallot, RollEntry, Round
from voting.paper.keying import Turn, key_paper_ballots

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
HALL = "Town hall"
LOOKS = [(1280, "light"), (360, "dark")]


def base(round: Round) -> str:
    return f"/{round.process.slug}/vote/{round.number}/paper/"


def check(page: Page, name: str) -> None:
    """No violation, nothing cut off at this width and at the narrowest."""
    folder = os.environ.get("PICTURES")
    if folder:
        size = page.viewport_size or {"width": 0}
        page.screenshot(path=f"{folder}/{name}-{size['width']}.png", full_page=True)
    found = Axe().run(page, options=RULES).response["violations"]
    assert not found, (name, [(v["id"], [n["html"][:200] for n in v["nodes"]][:3]) for v in found])
    assert page.evaluate(OVERFLOW) == 0, name
    assert page.locator("h1").count() == 1, name


def closed_round() -> Round:
    """Voting is over; paper ballots of one office are keyed and two of them differ."""
    now = timezone.now()
    round = make_open_round(now=now - timedelta(days=1), strangers=6)
    tick_people(round, HALL, 4, now=now - timedelta(days=1))
    tick_people(round, "Library at the harbour", 1, now=now - timedelta(days=1))
    Round.objects.filter(pk=round.pk).update(closes_at=now - timedelta(minutes=1))
    round = Round.objects.get(pk=round.pk)
    one, two = make_staff(), make_staff()
    key_twice(round, HALL, [[1, 2], [3], []], now=now, people=(one, two))
    key_twice(round, "Library at the harbour", [], now=now)
    key_paper_ballots(
        actor=two, round=round, office=HALL, turn=Turn.SECOND, ballots={2: [4], 9: [1]}, now=now
    )
    return round


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_an_office_ticks_somebody_off_by_keyboard(visit: Visit, width: int, scheme: str) -> None:
    round, clerk = make_open_round(strangers=2), make_staff()
    page = visit(base(round), user=clerk, width=width, scheme=scheme)
    page.get_by_label("Your office").fill(HALL)
    page.keyboard.press("Enter")
    expect(page.get_by_label("Roll number")).to_be_focused()
    page.keyboard.type("M-001")
    page.keyboard.press("Enter")
    expect(page.get_by_text("May vote. Has not voted yet.")).to_be_visible()
    expect(page.get_by_role("button", name="Tick off for a ballot on paper")).to_be_focused()
    check(page, "paper-found")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Hand out one paper ballot now")).to_be_visible()
    assert RollEntry.objects.get(round=round, roll_number="M-001").office == HALL
    check(page, "paper-ticked")
    page.get_by_text("Take the tick back").click()
    check(page, "paper-undo")


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_paper_ballots_are_keyed_by_keyboard_and_compared(visit: Visit, width: int, scheme: str) -> None:
    round, third = closed_round(), make_staff()
    page = visit(f"{base(round)}keying/", user=third, width=width, scheme=scheme)
    check(page, "keying")
    page.goto(page.url + "keypad/?office=Library+at+the+harbour&turn=first")
    expect(page.get_by_label("What it says")).to_be_focused()
    page.keyboard.type("2 5")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Paper ballot 1 is keyed: 2 5")).to_be_visible()
    expect(page.get_by_label("Number of the paper ballot")).to_have_value("2")
    page.keyboard.type("77")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("There is no project 77")
    check(page, "keypad")
    assert PaperBallot.objects.get(round=round, office="Library at the harbour").first == [2, 5]
    page.goto(page.url.split("keypad/")[0] + "compare/?office=Town+hall")
    check(page, "compare")
    page.get_by_role("button", name="The second is right").click()
    expect(page.get_by_text("The paper ballot is settled.")).to_be_visible()
    page.get_by_role("button", name="There is no such paper ballot").click()
    expect(page.get_by_text("Every paper ballot that was keyed is settled.")).to_be_visible()
    page.goto(page.url.split("compare/")[0] + "explain/?office=Town+hall")
    check(page, "explain")


@pytest.mark.parametrize(("width", "scheme"), [(1280, "dark"), (360, "light")])
def test_other_pages_hold_in_both_schemes(visit: Visit, width: int, scheme: str) -> None:
    round, clerk = make_open_round(strangers=3), make_staff()
    tick_people(round, HALL, 2, now=timezone.now())
    page = visit(base(round), user=clerk, width=width, scheme=scheme)
    check(page, "paper-office")
    page.get_by_label("Your office").fill(HALL)
    page.keyboard.press("Enter")
    expect(page.get_by_label("Roll number")).to_be_visible()
    check(page, "paper")
    page.get_by_label("Roll number").fill("M-001")
    page.keyboard.press("Enter")
    expect(page.get_by_text("cannot vote again")).to_be_visible()
    check(page, "paper-voted")
    page.goto(page.url + "day/")
    check(page, "paper-day")
    page.goto(page.url.replace("paper/day/", "manage/"))
    check(page, "manage")
