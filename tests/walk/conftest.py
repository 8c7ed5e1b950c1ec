"""One demo city for the whole folder, built and served by the command a newcomer runs."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.chromium import chromium
from tests.city.browser import DESK, options, sign_in
from tests.city.demo_city import build, serving
from tests.conftest import require_chromium

ACCOUNTS = ("resident", "moderator", "staff", "admin")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let a test that needs the city go first: building it takes a minute, in which others need not wait."""
    first = next((item for item in items if item.name == "test_the_city_is_what_was_promised"), None)
    if first:
        items.remove(first)
        items.insert(0, first)


@pytest.fixture(scope="package")
def city_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which this process has its city: a copy of the one that the first process builds."""
    together = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        together = together.parent
    first = together / "first-city"
    with (together / "first-city.lock").open("w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not first.exists():
            unfinished = together / "unfinished-city"
            build(unfinished)
            unfinished.rename(first)
    own = tmp_path_factory.mktemp("city")
    shutil.copytree(first, own, dirs_exist_ok=True)
    return own


@pytest.fixture(scope="package")
def city(city_data: Path) -> Iterator[str]:
    """The address of the city."""
    with serving(city_data) as address:
        yield address


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One Chromium for the folder."""
    require_chromium()
    with chromium() as started:
        yield started


@pytest.fixture(scope="package")
def signed_in(browser: Browser, city: str) -> dict[str, BrowserContext]:
    """What each account browses with, signed in once for all of its pages."""
    opened = {who: browser.new_context(**options(DESK, "light")) for who in ACCOUNTS}
    for who, context in opened.items():
        sign_in(context, city, who)
    return opened
