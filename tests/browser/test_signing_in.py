"""A visitor presses a button that needs an account: the whole page moves to sign-in, and back afterwards."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.factories.accounts import PASSWORD, make_user
from tests.factories.proposals import make_proposal

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("button", ["#support-button", "#follow-button"])
def test_a_visitor_signs_in_and_is_back_at_the_proposal(
    visit: Visit, transactional_db: None, button: str
) -> None:
    person, proposal = make_user(), make_proposal()
    page = visit(proposal.get_absolute_url())
    page.locator(button).click()
    expect(page.get_by_role("heading", name="Sign in", level=1)).to_be_visible()
    expect(page.locator("header.top")).to_have_count(1)
    page.get_by_label("E-mail address").fill(person.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.locator("h1")).to_have_text(proposal.title)
