"""How much travels: a page weighs little, compressed, and needs no scripts to be read."""

from __future__ import annotations

import gzip

import pytest
from playwright.sync_api import Browser, Response

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("city")]
LIMIT = 60_000
"""What the first visit to a citizen's page may weigh, in bytes."""
LATER = ("/media/", "/pictures/", "/leaflet", "/ws/")


def wire_size(response: Response) -> int:
    """The bytes of a response as they travelled, headers included."""
    sizes = response.request.sizes()
    return int(sizes["responseBodySize"]) + int(sizes["responseHeadersSize"])


def first_visit(responses: list[Response]) -> int:
    """What all of this weighs, without what comes once the page is there or only to who asks for it."""
    return sum(wire_size(one) for one in responses if not any(part in one.url for part in LATER))


def test_html_travels_compressed(browser: Browser, city: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    response = page.goto(city)
    assert response is not None
    assert response.header_value("content-encoding") == "gzip"
    assert wire_size(response) < 2 * len(gzip.compress(response.body()))
    assert page.get_by_role("heading", level=1).is_visible()
    context.close()
