"""Every page of the demo: no accessibility violation, one heading, nothing cut off, and light enough."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Response

from tests.city.browser import DESK, options
from tests.city.pages import SIGHTS, Sight
from tests.looking import troubles
from tests.walk.test_weight import LIMIT, first_visit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("city")]
CONTROLS = "a.btn, button, summary, input:not([type=hidden]), select"
SMALL_TARGETS = f"""() => [...document.querySelectorAll("{CONTROLS}")]
  .filter(e => e.checkVisibility() && !e.closest('.vh, .skip'))
  .map(e => [e.closest('label') || e, e])
  .map(([box, e]) => [Math.max(...[box, e].map(x => x.getBoundingClientRect().height)), e.outerHTML])
  .filter(([height]) => height > 0 && height < 24)
  .map(([height, html]) => `${{height}} ${{html.slice(0, 120)}}`)"""
MAPS_DRAWN = """() => [...document.querySelectorAll("[data-script]")]
  .filter(map => map.checkVisibility() && map.getBoundingClientRect().top < innerHeight)
  .every(map => map.querySelector(".leaflet-pane"))"""


@dataclass
class Seen:
    """A tab, what its console complained about, and what it loaded."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    responses: list[Response] = field(default_factory=list)


@pytest.fixture
def seen(browser: Browser, signed_in: dict[str, BrowserContext], sight: Sight) -> Iterator[Seen]:
    """A new tab of whoever looks; a visitor has never been here before and has kept nothing."""
    context = signed_in.get(sight.who) or browser.new_context(**options(DESK, "light"))
    page = context.new_page()
    tab = Seen(page)
    page.on("console", lambda m: tab.complaints.append(m.text) if m.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: tab.complaints.append(str(error)))
    page.on("response", lambda one: tab.responses.append(one))  # noqa: PLW0108  a builtin cannot be tagged
    yield tab
    if sight.who:
        page.close()
    else:
        context.close()


@pytest.mark.parametrize("sight", SIGHTS, ids=lambda sight: sight.name)
def test_page_is_accessible_whole_quiet_and_light(seen: Seen, city: str, sight: Sight) -> None:
    response = seen.page.goto(city + sight.path)
    assert response is not None
    assert response.status == (404 if sight.name == "not-found" else 200)
    assert seen.page.locator("h1").count() == 1
    seen.page.wait_for_function(MAPS_DRAWN)
    assert troubles(seen.page, small=SMALL_TARGETS) == []
    expected = 1 if sight.name == "not-found" else 0  # the browser itself reports the 404
    assert len(seen.complaints) == expected, seen.complaints
    assert response.header_value("content-security-policy")
    assert len(seen.responses) > 5
    if not sight.who and sight.name != "style-guide":
        assert first_visit(seen.responses) < LIMIT
