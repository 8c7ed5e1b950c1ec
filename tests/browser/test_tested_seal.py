"""Cast or challenge: a sealed ballot is opened, checked on another device, and never comes into the box."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from tests.browser.conftest import Visit
from tests.browser.test_sealed_ballot import address, cast, check, open_round, tick, words_on
from tests.factories.accounts import make_user
from tests.factories.sealed import in_the_box
from voting.board.lookup import ballots_of
from voting.board.trackers import tracker_of
from voting.crypto.encoding import sha256_hex
from voting.models import Round, SpoiledBallot

pytestmark = pytest.mark.browser


@pytest.fixture
def person(transactional_db: None) -> User:
    return make_user()


def words_in(page: Page, place: str) -> str:
    expect(page.locator(f"{place} li")).to_have_count(6)
    return " ".join(page.locator(f"{place} li").all_inner_texts())


def open_test(page: Page, round: Round, *numbers: int) -> tuple[str, str]:
    """Choose, and open the sealed ballot; return the words shown before, and the text of the test."""
    tick(page, *numbers)
    check(page)
    page.get_by_text("Want to test that this device seals honestly?").click()
    before = words_in(page, "[data-test-words]")
    page.get_by_role("button", name="Test the seal").click()
    expect(page.get_by_text("This ballot is thrown away. Nothing was cast.")).to_be_visible()
    assert words_in(page, "[data-opened-words]") == before
    return before, page.get_by_label("Or copy this text to").input_value()


def check_elsewhere(visit: Visit, round: Round, text: str) -> Page:
    page = visit(address(round, "seal/"), width=360)
    page.get_by_label("Text of the tested ballot").fill(text)
    page.get_by_role("button", name="Check this seal").click()
    expect(page.locator("[data-result]")).to_be_visible()
    return page


def test_another_device_says_that_the_seal_is_honest(visit: Visit, person: User) -> None:
    round = open_round(person)
    page = visit(address(round), user=person)
    words, text = open_test(page, round, 3, 1)
    elsewhere = check_elsewhere(visit, round, text)
    expect(elsewhere.get_by_text("The seal is honest")).to_be_visible()
    assert words_in(elsewhere, "[data-result] .words") == words
    assert elsewhere.locator("[data-choices] li").all_inner_texts() == ["Project 1", "Project 3"]
    assert ballots_of(round).count() == 0

    cast(page)
    assert words_on(page) != words
    assert in_the_box(round) == [[1, 3]]
    tested = json.loads(text)["ballot"]
    assert SpoiledBallot.objects.get().digest == sha256_hex(tested)
    assert tracker_of(sha256_hex(tested), "en") == words


@pytest.mark.parametrize("change", ["vote", "seed", "ballot"])
def test_another_device_notices_what_was_altered(visit: Visit, person: User, change: str) -> None:
    round = open_round(person)
    page = visit(address(round), user=person)
    _words, text = open_test(page, round, 3, 1)
    tested = json.loads(text)
    if change == "vote":
        tested["vote"] = [0, 1]
    elif change == "seed":
        tested["seed"] = "0" * 64
    else:
        tested["ballot"] = tested["ballot"].replace('"response":"', '"response":"1', 1)
    elsewhere = check_elsewhere(visit, round, json.dumps(tested))
    expect(elsewhere.get_by_text("The seal is honest")).to_be_hidden()
    if change != "ballot":
        expect(elsewhere.get_by_text("The seal is not honest")).to_be_visible()


def test_another_device_reads_the_projects_where_ballots_are_bound_to_them(
    visit: Visit, person: User
) -> None:
    """A platform that exchanges two projects on the ballot would do so on the page of the check, too."""
    round = open_round(person)
    _words, text = open_test(visit(address(round), user=person), round, 3, 1)
    elsewhere = visit(address(round, "seal/"))
    exchanged = round.rules_json.replace("Project 1", "Project 0")
    elsewhere.route("**/rules.json", lambda route: route.fulfill(body=exchanged))
    elsewhere.get_by_label("Text of the tested ballot").fill(text)
    elsewhere.get_by_role("button", name="Check this seal").click()
    expect(elsewhere.locator("[data-bad]")).to_contain_text("do not match the fingerprint on this page")
    expect(elsewhere.get_by_text("The seal is honest")).to_be_hidden()


def test_the_qr_code_holds_the_same_and_leaves_no_trace_in_the_address(visit: Visit, person: User) -> None:
    round = open_round(person)
    page = visit(address(round), user=person)
    words, text = open_test(page, round, 2)
    pack = "async (text) => (await import('/static/js/casting/tested.js')).packedTest(JSON.parse(text))"
    packed = page.evaluate(pack, text)
    elsewhere = visit(address(round, f"seal/#{packed}"))
    expect(elsewhere.get_by_text("The seal is honest")).to_be_visible()
    assert words_in(elsewhere, "[data-result] .words") == words
    assert "#" not in elsewhere.url
    assert len(packed) < 1100


def test_what_is_no_test_is_said(visit: Visit, person: User) -> None:
    page = check_elsewhere(visit, open_round(person), "1hello")
    expect(page.locator("[data-bad]")).to_contain_text("this text is not a tested ballot")
