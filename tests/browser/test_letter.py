"""The QR code of a letter brings the voting code along: to the check, and into no request."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.test_sealed_ballot import address, cast, check, tick, words_on
from tests.factories.accounts import make_user
from tests.factories.sealed import in_the_box
from tests.factories.voting import make_draft_round
from tests.voting.test_codes import issued
from voting.models import RollEntry, Round
from voting.roll.membership import RollLine, load_roll
from voting.rounds.freezing import freeze_round

pytestmark = pytest.mark.browser


@pytest.fixture
def letter(transactional_db: None) -> tuple[Round, str]:
    """An open round with somebody who has a letter, and the code in it."""
    round = make_draft_round(voters=[make_user()])
    load_roll(actor=None, round=round, entries=[RollLine("A")])
    code = issued(round)["A"]
    freeze_round(actor=None, round=round, now=timezone.now())
    return Round.objects.get(pk=round.pk), code


def test_a_letter_is_opened_and_its_ballot_cast(letter: tuple[Round, str], visit: Visit) -> None:
    round, code = letter
    page: Page = visit(address(round, f"#code={code}"))
    sent: list[str] = []
    page.on("request", lambda request: sent.extend([request.url, request.post_data or ""]))
    expect(page).to_have_url(re.compile(r"^[^#]*$"))
    tick(page, 1)
    check(page)
    expect(page.locator("[name=code]")).to_have_value(code)
    cast(page)
    words_on(page)
    assert in_the_box(round) == [[1]]
    assert RollEntry.objects.get(roll_number="A").channel == "web"
    assert code not in page.evaluate("JSON.stringify([{...sessionStorage}, {...localStorage}])")
    assert not [text for text in sent if code in text]


def test_the_enter_key_casts_as_the_button_does_and_gives_neither_code_nor_choice_away(
    letter: tuple[Round, str], visit: Visit
) -> None:
    """A browser presses the first button of a form for the Enter key, even one that is hidden."""
    round, code = letter
    page: Page = visit(address(round), width=360)
    tick(page, 1)
    check(page)
    sent: list[str] = []
    page.on("request", lambda request: sent.extend([request.url, request.post_data or ""]))
    field = page.locator("[name=code]")
    for wrong in ("3kPfG-9aBcDe-7YyQw-LmNpRs", code[:-1]):
        field.fill(wrong)
        field.press("Enter")
        expect(page.locator("[data-problem]")).to_be_focused()
    field.fill(code)
    field.press("Enter")
    words_on(page)
    expect(page.get_by_text("This platform sealed your ballot")).to_have_count(0)
    assert not [text for text in sent if code in text or "choice=" in text]


def test_a_code_is_checked_on_the_device_before_a_ballot_is_filled_in(
    letter: tuple[Round, str], visit: Visit
) -> None:
    round, code = letter
    page: Page = visit(address(round, "code/"), width=360)
    sent: list[str] = []
    page.on("request", lambda request: sent.extend([request.url, request.post_data or ""]))
    press = page.get_by_role("button", name="Check this code")
    for typed, said in (
        ("3kPfG-9aBcDe-7YyQw-LmNpRs", "not on the electoral roll of this vote"),
        (code[:-1], "You typed 21."),
    ):
        page.get_by_label("Your voting code").fill(typed)
        press.click()
        expect(page.get_by_role("alert")).to_contain_text(said)
        expect(page.locator("[data-known]")).to_be_hidden()
    page.get_by_label("Your voting code").fill(code.replace("-", " "))
    press.click()
    expect(page.locator("[data-known]")).to_contain_text("This code is for “Streets for Children”.")
    expect(page.locator("[data-wrong]")).to_be_hidden()
    bare = code.replace("-", "")
    assert any("credential" in text for text in sent)
    assert not [text for text in sent if bare in text.replace("-", "")]
