"""The discussion in both schemes and three widths: no axe violations, nothing too small, nothing too wide."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Page

from accounts.models import User
from deliberation.models import Stance
from deliberation.services import mark_helpful
from proposals.models import Proposal
from tests.browser.conftest import Visit
from tests.factories.accounts import make_district, make_staff, make_user
from tests.factories.deliberation import make_comment
from tests.factories.moderation import hide
from tests.factories.proposals import make_proposal

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


def assert_clean(page: Page) -> None:
    """No axe violation, no sideways scroll, no small target."""
    report = Axe().run(page)
    assert len(report.response["passes"]) > 10
    assert [(v["id"], v["nodes"][0]["html"][:200]) for v in report.response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate(SMALL_TARGETS) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 360, 1280])
def test_the_discussion(visit: Visit, scheme: str, width: int, tmp_path: Path) -> None:
    reader = make_user()
    proposal = lively(reader)
    page = visit(f"{proposal.get_absolute_url()}?comment=1#c-1", user=reader, width=width, scheme=scheme)
    page.get_by_text("Add a comment").click()
    page.locator("#c-2").get_by_text("Reply").click()
    page.get_by_label("Your answer").wait_for()
    assert_clean(page)
    page.locator("#talk").screenshot(path=tmp_path / "talk.png")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_form_with_a_mistake_on_its_own_page(visit: Visit, scheme: str, width: int) -> None:
    proposal = make_proposal()
    make_comment(proposal)
    path = f"{proposal.get_absolute_url()}comments/new/?parent=1"
    page = visit(path, user=make_user(), width=width, scheme=scheme)
    page.get_by_label("Your answer").fill("x" * 4001)
    page.get_by_role("button", name="Post answer").click()
    page.get_by_role("alert").wait_for()
    assert_clean(page)


def test_an_empty_and_a_closed_discussion(visit: Visit) -> None:
    page = visit(make_proposal().get_absolute_url())
    assert page.get_by_text("Nobody has said anything yet.").is_visible()
    assert_clean(page)
