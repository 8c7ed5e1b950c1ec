"""What looks at all other pages sees what is wrong at one width or in one scheme alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.chromium import chromium
from tests.conftest import require_chromium
from tests.looking import SMALL_TARGETS, troubles

pytestmark = pytest.mark.browser
PAGE = """<!doctype html><html lang="en"><head><title>A page</title><style>
  :root {{ color-scheme: light dark; color: light-dark(#111, #eee); background: light-dark(#fff, #111) }}
  {style}
</style></head><body><main><h1>A page</h1><ul><li>One</li></ul>{body}</main></body></html>"""
CASES = [
    ("", "", []),
    ("p { color: light-dark(#eee, #eee) }", "<p>Faint</p>", ["360 light", "1280 light"]),
    ("p { color: light-dark(#111, #222) }", "<p>Faint</p>", ["360 dark", "1280 dark"]),
    ("@media (width < 50rem) { p { color: light-dark(#111, #222) } }", "<p>Faint</p>", ["360 dark"]),
    ("@media (width > 50rem) { p { color: light-dark(#111, #222) } }", "<p>Faint</p>", ["1280 dark"]),
    ("@media (width > 50rem) { img { display: none } }", '<img src="data:,">', ["360 light"]),
    ("p { width: 350px }", "<p>Wide</p>", ["320"]),
    ("@media (width > 50rem) { p { width: 2000px } }", "<p>Wide</p>", ["1280"]),
    ("button { font-size: 1rem; height: 30px }", "<button>Press</button>", ["360", "1280"]),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for this file."""
    require_chromium()
    with chromium() as started:
        yield started


@pytest.mark.parametrize(("style", "body", "seen_at"), CASES)
def test_troubles_are_seen_where_they_are(
    browser: Browser, style: str, body: str, seen_at: list[str]
) -> None:
    page = browser.new_page(viewport={"width": 500, "height": 400}, color_scheme="light")
    page.set_content(PAGE.format(style=style, body=body))
    found = troubles(page, small=SMALL_TARGETS)
    assert [one.split(":")[0] for one in found] == seen_at, found
    assert page.viewport_size == {"width": 500, "height": 400}
    assert page.evaluate("matchMedia('(prefers-color-scheme: light)').matches")
    page.context.close()
