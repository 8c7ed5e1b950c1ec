"""Voting without an account, without scripts, and where only the voter's device may seal a ballot."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

import pytest
from django.utils import timezone
from playwright.sync_api import Page, Request, expect

from accounts.models import User
from tests.browser.conftest import Visit
from tests.browser.test_sealed_ballot import address, cast, check, tick, watched, words_on
from tests.factories.accounts import make_user
from tests.factories.sealed import give_code, hold_ceremony, in_the_box
from tests.factories.voting import make_draft_round
from voting.board.lookup import ballots_of
from voting.board.trackers import tracker_of
from voting.models import RollEntry, Round
from voting.rounds.freezing import freeze_round

pytestmark = pytest.mark.browser


class Case(NamedTuple):
    """A ballot of a verifiable round, and what is wrong with it at first."""

    fields: dict[str, Any]
    given: dict[str, str]
    wrong: dict[str, str]
    said: str
    opened: list[Any]


POINTS = {"ballot_type": "cumulative", "ballot_points": 10}
SCORES = {"ballot_type": "scoring", "ballot_most": 5, "max_projects": 1}
DEVICE_CASES = (
    Case(POINTS, {"1": "7", "6": "3"}, {"2": "1"}, "Points too many: 1", [[1, 7], [6, 3]]),
    Case(SCORES, {"3": "5"}, {"2": "1"}, "You can choose 1 project.", [[3, 5]]),
    Case({"ballot_type": "ordinal"}, {"5": "1", "2": "2"}, {"1": "2"}, "the same place", [5, 2]),
)


@pytest.fixture
def person(transactional_db: None) -> User:
    return make_user()


def frozen(round: Round) -> Round:
    freeze_round(actor=None, round=round, now=timezone.now())
    return Round.objects.select_related("process").get(pk=round.pk)


def round_with_code(person: User, **fields: Any) -> tuple[Round, str]:
    """A round with one voter who has an account, and one who has a letter."""
    round = make_draft_round(voters=[person], **fields)
    code = give_code(round)
    return frozen(round), code


def verifiable_round(person: User, **fields: Any) -> tuple[Round, int, str]:
    """A round whose key three trustees hold, the key, and the code of a letter."""
    round = make_draft_round(voters=[person], **fields)
    key, code = hold_ceremony(round), give_code(round)
    return frozen(round), key, code


def type_code(page: Page, code: str) -> None:
    page.get_by_label("Your voting code").fill(code)


def sent_by(page: Page) -> list[Request]:
    """Everything the page asks of the server from now on."""
    requests: list[Request] = []
    page.on("request", lambda one: requests.append(one))  # noqa: PLW0108  a builtin cannot be tagged
    return requests


def said_without_scripts(page: Page) -> str:
    """What <noscript> holds: Chromium shows it to people, but not where only a debugger stops scripts."""
    return " ".join(page.locator("noscript").all_text_contents())


def everything(requests: list[Request]) -> str:
    return "\n".join(f"{one.url} {one.post_data or ''} {one.headers}" for one in requests)


def test_a_code_is_enough_and_never_leaves_the_device(visit: Visit, person: User) -> None:
    round, code = round_with_code(person)
    page = visit(address(round), width=360)
    requests = sent_by(page)
    tick(page, 4)
    check(page)
    type_code(page, code[:5])
    cast(page)
    expect(
        page.get_by_role("alert").filter(has_text="A code has 22 letters and digits. You typed 5.")
    ).to_be_visible()
    type_code(page, code.replace("-", ""))
    cast(page)
    words = words_on(page)
    assert in_the_box(round) == [[4]]
    assert words == tracker_of(ballots_of(round).get().payload, "en")
    assert code.replace("-", "") not in everything(requests).replace("-", "")
    assert RollEntry.objects.get(round=round, channel="web").roll_number == "L1"
    expect(page.get_by_text("Your vote counts without one.")).to_be_visible()


def test_a_code_of_nobody_is_said_and_the_choice_stays(visit: Visit, person: User) -> None:
    round, code = round_with_code(person)
    page = visit(address(round))
    tick(page, 4)
    check(page)
    type_code(page, code[:-1] + ("2" if code[-1] != "2" else "3"))
    cast(page)
    expect(page.get_by_role("alert").filter(has_text="not on the electoral roll")).to_be_visible()
    type_code(page, code)
    cast(page)
    words_on(page)
    assert in_the_box(round) == [[4]]


def test_a_code_works_without_scripts(visit: Visit, person: User) -> None:
    round, code = round_with_code(person)
    page = visit(address(round), scripts=False)
    requests = sent_by(page)
    page.locator("input[name=choice][value='6']").check()
    page.get_by_role("button", name=re.compile("Check my (new )?ballot")).click()
    expect(page.get_by_role("heading", name="Check your ballot")).to_be_visible()
    assert "so this platform seals your ballot for you" in said_without_scripts(page)
    type_code(page, "hello")
    cast(page)
    expect(page.get_by_role("alert").filter(has_text="No code has “l” in it")).to_be_visible()
    type_code(page, code)
    cast(page)
    words = words_on(page)
    expect(page.get_by_text("This platform sealed your ballot for you")).to_be_visible()
    assert words == tracker_of(ballots_of(round).get().payload, "en")
    assert in_the_box(round) == [[6]]
    assert all(code not in one.url for one in requests)
    assert all(code not in cookie["value"] for cookie in page.context.cookies())


def test_who_is_signed_in_and_has_a_letter_is_asked_for_the_code(visit: Visit, person: User) -> None:
    round, code = round_with_code(person)
    page = visit(address(round), user=make_user())
    tick(page, 1)
    check(page)
    type_code(page, code)
    cast(page)
    words_on(page)
    assert in_the_box(round) == [[1]]


def test_where_nobody_has_a_code_a_visitor_is_asked_to_sign_in(visit: Visit, person: User) -> None:
    round = frozen(make_draft_round(voters=[person]))
    page = visit(address(round))
    expect(page.get_by_text("Sign in to vote.")).to_be_visible()
    expect(page.locator("input[name=choice]")).to_have_count(0)


def test_in_a_verifiable_round_the_choice_never_leaves_the_device(visit: Visit, person: User) -> None:
    round, key, _code = verifiable_round(person)
    page = visit(address(round), user=person, width=360)
    complaints, requests = watched(page), sent_by(page)
    for number in (5, 3):
        page.locator(f"input[name=choice][value='{number}']").click()
    expect(page.locator(".cast .left b")).to_have_text("€100,000")
    page.reload()
    for number in (5, 3):
        expect(page.locator(f"input[name=choice][value='{number}']")).to_be_checked()
    page.goto("/".join(page.url.split("/")[:3]) + "/results/")
    expect(page.get_by_role("region", name="Ballot status")).to_contain_text("2 projects, €800,000")
    page.get_by_role("link", name="Check and cast").click()
    expect(page.locator("body[data-ready]")).to_be_attached()
    rows = page.locator("table[data-choice] tbody tr:visible th")
    assert rows.all_inner_texts() == ["Project 5", "Project 3"]
    expect(page.locator("[data-spent]")).to_have_text("€800,000")
    cast(page)
    words_on(page)
    assert in_the_box(round, key) == [[3, 5]]
    assert not [
        one
        for one in requests
        if one.method == "POST" and "/sealed/" not in one.url and "/code/" not in one.url
    ]
    assert "choice=" not in everything(requests)
    assert complaints == []
    page.goto("/".join(page.url.split("/")[:3]) + address(round))
    expect(page.locator("input[name=choice]:checked")).to_have_count(0)


def give(page: Page, numbers: dict[str, str]) -> None:
    """Fill in points, grades or places."""
    for number, value in numbers.items():
        field = page.locator(f"[name=give-{number}]")
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)


@pytest.mark.parametrize("case", DEVICE_CASES, ids=lambda case: case.fields["ballot_type"])
def test_limits_are_kept_by_the_device_alone(visit: Visit, person: User, case: Case) -> None:
    round, key, _code = verifiable_round(person, spending_limit=None, **case.fields)
    page = visit(address(round), user=person)
    give(page, case.given)
    give(page, case.wrong)
    page.get_by_role("button", name=re.compile("Check my (new )?ballot")).click()
    expect(page.locator("[data-faults]")).to_contain_text(case.said)
    give(page, dict.fromkeys(case.wrong, ""))
    check(page)
    cast(page)
    words_on(page)
    assert in_the_box(round, key) == [case.opened]


def test_a_letter_opens_a_verifiable_round(visit: Visit, person: User) -> None:
    round, key, code = verifiable_round(person)
    page = visit(address(round))
    requests = sent_by(page)
    page.locator("input[name=choice][value='2']").click()
    check(page)
    type_code(page, code)
    cast(page)
    words_on(page)
    assert in_the_box(round, key) == [[2]]
    assert code not in everything(requests)


def test_a_verifiable_round_takes_no_plain_form(visit: Visit, person: User) -> None:
    round, _key, _code = verifiable_round(person)
    page = visit(address(round), user=person, scripts=False)
    assert "Your browser does not run scripts, so it cannot seal a ballot." in said_without_scripts(page)
    expect(page.get_by_role("button", name="Check my ballot")).to_have_count(0)
    page.goto(page.url + "check/")
    expect(page.get_by_role("button", name="Cast my ballot")).to_be_disabled()
    assert ballots_of(round).count() == 0


def test_a_wrong_code_is_no_reason_to_let_the_platform_seal(visit: Visit, person: User) -> None:
    round, _code = round_with_code(person)
    page = visit(address(round), width=360)
    tick(page, 3)
    check(page)
    page.get_by_label("Your voting code").fill("abc")
    cast(page)
    expect(page.get_by_text("You typed 3.")).to_be_visible()
    expect(page.get_by_role("button", name="Let this platform seal it for me")).to_be_hidden()
