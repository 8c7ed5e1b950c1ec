"""Chromium, and a city for it to visit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django import DjangoDbBlocker

from accounts.models import User
from config.frontend import install_packages, packages_installed
from tests.browser.city import Server, database_file
from tests.chromium import chromium as start_chromium
from tests.conftest import EXPECT_MILLISECONDS, missing, require_chromium
from tests.emptying import empty_tables
from tests.factories import make_wagtail_root
from tests.factories.accounts import sign_in

Visit = Callable[..., Page]
real_now = timezone.now


class Clock:
    """The city's clock: it can be put forward, and runs on from there."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def now(self) -> datetime:
        """What the city takes for the present."""
        return real_now() + self.ahead

    def put(self, moment: datetime) -> None:
        """Let it be this moment."""
        self.ahead = moment - real_now()


@pytest.fixture(scope="package")
def chromium(django_db_setup: None) -> Iterator[Browser]:
    """One Chromium for the tests of this folder.

    Playwright keeps an event loop running in this thread. Django takes connections opened meanwhile for those
    of another context, so the test database must stand before; asynchronous tests must not run meanwhile.
    """
    require_chromium()
    if not packages_installed():
        missing("The front-end packages are not installed: python manage.py install_frontend.")
    install_packages()
    with start_chromium() as browser:
        yield browser


@pytest.fixture
def transactional_db(chromium: Browser, tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A database that other threads see: a file of one's own for SQLite, emptied tables elsewhere.

    It has the name of pytest-django's fixture, so that pytest-django sets a database up for these tests.
    """
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            with database_file(tmp_path / "city.sqlite3"):
                make_wagtail_root()
                yield
            return
        yield
        empty_tables()
        make_wagtail_root()


@pytest.fixture
def city(transactional_db: None) -> Iterator[Server]:
    """The whole product on a port of this machine."""
    server = Server()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Moves the time in this process, where the city runs, too; browsers keep the real one."""
    moved = Clock()
    monkeypatch.setattr(timezone, "now", moved.now)
    return moved


@pytest.fixture
def visit(chromium: Browser, city: Server) -> Iterator[Visit]:
    """`visit(path, user=..., width=..., scripts=...)` opens a page in a browser of its own."""
    opened: list[BrowserContext] = []

    def open_page(
        path: str = "/",
        *,
        user: User | None = None,
        width: int = 1280,
        height: int = 800,
        scripts: bool = True,
        scheme: str = "light",
    ) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            java_script_enabled=scripts,
            color_scheme="dark" if scheme == "dark" else "light",
        )
        opened.append(context)
        if user:
            client = Client()
            sign_in(client, user)
            name = settings.SESSION_COOKIE_NAME
            context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": city.url}])
        page = context.new_page()
        page.set_default_timeout(EXPECT_MILLISECONDS)
        page.goto(city.url + path)
        return page

    yield open_page
    for context in opened:
        context.close()
