"""Paper ballots in Chromium: by keyboard alone, and fit for everybody, wide and narrow, light and dark."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.factories.accounts import make_staff
from tests.factories.paper import key_twice, tick_people
from tests.factories.voting import make_open_round
from tests.looking import troubles
from voting.models import PaperBallot, RollEntry, Round
from voting.paper.keying import Turn, key_paper_ballots

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HALL = "Town hall"


def base(round: Round) -> str:
    return f"/{round.process.slug}/vote/{round.number}/paper/"


def check(page: Page) -> None:
    """Nothing is wrong with the page as it stands, and it has one heading."""
    assert troubles(page) == []
    assert page.locator("h1").count() == 1


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


def test_an_office_ticks_somebody_off_by_keyboard(visit: Visit) -> None:
    round, clerk = make_open_round(strangers=2), make_staff()
    page = visit(base(round), user=clerk)
    page.get_by_label("Name of the office").fill(HALL)
    page.keyboard.press("Enter")
    expect(page.get_by_label("Roll number")).to_be_focused()
    page.keyboard.type("M-001")
    page.keyboard.press("Enter")
    expect(page.get_by_text("May vote. Has not voted yet.")).to_be_visible()
    expect(page.get_by_role("button", name="Tick off for a ballot on paper")).to_be_focused()
    check(page)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Hand out one paper ballot now")).to_be_visible()
    assert RollEntry.objects.get(round=round, roll_number="M-001").office == HALL
    check(page)
    page.get_by_text("Take the tick back").click()
    check(page)


def test_paper_ballots_are_keyed_by_keyboard_and_compared(visit: Visit) -> None:
    round, third = closed_round(), make_staff()
    page = visit(f"{base(round)}keying/", user=third)
    check(page)
    page.goto(page.url + "keypad/?office=Library+at+the+harbour&turn=first")
    expect(page.get_by_label("What it says")).to_be_focused()
    page.keyboard.type("2 5")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Paper ballot 1 is keyed: 2 5")).to_be_visible()
    expect(page.get_by_label("Number of the paper ballot")).to_have_value("2")
    expect(page.get_by_label("What it says")).to_be_focused()
    page.keyboard.type("77")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("There is no project 77")
    check(page)
    assert PaperBallot.objects.get(round=round, office="Library at the harbour").first == [2, 5]
    page.goto(page.url.split("keypad/")[0] + "compare/?office=Town+hall")
    check(page)
    page.get_by_role("button", name="The second is right").click()
    expect(page.get_by_text("The paper ballot is settled.")).to_be_visible()
    page.get_by_role("button", name="There is no such paper ballot").click()
    expect(page.get_by_text("Every paper ballot that was keyed is settled.")).to_be_visible()
    page.goto(page.url.split("compare/")[0] + "explain/?office=Town+hall")
    check(page)


def test_other_pages_hold_in_both_schemes(visit: Visit) -> None:
    round, clerk = make_open_round(strangers=3), make_staff()
    tick_people(round, HALL, 2, now=timezone.now())
    page = visit(base(round), user=clerk)
    check(page)
    expect(page.get_by_label("Name of the office")).to_be_hidden()
    page.get_by_label("Another office").check()
    expect(page.get_by_label("Name of the office")).to_be_visible()
    page.get_by_label(HALL).check()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Roll number")).to_be_visible()
    check(page)
    page.get_by_label("Roll number").fill("M-001")
    page.keyboard.press("Enter")
    expect(page.get_by_text("cannot vote again")).to_be_visible()
    check(page)
    page.goto(page.url + "day/")
    check(page)
    page.goto(page.url.replace("day/", "ballot/"))
    check(page)
    page.goto(page.url.replace("paper/ballot/", "manage/collect/"))
    check(page)
    page.goto(page.url.replace("collect/", ""))
    check(page)
