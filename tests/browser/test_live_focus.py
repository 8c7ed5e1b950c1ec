"""Where the keyboard is while the discussion changes around it."""

from __future__ import annotations

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from deliberation.services import edit_comment
from tests.browser.conftest import Visit
from tests.browser.test_live_thread import live
from tests.factories.accounts import make_user
from tests.factories.deliberation import make_comment
from tests.factories.proposals import make_proposal

pytestmark = pytest.mark.browser


def test_the_keyboard_stays_where_it_is_when_others_change_the_comment(visit: Visit) -> None:
    proposal, me = make_proposal(), make_user()
    mine, other = make_comment(proposal, author=me), make_comment(proposal)
    page = live(visit(proposal.get_absolute_url(), user=me, height=3000))
    for comment, button in ((other, "#c-2 [aria-pressed]"), (mine, "#c-1 [data-own]")):
        page.locator(button).focus()
        edit_comment(actor=comment.author, comment=comment, text="Other words.", now=timezone.now())
        expect(page.locator(f"#c-{comment.number}")).to_contain_text("Other words.")
        expect(page.locator(button)).to_be_focused()
