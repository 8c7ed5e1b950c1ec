"""The discussion in both schemes and three widths: no axe violations, nothing too small, nothing too wide."""

from __future__ import annotations

import pytest
from django.utils import timezone

from accounts.models import User
from deliberation.models import Stance
from deliberation.services import mark_helpful
from proposals.models import Proposal
from tests.browser.conftest import Visit
from tests.factories.accounts import make_district, make_staff, make_user
from tests.factories.deliberation import make_comment
from tests.factories.moderation import hide
from tests.factories.proposals import make_proposal
from tests.looking import troubles

pytestmark = pytest.mark.browser
SMALL_TARGETS = """() => [...document.querySelectorAll("#talk :is(a, button, summary, textarea)")]
  .filter((e) => e.offsetParent && !e.closest(".user, .soft, .who"))
  .filter((e) => e.getBoundingClientRect().height < 43.5)
  .map((e) => e.outerHTML.slice(0, 120))"""


def lively(reader: User) -> Proposal:
    """A discussion with everything that can be in one."""
    proposal = make_proposal()
    home = make_district("Kilnfield")
    first = make_comment(
        proposal, author=make_user(district=home, display_name="Henrike Vos"), stance=Stance.FOR
    )
    make_comment(parent=first, author=proposal.author)
    reply = make_comment(parent=first, author=make_staff())
    for _ in range(4):
        make_comment(parent=reply)
    hide(make_comment(parent=make_comment(proposal, stance=Stance.AGAINST)))
    make_comment(
        proposal, text="¿Y quién paga?\n\nhttps://example.org/a", stance=Stance.QUESTION, language="es"
    )
    make_comment(proposal, text="من يدفع؟ 🚰", language="ar")
    make_comment(proposal, text="unbroken" * 60)
    hide(make_comment(proposal))
    mark_helpful(actor=reader, comment=first, now=timezone.now())
    return proposal


def test_the_discussion(visit: Visit) -> None:
    reader = make_user()
    proposal = lively(reader)
    page = visit(f"{proposal.get_absolute_url()}?comment=1#c-1", user=reader)
    page.get_by_text("Add a comment").click()
    page.locator("#c-2").get_by_text("Reply").click()
    page.get_by_label("Your reply").wait_for()
    assert troubles(page, small=SMALL_TARGETS) == []


def test_the_form_with_a_mistake_on_its_own_page(visit: Visit) -> None:
    proposal = make_proposal()
    make_comment(proposal)
    path = f"{proposal.get_absolute_url()}comments/new/?parent=1"
    page = visit(path, user=make_user())
    page.get_by_label("Your reply").fill("x" * 4001)
    page.get_by_role("button", name="Post reply").click()
    page.get_by_role("alert").wait_for()
    assert troubles(page, small=SMALL_TARGETS) == []


def test_an_empty_and_a_closed_discussion(visit: Visit) -> None:
    page = visit(make_proposal().get_absolute_url())
    assert page.get_by_text("Nobody has said anything yet.").is_visible()
    assert troubles(page, small=SMALL_TARGETS) == []
