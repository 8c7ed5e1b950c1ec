"""A draft in a real browser: kept before there is an account, saved by itself after."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from proposals.models import Proposal
from tests.browser.conftest import Visit
from tests.factories.accounts import PASSWORD, make_user
from tests.factories.processes import make_process

pytestmark = pytest.mark.browser
NEW = "/budget/proposals/new/"
TITLE = "A drinking fountain at the tram stop"
BODY = "There is no tap within 600 metres."


def type_on(page: Page, words: str) -> None:
    """Type at the end of the text, as a person does."""
    area = page.get_by_label("Your idea")
    area.press("Control+End")
    area.press_sequentially(words)


def test_what_a_stranger_types_waits_for_the_account_and_then_saves_itself(visit: Visit) -> None:
    make_process(slug="budget")
    make_user(email="ana@example.org")
    page = visit(NEW)
    page.get_by_label("Title").press_sequentially(TITLE)
    page.get_by_label("Your idea").fill(BODY)
    page.get_by_label("Your idea").select_text()
    page.get_by_role("button", name="Bold").click()
    expect(page.get_by_label("Your idea")).to_have_value(f"**{BODY}**")
    page.close()
    again = page.context.new_page()
    again.goto(page.url)
    expect(again.get_by_text("This browser kept what you typed here before.")).to_be_visible()
    expect(again.get_by_label("Title")).to_have_value(TITLE)
    again.get_by_role("button", name="Next: the place").click()
    again.get_by_label("E-mail").fill("ana@example.org")
    again.get_by_label("Password", exact=True).fill(PASSWORD)
    again.locator("form[action*=login] button[type=submit]").click()
    expect(again.get_by_label("Title")).to_have_value(TITLE)
    type_on(again, " Two schools.")
    expect(again.locator("#saved")).to_contain_text("Saved ")
    draft = Proposal.objects.get()
    assert draft.title == TITLE
    assert draft.body.endswith("Two schools.")
    other = again.context.new_page()
    other.goto(again.url.replace("new/", f"drafts/{draft.pk}/"))
    type_on(other, " And two towers.")
    expect(other.locator("#saved")).to_contain_text("Saved ")
    type_on(again, " And a market.")
    expect(again.locator("#saved")).to_contain_text("in another window")
    assert Proposal.objects.get().body.endswith("And two towers.")
