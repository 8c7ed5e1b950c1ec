"""One demo city for the whole folder, built and served by the command a newcomer runs."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, StorageState

from tests.city.browser import DESK, chromium, options, sign_in
from tests.city.demo_city import build, serving
from tests.conftest import chromium_path

ACCOUNTS = ("resident", "moderator", "staff", "admin")


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
    """One Chromium for the folder. Playwright keeps a loop in this thread: guards are off until it ends."""
    chromium_path()
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with chromium() as started:
        yield started
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="package")
def signed_in(browser: Browser, city: str) -> dict[str, StorageState]:
    """What the browser keeps for each account after signing in ("" keeps nothing)."""
    states: dict[str, StorageState] = {"": {"cookies": [], "origins": []}}
    for who in ACCOUNTS:
        context = browser.new_context(**options(DESK, "light"))
        sign_in(context, city, who)
        states[who] = context.storage_state()
        context.close()
    return states
