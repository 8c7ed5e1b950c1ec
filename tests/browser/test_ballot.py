"""The ballot in a real browser: what is left is shown, what does not fit is said, the choice survives."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from tests.browser.conftest import Visit
from tests.factories.accounts import make_user
from tests.factories.sealed import in_the_box
from tests.factories.voting import make_open_round
from tests.looking import troubles
from voting.models import Round

pytestmark = pytest.mark.browser


def address(round: Round, rest: str = "") -> str:
    return f"/{round.process.slug}/vote/{round.number}/{rest}"


@pytest.fixture
def person(transactional_db: None) -> User:
    return make_user()


def open_round(person: User, **fields: Any) -> Round:
    """An open round: 86, 174, 320, 142, 480 and 95 thousand euros, 900 thousand on a ballot."""
    return make_open_round(voters=[person], **fields)


def tick(page: Page, number: int) -> None:
    """Tick a project, and wait until the choice is kept on the device."""
    with page.expect_response(lambda answer: answer.status == 204):
        page.locator(f"input[name=choice][value='{number}']").click()


def check_and_cast(page: Page) -> None:
    page.get_by_role("button", name=re.compile("Check my (new )?ballot")).click()
    page.get_by_role("button", name="Cast my ballot").click()
    expect(page.get_by_role("heading", name="Your ballot is in the box")).to_be_visible()


def test_choose_leave_come_back_cast_and_cast_again(visit: Visit, person: User) -> None:
    round = open_round(person)
    page = visit(address(round), user=person, width=360)
    tick(page, 5)
    tick(page, 3)
    expect(page.locator(".cast .left b")).to_have_text("€100,000")
    expect(page.locator("table[data-chosen] tbody tr")).to_have_count(2)
    expect(page.locator(".cast .meter rect")).to_have_count(2)
    page.goto(page.url.split("/vote/")[0].rsplit("/", 1)[0] + "/results/")
    expect(page.get_by_role("region", name="Ballot status")).to_contain_text("€100,000 left")
    page.get_by_role("link", name="Check and cast").click()
    page.get_by_role("link", name="Change my choices").click()
    for number in (3, 5):
        expect(page.locator(f"input[name=choice][value='{number}']")).to_be_checked()
    expect(page.locator(".cast .left b")).to_have_text("€100,000")
    check_and_cast(page)
    page.goto(page.url.split("/vote/")[0].rsplit("/", 1)[0] + "/results/")
    expect(page.get_by_role("region", name="Ballot status")).to_have_count(0)
    assert in_the_box(round) == [[3, 5]]
    page.goto(page.url.replace("/results/", address(round)))
    status = page.get_by_role("region", name="Ballot status")
    expect(status.get_by_text("Your ballot is in the box")).to_be_visible()
    expect(status.get_by_text("Your new ballot is not cast yet")).to_be_hidden()
    tick(page, 1)
    expect(status.get_by_text("Your new ballot is not cast yet")).to_be_visible()
    expect(status.get_by_text("Your ballot is in the box")).to_be_hidden()
    page.reload()
    expect(status.get_by_text("Your new ballot is not cast yet")).to_be_visible()
    check_and_cast(page)
    assert in_the_box(round) == [[1]]


def test_going_back_after_casting_shows_nothing_of_what_was_chosen(visit: Visit, person: User) -> None:
    page = visit(address(open_round(person)), user=person)
    tick(page, 5)
    page.get_by_role("button", name=re.compile("Check my (new )?ballot")).click()
    page.get_by_role("button", name="Cast my ballot").click()
    expect(page.get_by_role("heading", name="Your ballot is in the box")).to_be_visible()
    for _step in range(4):
        page.go_back()
        if page.locator("#ballot").count():
            break
    expect(page.locator("#ballot")).to_be_visible()
    expect(page.locator("input[name=choice]:checked")).to_have_count(0)


def test_what_does_not_fit_is_said_and_not_ticked(visit: Visit, person: User) -> None:
    page = visit(address(open_round(person)), user=person)
    tick(page, 5)
    tick(page, 3)
    page.locator("input[name=choice][value='2']").press("Space")
    expect(page.locator("input[name=choice][value='2']")).not_to_be_checked()
    expect(page.locator("[data-said]")).to_contain_text("It costs €74,000 more than you have left.")
    expect(page.locator("#why-2")).to_be_visible()
    tick(page, 3)  # untick it to make room
    expect(page.locator("#why-2")).to_be_hidden()
    tick(page, 2)
    expect(page.locator("input[name=choice][value='2']")).to_be_checked()


def test_places_are_listed_in_their_order_while_they_are_given(visit: Visit, person: User) -> None:
    fields: dict[str, Any] = {"ballot_type": "ordinal", "max_projects": 3, "spending_limit": None}
    page = visit(address(open_round(person, **fields)), user=person)
    page.get_by_label("Project 4").select_option("2")
    page.get_by_label("Project 2").select_option("1")
    rows = page.locator("table[data-chosen] tbody tr")
    expect(rows).to_have_text(["Project 2 Place 1€174,000", "Project 4 Place 2€142,000"])
    expect(page.locator(".cast .left")).to_contain_text("Projects left: 1")
    expect(page.locator(".cast .left")).to_contain_text("2 projects, €316,000")
    with page.expect_response(lambda answer: answer.status == 204):
        page.get_by_label("Project 2").select_option("2")
    expect(page.locator("[data-said]")).to_have_text(
        "Two projects have the same place. Give each place only once."
    )
    expect(page.locator(".giving .err")).to_have_count(2)
    assert troubles(page) == []
    page.get_by_label("Project 4").select_option("1")
    expect(page.locator(".giving .err")).to_have_count(0)
    expect(page.get_by_label("Project 4")).not_to_have_attribute("aria-invalid", "true")
    with page.expect_response(lambda answer: answer.status == 204):
        page.get_by_label("Project 4").select_option("2")
    shown = page.locator("[data-tally]").inner_text()
    page.reload()
    assert page.locator("[data-tally]").inner_text() == shown, "the server draws the same"


@pytest.mark.parametrize("kind", ["scoring", "grades"])
def test_what_scored_projects_cost_is_added_up_and_too_much_is_said(
    visit: Visit, person: User, kind: str
) -> None:
    fields: dict[str, Any] = {"ballot_type": kind, "spending_limit": 200_000_00}
    page = visit(address(open_round(person, **fields)), user=person)
    page.get_by_label("Project 4").select_option("2")
    expect(page.locator(".cast .left")).to_contain_text("€58,000 left")
    page.get_by_label("Project 2").select_option("3")
    expect(page.locator(".cast .left")).to_contain_text("€116,000 over the limit")
    expect(page.locator("table[data-chosen] tfoot")).to_contain_text("Too much€116,000")
    page.get_by_role("button", name=re.compile("Check my (new )?ballot")).click()
    expect(page.locator("#errors")).to_contain_text("Leave one out.")


def test_a_bar_without_any_limit_says_what_is_chosen(visit: Visit, person: User) -> None:
    fields: dict[str, Any] = {"ballot_type": "scoring", "ballot_most": 5, "spending_limit": None}
    page = visit(address(open_round(person, **fields)), user=person, width=360)
    page.get_by_label("Project 4").select_option("2")
    expect(page.locator(".cast .left .small")).to_be_visible()
    expect(page.locator(".cast .left .small")).to_have_text("1 project, €142,000")


def test_points_are_added_up_while_they_are_given(visit: Visit, person: User) -> None:
    fields: dict[str, Any] = {"ballot_type": "cumulative", "ballot_points": 10, "spending_limit": None}
    round = open_round(person, **fields)
    page = visit(address(round), user=person, width=360)
    expect(page.get_by_role("button", name="Save and add up")).to_be_hidden()
    with page.expect_response(lambda answer: answer.status == 204):
        page.get_by_label("Project 4").fill("7")
    expect(page.locator(".cast .left")).to_contain_text("Points left: 3")
    with page.expect_response(lambda answer: answer.status == 204):
        page.get_by_label("Project 2").fill("5")
    expect(page.locator("[data-said]")).to_have_text("Points too many: 2")
    page.reload()
    expect(page.get_by_label("Project 4")).to_have_value("7")
    page.get_by_role("button", name=re.compile("Check my (new )?ballot")).click()
    expect(page.locator("#errors")).to_contain_text("You gave 2 points more than the 10 you have.")
    page.get_by_label("Project 2").fill("3")
    check_and_cast(page)
    assert in_the_box(round) == [[[2, 3], [4, 7]]]


def test_without_scripts_the_same_ballot_can_be_cast(visit: Visit, person: User) -> None:
    round = open_round(person)
    page = visit(address(round), user=person, scripts=False)
    page.locator("input[name=choice][value='6']").check()
    check_and_cast(page)
    assert in_the_box(round) == [[6]]
