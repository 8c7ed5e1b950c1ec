"""Moderating in a browser: words to begin a note with, and the page for spam in schemes and directions."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from accounts.models import User
from moderation.models import Case
from tests.browser.conftest import Visit
from tests.factories.accounts import make_moderator, make_user
from tests.factories.deliberation import make_comment
from tests.factories.moderation import make_case
from tests.looking import SMALL_TARGETS, troubles

pytestmark = pytest.mark.browser


def spam() -> Case:
    seller: User = make_user(display_name="Lamps for all, of every colour and length of name")
    first = make_comment(author=seller, text="Buy lamps. " + "unbroken" * 40)
    make_comment(first.proposal, author=seller, text="مصابيح رخيصة", language="ar")
    return make_case(first)


def note_of(page: Page) -> str:
    return page.locator("textarea[name=note]").input_value()


def test_a_rule_fills_an_empty_note_and_leaves_what_was_typed_alone(visit: Visit) -> None:
    case = spam()
    page = visit(f"/moderation/case/{case.pk}/", user=make_moderator())
    rule = page.locator("select[name=rule]")
    rule.select_option("advertising")
    assert note_of(page).startswith("This place is for decisions of the city.")
    rule.select_option("insult")
    assert note_of(page).startswith("Disagreeing is welcome")
    page.locator("textarea[name=note]").fill("My own words.")
    rule.select_option("advertising")
    assert note_of(page) == "My own words."


def test_the_page_with_all_that_an_account_wrote(visit: Visit) -> None:
    page = visit(f"/moderation/case/{spam().pk}/author/", user=make_moderator())
    assert page.get_by_role("button", name="Hide these 2 texts").is_visible()
    assert troubles(page, small=SMALL_TARGETS) == []
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert troubles(page, small=SMALL_TARGETS) == []
