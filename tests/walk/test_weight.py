"""What a first visit weighs, and that pages of people work without scripts."""

from __future__ import annotations

import gzip

import pytest
from playwright.sync_api import Browser, Response

from tests.city.pages import SIGHTS, Sight

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("city")]
LIMIT = 60_000
CITIZENS = [sight for sight in SIGHTS if not sight.who and sight.name != "style-guide"]
LATER = ("/media/", "/pictures/", "/leaflet", "/ws/")


def wire_size(response: Response) -> int:
    """The bytes of a response as they travelled, headers included."""
    sizes = response.request.sizes()
    return int(sizes["responseBodySize"]) + int(sizes["responseHeadersSize"])


@pytest.mark.parametrize("sight", CITIZENS, ids=lambda sight: sight.name)
def test_first_visit_is_light(browser: Browser, city: str, sight: Sight) -> None:
    context = browser.new_context()
    page = context.new_page()
    responses: list[Response] = []
    page.on("response", lambda response: responses.append(response))  # noqa: PLW0108  a builtin cannot be tagged
    page.goto(city + sight.path)
    page.wait_for_load_state("networkidle")
    total = sum(wire_size(r) for r in responses if not any(part in r.url for part in LATER))
    assert len(responses) > 5
    assert total < LIMIT, f"{total} bytes"
    assert all(r.header_value("content-security-policy") for r in responses if r.url == page.url)
    context.close()


def test_html_travels_compressed(browser: Browser, city: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    response = page.goto(city)
    assert response is not None
    assert response.header_value("content-encoding") == "gzip"
    assert wire_size(response) < 2 * len(gzip.compress(response.body()))
    assert page.get_by_role("heading", level=1).is_visible()
    context.close()
