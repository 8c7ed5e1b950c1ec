"""A ballot sealed in a real browser is in the box, opens to what was chosen, and gets there exactly once."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Page, Route, expect

from accounts.models import User
from tests.browser.conftest import Visit
from tests.factories.accounts import make_user, sign_in
from tests.factories.sealed import in_the_box
from tests.factories.voting import make_open_round
from voting.board.lookup import ballots_of
from voting.board.trackers import tracker_of
from voting.models import Round

pytestmark = pytest.mark.browser
SEALED_ADDRESS = "**/sealed/"
NOT_YET = "Your ballot is sealed and not cast yet. We try again every 10 seconds."


def address(round: Round, rest: str = "") -> str:
    return f"/{round.process.slug}/vote/{round.number}/{rest}"


@pytest.fixture
def person(transactional_db: None) -> User:
    return make_user()


def open_round(person: User, **fields: Any) -> Round:
    return make_open_round(voters=[person], **fields)


def tick(page: Page, *numbers: int) -> None:
    """Tick projects, and wait until the choice is kept."""
    for number in numbers:
        with page.expect_response(lambda answer: answer.status == 204):
            page.locator(f"input[name=choice][value='{number}']").click()


def check(page: Page) -> None:
    page.get_by_role("button", name=re.compile("Check my (new )?ballot")).click()
    expect(page.get_by_role("heading", name="Check your ballot")).to_be_visible()
    expect(page.locator("body[data-ready]")).to_be_attached()


def cast(page: Page) -> None:
    page.get_by_role("button", name="Cast my ballot").click()


def words_on(page: Page) -> str:
    """The six words of the receipt."""
    expect(page.get_by_role("heading", name="Your ballot is in the box")).to_be_visible()
    return " ".join(page.locator("ol.words li").all_inner_texts())


def kept(page: Page) -> list[str]:
    """What waits in the browser's store."""
    found: list[str] = page.evaluate(
        "Object.keys(localStorage).filter((key) => key.startsWith('plaza.sealed'))"
    )
    return found


def origin(page: Page) -> str:
    """The address of the city."""
    return "/".join(page.url.split("/")[:3])


