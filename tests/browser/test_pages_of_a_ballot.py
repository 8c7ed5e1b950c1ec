"""The pages that a voter sees, in the states that only scripts bring about: accessible, whole and quiet."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from tests.browser.conftest import Visit
from tests.browser.test_other_voters import round_with_code, type_code, verifiable_round
from tests.browser.test_sealed_ballot import (
    NOT_YET,
    SEALED_ADDRESS,
    address,
    cast,
    check,
    kept,
    tick,
    watched,
    words_on,
)  # fmt: skip
from tests.browser.test_tested_seal import words_in
from tests.factories.accounts import make_user
from tests.factories.voting import make_open_round
from tests.looking import troubles
from voting.models import Round

pytestmark = pytest.mark.browser
Go = Callable[[Page], None]


@pytest.fixture
def person(transactional_db: None) -> User:
    return make_user()


def inspect(page: Page) -> None:
    """Fail where the page as it stands is not accessible, or is cut off at some width."""
    assert troubles(page) == []
    assert page.locator("h1").count() == 1


def test_from_the_check_to_the_receipt(visit: Visit, person: User) -> None:
    round = make_open_round(voters=[person])
    page = visit(address(round), user=person)
    complaints = watched(page)
    inspect(page)
    tick(page, 1, 2)
    check(page)
    page.get_by_text("Want to test that this device seals honestly?").click()
    words_in(page, "[data-test-words]")
    page.get_by_role("button", name="Test the seal").click()
    words_in(page, "[data-opened-words]")
    inspect(page)
    tested = page.locator("#opened").input_value()
    cast(page)
    words_on(page)
    inspect(page)
    page.get_by_role("button", name="Find it in the box").click()
    expect(page.get_by_text("Yes. This ballot is in the box.")).to_be_visible()
    inspect(page)
    page.goto(page.url.replace("/box/", "/seal/"))
    page.get_by_label("Text of the tested ballot").fill(tested)
    page.get_by_role("button", name="Check this seal").click()
    expect(page.get_by_text("The seal is honest")).to_be_visible()
    inspect(page)
    assert json.loads(tested)["vote"] == [0, 1]
    assert complaints == []


def test_while_the_line_is_down(visit: Visit, person: User) -> None:
    round = make_open_round(voters=[person])
    page = visit(address(round), user=person)
    tick(page, 1)
    check(page)
    page.route(SEALED_ADDRESS, lambda route: route.abort())
    cast(page)
    expect(page.get_by_role("region", name="Ballot status")).to_contain_text(NOT_YET)
    inspect(page)
    page.goto("/".join(page.url.split("/")[:3]) + "/results/")
    expect(page.get_by_role("region", name="Ballot status")).to_contain_text(NOT_YET)
    inspect(page)
    assert len(kept(page)) == 1


def test_with_a_code_and_in_a_verifiable_round(visit: Visit, person: User) -> None:
    round, _code = round_with_code(person)
    page = visit(address(round))
    inspect(page)
    tick(page, 1)
    check(page)
    type_code(page, "abcde")
    cast(page)
    expect(page.get_by_role("alert").filter(has_text="You typed 5.")).to_be_visible()
    inspect(page)
    other, _key, _code = verifiable_round(person)
    page = visit(address(other), user=person)
    page.locator("input[name=choice][value='2']").click()
    inspect(page)
    check(page)
    inspect(page)


def test_from_right_to_left(visit: Visit, person: User) -> None:
    round: Round = make_open_round(voters=[person])
    page = visit(address(round), user=person)
    turn = "document.addEventListener('DOMContentLoaded', () => { document.documentElement.dir = 'rtl' })"
    page.context.add_init_script(turn)
    page.reload()
    tick(page, 1)
    check(page)
    inspect(page)
    cast(page)
    words_on(page)
    inspect(page)
