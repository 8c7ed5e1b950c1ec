"""Packages that arrive while a command runs are served by that very command."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from pytest_django import Settings

from config.frontend import forget_finders, install_packages


@pytest.fixture
def no_packages_yet(settings: Settings, tmp_path: Path) -> Iterator[Path]:
    """A machine on which nothing was installed when the command began, and whose checks have run."""
    settings.NODE_MODULES = tmp_path
    settings.LEAFLET_DIR = tmp_path / "leaflet" / "dist"
    settings.NOBLE_DIR = tmp_path / ".noble"
    settings.PACKAGE_DIRS = [("leaflet", settings.LEAFLET_DIR), ("js/crypto/v1/noble", settings.NOBLE_DIR)]
    settings.STATICFILES_DIRS = [settings.BASE_DIR / "static"]
    forget_finders()
    assert finders.find("leaflet/leaflet.js") is None
    yield tmp_path
    forget_finders()


def test_packages_are_found_in_the_run_that_installed_them(no_packages_yet: Path) -> None:
    for name in ("leaflet/dist/leaflet.js", "@noble/curves/ed25519.js", ".noble/hashes/sha2.js"):
        path = no_packages_yet / name
        path.parent.mkdir(parents=True)
        path.write_text("export {};", encoding="utf-8")
    install_packages()
    assert finders.find("leaflet/leaflet.js")
    assert finders.find("js/crypto/v1/noble/hashes/sha2.js")