def session_of(user: User) -> str:
    """What the cookie of somebody holds who signed in."""
    client = Client()
    sign_in(client, user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def sit_down(context: BrowserContext, session: str, url: str) -> None:
    """Let somebody use this browser."""
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": url}])


def watched(page: Page) -> list[str]:
    """Collect what the page complains about, among it everything that the content policy stops."""
    complaints: list[str] = []
    page.on("console", lambda m: complaints.append(m.text) if m.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return complaints


def test_the_choice_is_sealed_here_and_the_receipt_finds_it(visit: Visit, person: User) -> None:
    round = open_round(person)
    page = visit(address(round), user=person, width=360)
    complaints = watched(page)
    bodies: list[str] = []
    page.on(
        "request",
        lambda request: bodies.append(request.post_data or "") if "/sealed/" in request.url else None,
    )
    tick(page, 3, 1)
    check(page)
    cast(page)
    words = words_on(page)
    event = ballots_of(round).get()
    assert words == tracker_of(event.payload, "en")
    assert in_the_box(round) == [[1, 3]]
    assert bodies == [event.data]
    assert page.locator("[data-square] svg path").get_attribute("d")
    assert kept(page) == []
    page.reload()
    assert words_on(page) == words
    page.goto(page.url.split("/vote/")[0].rsplit("/", 1)[0] + "/results/")
    expect(page.get_by_role("region", name="Ballot status")).to_have_count(0)
    page.goto(page.url.replace("/results/", address(round)))
    expect(page.locator("input[name=choice]:checked")).to_have_count(0)
    assert complaints == []


def test_casting_again_replaces_and_says_so(visit: Visit, person: User) -> None:
    round = open_round(person)
    page = visit(address(round), user=person)
    for number in (2, 4):
        page.goto(page.url.split("/vote/")[0] + f"/vote/{round.number}/")
        tick(page, number)
        check(page)
        cast(page)
        words_on(page)
    expect(page.get_by_text("This ballot replaced your earlier one.")).to_be_visible()
    assert in_the_box(round) == [[4]]
    assert ballots_of(round).count() == 2


def test_a_double_click_casts_once(visit: Visit, person: User) -> None:
    round = open_round(person)
    page = visit(address(round), user=person)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if "/sealed/" in request.url else None)
    tick(page, 2)
    check(page)
    page.get_by_role("button", name="Cast my ballot").dblclick()
    words_on(page)
    assert len(sent) == ballots_of(round).count() == 1


def test_without_a_line_the_ballot_waits_and_is_sent_once(visit: Visit, person: User) -> None:
    round = open_round(person)
    page = visit(address(round), user=person, width=360)
    tick(page, 5)
    check(page)
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    cast(page)
    expect(page.get_by_role("region", name="Ballot status")).to_contain_text(NOT_YET)
    assert ballots_of(round).count() == 0
    assert len(kept(page)) == 1
    page.context.set_offline(False)
    words_on(page)
    assert in_the_box(round) == [[5]]
    assert (ballots_of(round).count(), kept(page)) == (1, [])


def test_an_answer_that_is_lost_does_not_cast_twice(visit: Visit, person: User) -> None:
    round = open_round(person)
    page = visit(address(round), user=person)
    tick(page, 5)
    check(page)
    lost: list[int] = []

    def lose_first(route: Route) -> None:
        answer = route.fetch()
        if lost:
            return route.fulfill(response=answer)
        lost.append(answer.status)
        return route.abort()

    page.route(SEALED_ADDRESS, lose_first)
    cast(page)
    words_on(page)
    assert lost == [200]
    assert ballots_of(round).count() == 1
    assert page.get_by_text("This ballot replaced your earlier one.").is_hidden()


def test_a_closed_tab_goes_on_for_its_voter_and_for_nobody_else(visit: Visit, person: User) -> None:
    round = open_round(person)
    page = visit(address(round), user=person)
    tick(page, 6)
    check(page)
    page.wait_for_load_state("networkidle")
    page.route(SEALED_ADDRESS, lambda route: route.abort())
    cast(page)
    expect(page.get_by_role("region", name="Ballot status")).to_contain_text(NOT_YET)
    start, elsewhere = origin(page), origin(page) + "/results/"
    context, mine = page.context, session_of(person)
    page.close()

    again = context.new_page()
    sit_down(context, session_of(make_user()), start)
    again.goto(elsewhere)
    again.wait_for_load_state("networkidle")
    expect(again.get_by_role("region", name="Ballot status")).to_have_count(0)
    assert ballots_of(round).count() == 0

    sit_down(context, mine, start)
    again.reload()
    expect(again.get_by_role("region", name="Ballot status")).to_contain_text("Your ballot is in the box.")
    assert in_the_box(round) == [[6]]
    again.get_by_role("link", name="See your receipt").click()
    assert words_on(again) == tracker_of(ballots_of(round).get().payload, "en")
    assert kept(again) == []


def test_a_refusal_is_said_and_the_choice_stays(visit: Visit, person: User) -> None:
    round = open_round(person)
    page = visit(address(round), user=person)
    tick(page, 1)
    check(page)
    page.wait_for_load_state("networkidle")
    Round.objects.filter(pk=round.pk).update(closes_at=round.opens_at + timedelta(seconds=1))
    cast(page)
    expect(page.get_by_role("alert").filter(has_text="Voting closed on")).to_be_visible()
    assert ballots_of(round).count() == 0
    assert kept(page) == []


KINDS: list[tuple[dict[str, Any], dict[str, str], list[Any]]] = [
    ({"ballot_type": "cumulative", "ballot_points": 10}, {"4": "7", "2": "3"}, [[2, 3], [4, 7]]),
    ({"ballot_type": "scoring", "ballot_most": 5}, {"1": "5", "6": "1"}, [[1, 5], [6, 1]]),
    ({"ballot_type": "grades"}, {"1": "5", "3": "2"}, [[1, 5], [3, 2]]),
    ({"ballot_type": "ordinal"}, {"5": "1", "2": "2", "6": "3"}, [5, 2, 6]),
]


@pytest.mark.parametrize(("fields", "given", "opened"), KINDS, ids=lambda one: str(one)[:30])
def test_points_grades_and_places_are_sealed(
    visit: Visit, person: User, fields: dict[str, Any], given: dict[str, str], opened: list[Any]
) -> None:
    round = open_round(person, spending_limit=None, **fields)
    page = visit(address(round), user=person, width=360)
    for number, value in given.items():
        field = page.locator(f"[name=give-{number}]")
        with page.expect_response(lambda answer: answer.status == 204):
            if field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)
    check(page)
    cast(page)
    words_on(page)
    assert in_the_box(round) == [opened]


def test_a_slow_group_seals_too(visit: Visit, person: User) -> None:
    round = open_round(person, group="RFC-3526-2048")
    page = visit(address(round), user=person)
    tick(page, 2)
    check(page)
    cast(page)
    words_on(page)
    assert in_the_box(round) == [[2]]


def test_the_words_are_spanish_for_a_spanish_reader(visit: Visit, person: User) -> None:
    round = open_round(person)
    page = visit(address(round), user=person)
    tick(page, 2)
    page.context.add_cookies([{"name": "django_language", "value": "es", "url": origin(page)}])
    page.goto(page.url + "check/")
    page.locator("[data-cast]").click()
    expect(page.locator("ol.words li")).to_have_count(6)
    shown = " ".join(page.locator("ol.words li").all_inner_texts())
    assert shown == tracker_of(ballots_of(round).get().payload, "es")


def test_somebody_signed_out_while_voting_reads_that_the_ballot_is_in_the_box(
    visit: Visit, person: User
) -> None:
    round = open_round(person)
    page = visit(address(round), user=person, width=360)
    tick(page, 3)
    with page.expect_response("**/code/mine/"):
        check(page)
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    cast(page)
    expect(page.get_by_role("heading", name="Your ballot is in the box")).to_be_visible()
    expect(page.get_by_text("No receipt on this device")).to_be_hidden()
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session_of(person), "url": origin(page)}]
    )
    page.reload()
    assert words_on(page) == tracker_of(ballots_of(round).get().payload, "en")


def test_somebody_whose_session_ended_before_the_check_is_led_to_the_door(visit: Visit, person: User) -> None:
    round = open_round(person)
    page = visit(address(round), user=person, width=360)
    tick(page, 3)
    page.route("**/code/mine/", lambda route: route.fulfill(status=503, json={}))
    check(page)
    page.unroute("**/code/mine/")
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    cast(page)
    door = page.get_by_role("alert").get_by_role("link", name="Sign in")
    expect(door).to_be_visible()
    assert str(door.get_attribute("href")).endswith("?next=" + address(round, "check/"))
