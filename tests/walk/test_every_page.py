"""Every page of the demo: no accessibility violation, one heading, nothing cut off, in both schemes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, StorageState

from tests.city.browser import options, settle
from tests.city.pages import SIGHTS, Sight

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("city")]
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
WIDTHS = (360, 1280)
NARROWEST = 320
CONTROLS = "a.btn, button, summary, input:not([type=hidden]), select"
SMALL_TARGETS = """controls => [...document.querySelectorAll(controls)]
  .filter(e => e.checkVisibility() && !e.closest('.vh, .skip'))
  .map(e => [e.closest('label') || e, e])
  .map(([box, e]) => [Math.max(...[box, e].map(x => x.getBoundingClientRect().height)), e.outerHTML])
  .filter(([height]) => height > 0 && height < 24)
  .map(([height, html]) => `${height} ${html.slice(0, 120)}`)"""


@pytest.fixture(params=("light", "dark"))
def scheme(request: pytest.FixtureRequest) -> str:
    """A colour scheme."""
    return str(request.param)


@pytest.fixture
def page(
    browser: Browser, signed_in: dict[str, StorageState], sight: Sight, scheme: str
) -> Iterator[tuple[Page, list[str]]]:
    """A browser signed in for the sight, and what its console complained about."""
    size = {"width": WIDTHS[1], "height": 900}
    context = browser.new_context(**options(size, scheme, storage_state=signed_in[sight.who]))
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda m: complaints.append(m.text) if m.type in {"error", "warning"} else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened, complaints
    context.close()


@pytest.mark.parametrize("sight", SIGHTS, ids=lambda sight: sight.name)
def test_page_is_accessible_whole_and_quiet(
    page: tuple[Page, list[str]], city: str, sight: Sight, scheme: str
) -> None:
    opened, complaints = page
    response = opened.goto(city + sight.path)
    settle(opened)
    assert response is not None
    assert response.status == (404 if sight.name == "not-found" else 200)
    assert opened.locator("h1").count() == 1
    for width in WIDTHS if scheme == "light" else WIDTHS[1:]:
        opened.set_viewport_size({"width": width, "height": 900})
        found = Axe().run(opened, options=RULES).response["violations"]
        assert not found, [(v["id"], [n["html"][:200] for n in v["nodes"]][:3]) for v in found]
        assert opened.evaluate(SMALL_TARGETS, CONTROLS) == []
    opened.set_viewport_size({"width": NARROWEST, "height": 900})
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert opened.evaluate(overflow) == 0
    expected = 1 if sight.name == "not-found" else 0  # the browser itself reports the 404
    assert len(complaints) == expected, complaints
