"""Similar ideas while the title is typed, in a real browser: beside it, below it on phones, one tap away."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from proposals.models import Proposal, Support
from tests.browser.conftest import Visit
from tests.factories.accounts import PASSWORD, make_user
from tests.factories.processes import make_process
from tests.factories.proposals import make_proposal

pytestmark = pytest.mark.browser


def test_typing_shows_what_is_there_and_supporting_it_keeps_the_draft(visit: Visit) -> None:
    process, writer = make_process(slug="similar"), make_user()
    proposal = make_proposal(
        process=process, title="Zebra crossing at Mill Street school", summary="",
        body="Cars are too fast in front of the school and children cannot get across.",
    )  # fmt: skip
    page = visit("/similar/proposals/new/", user=writer, width=360)
    box = page.locator("[data-similar]")
    page.fill("[name=title]", "zebra cros")
    expect(box.locator("mark").first).to_have_text("Zebra")
    expect(box.get_by_role("status")).to_have_text("1 similar proposal is already here.")
    title, list_, body = (page.locator(s).bounding_box() for s in ("[name=title]", ".alike", "[name=body]"))
    assert title and list_ and body
    assert title["y"] < list_["y"] < body["y"], "On a phone the list stands by the title."
    page.fill("[name=title]", "ze")
    expect(box.locator("mark")).to_have_count(0)
    page.fill("[name=title]", "Zebra crossing, Mill Street")
    box.get_by_role("button", name="Support this one instead").click()
    page.wait_for_url(f"**/similar/proposals/{proposal.number}/")
    expect(page.get_by_text("You support proposal 1.")).to_be_visible()
    assert Support.objects.filter(proposal=proposal, user=writer).exists()
    assert Proposal.objects.get(author=writer).title == "Zebra crossing, Mill Street"


def test_a_visitor_who_supports_instead_finds_what_they_typed_after_signing_in(visit: Visit) -> None:
    process = make_process(slug="similar")
    make_user(email="ana@example.org")
    make_proposal(process=process, title="Zebra crossing at Mill Street school")
    page = visit("/similar/proposals/new/", width=360)
    page.locator("[name=title]").press_sequentially("Zebra crossing, Mill Street")
    page.get_by_role("button", name="Support this one instead").click()
    page.get_by_label("E-mail").fill("ana@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.locator("form[action*=login] button[type=submit]").click()
    page.locator("#support-button").click()
    expect(page.locator("#support-button")).to_have_attribute("aria-pressed", "true")
    page.goto(f"{page.url.split('/similar/')[0]}/similar/proposals/new/")
    expect(page.locator("[name=title]")).to_have_value("Zebra crossing, Mill Street")
