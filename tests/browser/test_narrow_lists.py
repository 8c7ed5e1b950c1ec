"""Lists on a phone: what they hold comes first, and what narrows them is folded until somebody asks."""

from __future__ import annotations

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from proposals.services.suggesting import suggest_change
from tests.browser.conftest import Visit
from tests.factories.accounts import make_user
from tests.factories.proposals import make_proposal
from tests.looking import NARROW, NARROWEST, troubles

pytestmark = pytest.mark.usefixtures("transactional_db")
FOLDED = "details.filters > summary"


def top_of(page: Page, selector: str) -> float:
    box = page.locator(selector).first.bounding_box()
    assert box
    return box["y"]


@pytest.mark.parametrize("scripts", [True, False])
def test_proposals_come_before_what_narrows_them(visit: Visit, scripts: bool) -> None:
    path = f"/{make_proposal(title='Benches beside the quay').process.slug}/proposals/"
    page = visit(path, width=NARROW, height=740, scripts=scripts)
    expect(page.get_by_role("searchbox")).to_be_hidden()
    assert top_of(page, ".prop") < 540
    assert top_of(page, ".seg + a") - top_of(page, ".seg") < 5, "the themes stand beside the views"
    page.get_by_text("Search and filter").click()
    page.get_by_role("searchbox").fill("bench")
    page.get_by_role("searchbox").press("Enter")
    expect(page.locator(FOLDED)).to_have_text("Search and filter (1 on)")
    expect(page.get_by_role("searchbox")).to_be_hidden()
    expect(page.get_by_role("link", name="Benches beside the quay")).to_be_visible()


def test_on_a_wide_screen_the_filters_stand_open_beside_the_list(visit: Visit) -> None:
    page = visit(f"/{make_proposal().process.slug}/proposals/")
    expect(page.locator(FOLDED)).to_be_hidden()
    expect(page.get_by_role("searchbox")).to_be_visible()
    expect(page.get_by_role("button", name="Show proposals")).to_be_visible()


def test_entries_come_before_what_narrows_the_log(visit: Visit) -> None:
    make_proposal()
    page = visit("/log/", width=NARROW, height=740)
    expect(page.get_by_label("What happened")).to_be_hidden()
    page.get_by_text("Filter", exact=True).click()
    page.get_by_label("Done by").select_option("resident")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.locator(FOLDED)).to_have_text("Filter (1 on)")
    page.goto(page.url.split("?")[0] + "?day=9999-12-31")
    expect(page.get_by_label("Day")).to_be_visible()
    assert troubles(page) == []


def test_links_under_a_proposal_stand_on_one_line(visit: Visit) -> None:
    proposal = make_proposal()
    suggest_change(
        actor=make_user(), proposal=proposal, base=1, title=proposal.title, summary="",
        body=f"{proposal.body}\n\nAnd a tree.", reason="Shade.", now=timezone.now(),
    )  # fmt: skip
    page = visit(proposal.get_absolute_url(), user=make_user(), width=NARROW)
    links = page.locator("article p:has(> a[href$='/suggestions/']) a")
    expect(links).to_have_count(3)
    assert len({box["y"] for link in links.all() if (box := link.bounding_box())}) == 1
    page.set_viewport_size({"width": NARROWEST, "height": 740})
    assert troubles(page) == []


def test_a_title_begins_where_its_text_begins(visit: Visit) -> None:
    proposal = make_proposal(
        title="رفّ كتب عربية للأطفال", body="في مكتبة حيّنا كتب للأطفال. " * 4, language="ar"
    )
    page = visit(f"/{proposal.process.slug}/proposals/", width=NARROW)
    expect(page.locator(".prop h2")).to_have_css("direction", "rtl")
    page.goto(page.url + "1/")
    expect(page.locator("h1")).to_have_css("direction", "rtl")
    high, size = (
        page.locator("h1").evaluate(f"e => parseFloat(getComputedStyle(e).{one})")
        for one in ("lineHeight", "fontSize")
    )
    assert high > 1.3 * size, "marks above and below Arabic letters do not run into one another"
    page.set_viewport_size({"width": 1280, "height": 800})
    ends = [page.locator(one).first.bounding_box() for one in ("h1", ".prose > *")]
    assert len({round(end["x"] + end["width"]) for end in ends if end}) == 1
    page.evaluate("document.documentElement.dir = 'rtl'")
    page.evaluate("document.querySelector('h1 bdi').textContent = 'A shelf of books'")
    expect(page.locator("h1")).to_have_css("direction", "ltr")


@pytest.mark.parametrize("width", [NARROWEST, NARROW])
def test_little_stands_above_the_title_of_a_proposal(visit: Visit, width: int) -> None:
    page = visit(make_proposal().get_absolute_url(), width=width, height=740)
    assert top_of(page, "h1") < 230
    page.evaluate("document.querySelector('.top .plate').lastChild.previousSibling.data = 'Marenholt '")
    assert abs(top_of(page, ".top .plate") - top_of(page, ".menu > summary")) < 10, "on one line"
