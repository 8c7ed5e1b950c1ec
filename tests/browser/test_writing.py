"""A draft in a real browser: kept before there is an account, saved by itself after."""

from __future__ import annotations

import pytest
from playwright.sync_api import APIResponse, Page, Route, expect

from proposals.models import Proposal
from tests.accounts.pages import code_in_mail
from tests.browser.conftest import Visit
from tests.factories.accounts import PASSWORD, make_district, make_user
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


def test_a_stranger_writes_signs_up_confirms_and_publishes_the_very_draft(visit: Visit) -> None:
    make_process(slug="budget", categories=["Water"])
    make_district("Kilnfield")
    page = visit(NEW, width=360)
    page.get_by_label("Title").press_sequentially(TITLE)
    page.get_by_label("Your idea").fill(BODY)
    page.get_by_role("button", name="Next: the place").click()
    page.get_by_role("link", name="Create an account").click()
    page.locator("#id_display_name").fill("Ana R.")
    page.locator("#id_email").fill("ana@example.org")
    page.locator("#id_password1").fill(PASSWORD)
    page.locator("#id_district").select_option(label="Kilnfield")
    page.get_by_role("button", name="Create an account").click()
    expect(page.locator("#id_code")).to_be_visible()
    page.locator("#id_code").fill(code_in_mail())
    page.get_by_role("button", name="Confirm my e-mail address").click()
    expect(page.get_by_label("Title")).to_have_value(TITLE)
    expect(page.get_by_label("Your idea")).to_have_value(BODY)
    page.get_by_role("button", name="Next: the place").click()
    page.get_by_role("button", name="Next: pictures").click()
    page.get_by_role("link", name="Next").click()
    page.get_by_role("button", name="Publish my proposal").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    proposal = Proposal.objects.get()
    assert (proposal.number, proposal.author.email) == (1, "ana@example.org")


def test_going_on_while_a_save_is_on_its_way_is_no_quarrel_and_loading_again_shows_the_draft(
    visit: Visit,
) -> None:
    make_process(slug="budget")
    page = visit(NEW, user=make_user())
    page.get_by_label("Title").fill(TITLE)
    type_on(page, BODY)
    expect(page.locator("#saved")).to_contain_text("Saved ")
    draft = Proposal.objects.get()
    assert page.url.endswith(f"/drafts/{draft.pk}/")
    page.reload()
    expect(page.get_by_label("Your idea")).to_have_value(BODY)
    answers: list[tuple[Route, APIResponse]] = []
    page.route("**/save/", lambda route: answers.append((route, route.fetch())))
    with page.expect_request("**/save/"):
        type_on(page, " Two schools.")
    page.wait_for_timeout(300)
    type_on(page, " And a market.")
    page.get_by_role("button", name="Next: the place").click(no_wait_after=True)
    route, response = answers[0]
    route.fulfill(response=response)
    page.wait_for_url("**/place/")
    draft.refresh_from_db()
    assert draft.body == f"{BODY} Two schools. And a market."
