"""Fixtures for every test: a Wagtail home without migrations, the shared data, a clean cache."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core.cache import cache
from django.test import TransactionTestCase, override_settings
from django.utils import translation
from playwright.sync_api import expect
from pytest_django import DjangoDbBlocker

from config.memory import settle
from tests.chromium import CHROMIUM

REPO = Path(__file__).resolve().parent.parent
EXPECT_MILLISECONDS = 20_000
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
FIRST_CACHE = 8  # number of the Redis database of the first worker's cache

# a busy machine is no failure; under CI everybody gets the same examples, a person new ones each time
hypothesis.settings.register_profile("plaza", deadline=None, derandomize=bool(os.environ.get("CI")))
hypothesis.settings.load_profile("plaza")


def pytest_configure() -> None:
    """Be patient with browsers on a busy machine, and keep workers apart that share a Redis.

    A worker that empties its cache must not empty a neighbour's, and the first proposal of one is not the
    first proposal of the other: their channels have names of their own.
    """
    expect.set_options(timeout=EXPECT_MILLISECONDS)
    PBKDF2PasswordHasher.iterations = 1_000  # half a second of work for each sign-in is for attackers
    if settings.REDIS_URL:
        worker = int(WORKER.removeprefix("gw"))
        server = settings.REDIS_URL.rsplit("/", 1)[0]
        settings.CACHES["default"]["LOCATION"] = f"{server}/{FIRST_CACHE + worker % 8}"
        settings.CHANNEL_LAYERS["default"]["CONFIG"]["prefix"] = f"plaza-{WORKER}"


def pytest_collection_finish() -> None:
    """Collect garbage as servers do: an eighth of the suite's time went into looking for some."""
    settle()


def missing(reason: str) -> None:
    """Skip on a person's machine; fail under CI, where everything must be there."""
    if os.environ.get("CI"):
        pytest.fail(f"{reason} Under CI this must not be skipped.")
    pytest.skip(reason)


def require_chromium() -> None:
    """Skip (fail under CI) where there is no Chromium."""
    if CHROMIUM is None:
        missing("There is no Chromium on this machine's PATH (Debian package chromium).")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder with real elections and texts, beside the repository."""
    folder = Path(os.environ.get("PLAZA_SHARED_DATA", REPO.parent / "shared"))
    if not folder.is_dir():
        missing(f"The shared data folder {folder} is not there.")
    return folder


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """After creating tables without migrations, make what Wagtail's migrations would have made; and let tests
    that commit be followed by our emptying instead of Django's flush.
    """
    from tests.emptying import empty_tables
    from tests.factories import make_wagtail_root

    patched = pytest.MonkeyPatch()
    patched.setattr(TransactionTestCase, "_fixture_teardown", lambda _case: empty_tables())
    with django_db_blocker.unblock():
        make_wagtail_root()


@pytest.fixture(autouse=True)
def clean_state(tmp_path: Path) -> Iterator[None]:
    """No test sees another's cache, index of proposals, files, mail or language."""
    from proposals import shelf

    cache.clear()
    shelf.forget()
    storages = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    # override_settings tells Django to forget storages it has built already; a plain assignment would not
    with override_settings(MEDIA_ROOT=tmp_path / "media", STORAGES=storages):
        translation.activate(settings.LANGUAGE_CODE)
        yield
        translation.deactivate()
