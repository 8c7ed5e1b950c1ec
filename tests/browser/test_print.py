"""What stands on paper: everything that is read, and nothing that is pressed."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.test_sealed_ballot import address, cast, check, tick, words_on
from tests.factories.accounts import make_user
from tests.factories.deliberation import make_comment
from tests.factories.proposals import make_proposal
from tests.factories.voting import make_open_round

pytestmark = pytest.mark.browser
PAPER = 680  # what an A4 sheet holds between its margins, in CSS pixels
SHEET = 1009


def on_paper(visit: Visit, path: str) -> Page:
    page = visit(path, width=PAPER)
    page.emulate_media(media="print")
    return page


def test_a_ballot_is_printed_with_its_projects(visit: Visit, transactional_db: None) -> None:
    round = make_open_round()
    page = on_paper(visit, f"/{round.process.slug}/vote/{round.number}/")
    assert page.locator(".bal:visible").count() == round.projects.count() > 0
    expect(page.locator(".cast, .nav").filter(visible=True)).to_have_count(0)


def test_a_table_is_printed_as_a_table(visit: Visit, transactional_db: None) -> None:
    make_open_round()
    page = on_paper(visit, "/log/")
    expect(page.locator(".cards tbody tr").first).to_have_css("display", "table-row")


def test_a_discussion_is_printed_without_its_buttons(visit: Visit, transactional_db: None) -> None:
    comment = make_comment(text="Benches, please.")
    page = on_paper(visit, comment.proposal.get_absolute_url())
    expect(page.get_by_text("Benches, please.")).to_be_visible()
    expect(page.get_by_role("link", name="Reply")).to_have_count(0)


def test_a_proposal_is_printed_without_what_one_can_do_about_it(visit: Visit, transactional_db: None) -> None:
    page = on_paper(visit, make_proposal().get_absolute_url())
    expect(page.get_by_text("Suggest a change")).to_be_hidden()
    expect(page.get_by_text("We tell you when its text changes")).to_be_hidden()
    expect(page.locator("main li").first).to_have_css("break-inside", "avoid")


def test_a_receipt_fits_one_sheet(visit: Visit, transactional_db: None) -> None:
    person = make_user()
    page = visit(address(make_open_round(voters=[person])), user=person)
    tick(page, 1)
    check(page)
    cast(page)
    words_on(page)
    page.set_viewport_size({"width": PAPER, "height": 400})
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollHeight") <= SHEET
