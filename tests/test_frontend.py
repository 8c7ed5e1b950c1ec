"""Packages that arrive while a command runs are served by that very command."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from pytest_django import Settings

from config.frontend import NOBLE, forget_finders, install_packages, packages_installed
from config.storage import HashedStorage

NOBLE_IMPORT = re.compile(r'"\./noble/([^"]+)"')


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
    sealing = [f"@noble/{package}/{name}" for package, names in NOBLE.items() for name in names]
    for name in ("leaflet/dist/leaflet.js", *sealing):
        path = no_packages_yet / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("export * from '@noble/hashes/utils.js';", encoding="utf-8")
    install_packages()
    assert finders.find("leaflet/leaflet.js")
    laid_out = finders.find("js/crypto/v1/noble/curves/abstract/curve.js")
    assert laid_out and Path(laid_out).read_text(encoding="utf-8") == "export * from '../../hashes/utils.js';"


def test_an_install_that_was_stopped_in_the_middle_is_none(no_packages_yet: Path) -> None:
    for folder in ("leaflet/dist", "@noble/curves", "@noble/hashes"):
        (no_packages_yet / folder).mkdir(parents=True)
    (no_packages_yet / "leaflet/dist/leaflet.js").touch()
    assert not packages_installed()


def test_every_module_of_the_browser_is_laid_out_and_imports_the_hashed_names(
    tmp_path: Path, settings: Settings
) -> None:
    source = settings.BASE_DIR / "static"
    shutil.copytree(source / "js" / "crypto", tmp_path / "js" / "crypto")
    storage = HashedStorage(location=str(tmp_path), base_url="/static/")
    names = [str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.js")]
    noble = tmp_path / "js" / "crypto" / "v1" / "noble"
    for module in {found for name in names for found in NOBLE_IMPORT.findall((tmp_path / name).read_text())}:
        (noble / module).parent.mkdir(parents=True, exist_ok=True)
        (noble / module).write_text("export {};", encoding="utf-8")
        names.append(str((noble / module).relative_to(tmp_path)))
    done = list(storage.post_process({name: (storage, name) for name in names}))
    assert [outcome for _, _, outcome in done if isinstance(outcome, Exception)] == []
    worker = next((tmp_path / "js" / "crypto" / "v1").glob("trustee-worker.*.js")).read_text(encoding="utf-8")
    assert re.search(r'from "\./turns\.[0-9a-f]{12}\.js"', worker)
