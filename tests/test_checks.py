"""Settings: what a real city must not run with, and values that make no sense."""

from __future__ import annotations

import os
import runpy
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import dj_database_url
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import override_settings

from config import env
from config.checks import combinations, refuse_to_start
from config.memory import NEW_OBJECTS
from tests.conftest import REPO

REAL = {
    "EMBEDDED": False, "DEMO": False, "DEBUG": False, "WEB_CONCURRENCY": 1, "MAIL_TO_FILES": False,
    "ALLOWED_HOSTS": ["plaza.example.org"], "SITE_URL": "https://plaza.example.org", "HTTPS": True,
    "ALLAUTH_TRUSTED_PROXY_COUNT": 1, "REDIS_URL": "redis://127.0.0.1/0",
}  # fmt: skip
NEWCOMER = {
    "EMBEDDED": True,
    "ALLOWED_HOSTS": ["127.0.0.1"],
    "SITE_URL": "http://127.0.0.1:8000",
    "HTTPS": False,
}


@pytest.fixture
def laid_out(tmp_path: Path) -> Iterator[None]:
    """Static files as collectstatic leaves them."""
    (tmp_path / "staticfiles.json").touch()
    with override_settings(STATIC_ROOT=tmp_path):
        yield


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, []),
        ({"MAIL_TO_FILES": True}, ["plaza.W001"]),
        ({"MAIL_TO_FILES": True, **NEWCOMER}, []),
        ({"SITE_URL": "https://127.0.0.1"}, ["plaza.W002"]),
        ({"ALLAUTH_TRUSTED_PROXY_COUNT": 0}, ["plaza.W003"]),
        ({"HTTPS": False}, ["plaza.W004"]),
        ({"SITE_URL": "http://plaza.example.org"}, ["plaza.W004"]),
        ({"STATIC_ROOT": "/nowhere"}, ["plaza.W005"]),
        ({"WEB_CONCURRENCY": 2, "REDIS_URL": ""}, ["plaza.E001"]),
        ({"DEBUG": True}, ["plaza.E002"]),
        ({"DEMO": True}, ["plaza.E003"]),
    ],
)
def test_what_a_real_city_must_not_run_with_is_named(
    laid_out: None, changes: dict[str, object], found: list[str]
) -> None:
    with override_settings(**{**REAL, **changes}):
        assert [message.id for message in combinations(None)] == found


@pytest.mark.parametrize("server", ["config.wsgi", "config.asgi"])
def test_servers_refuse_to_start_with_it(server: str, tmp_path: Path) -> None:
    environment = {
        "PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), "DEBUG": "yes",
        "ALLOWED_HOSTS": "plaza.example.org",
    }  # fmt: skip
    started = subprocess.run(
        [sys.executable, "-c", f"import {server}"], cwd=REPO, env=environment, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert started.returncode == 1
    assert "DEBUG shows secrets to visitors" in started.stderr


@pytest.mark.parametrize("server", ["config.wsgi", "config.asgi"])
def test_servers_leave_what_start_up_made_to_itself(server: str, tmp_path: Path) -> None:
    asked = f"import gc, {server}; print(gc.get_freeze_count() > 50_000, gc.get_threshold()[0])"
    told = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", asked], cwd=REPO, capture_output=True, text=True, check=True,
        env={"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path)},
    )  # fmt: skip
    assert told.stdout.split() == ["True", str(NEW_OBJECTS)]


def test_warnings_keep_no_server_from_starting() -> None:
    with override_settings(**{**REAL, "MAIL_TO_FILES": True}):
        assert combinations(None)
        refuse_to_start()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "plaza"), ("DATABASE_URL", "mysql://a/b"), ("DATABASE_URL", "postgres://u:p@h:port/db"),
        ("DATABASE_URL", "postgres://u:p[@h/db"), ("REDIS_URL", "127.0.0.1:6379"),
        ("SITE_URL", "plaza.example.org"), ("SITE_URL", "ftp://plaza.example.org"), ("LANGUAGE_CODE", "xx"),
        ("MAP_TILES_URL", "//tiles"), ("TIME_ZONE", "Mars/Olympus"), ("TIME_ZONE", "../etc"),
        ("OIDC_SERVER_URL", "login"), ("TRUSTED_PROXIES", "-1"), ("WEB_CONCURRENCY", "0"),
        ("HTTPS", "maybe"), ("TASKS", "celery"), ("ALLOWED_HOSTS", "https://plaza.example.org"),
        ("ALLOWED_HOSTS", "*"),
        ("ROLL_KEPT_DAYS", "9" * 20),
        ("CSRF_TRUSTED_ORIGINS", "plaza.example.org"), ("ROLL_KEPT_DAYS", "1e3"),
        ("MAP_TILES_ORIGINS", "https://a.example; script-src *"), ("SECRET_KEY_FILE", "/nowhere"),
    ],
)  # fmt: skip
def test_a_value_that_makes_no_sense_is_named(
    name: str, value: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for key, given in {"DATA_DIR": str(tmp_path), "SECRET_KEY": "x", name: value}.items():
        monkeypatch.setenv(key, given)
    with pytest.raises(ImproperlyConfigured, match=f"^{name} "):
        runpy.run_path(str(REPO / "config" / "settings.py"))


def test_a_database_on_this_machine_needs_no_host(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres:///plaza")
    local = env.address("DATABASE_URL", schemes=frozenset({"postgres"}), local=True)
    assert (local, dj_database_url.parse(local)["HOST"]) == ("postgres:///plaza", "")
    with pytest.raises(ImproperlyConfigured):
        env.address("DATABASE_URL", schemes=frozenset({"postgres"}))


def test_it_stops_the_start_with_one_sentence(tmp_path: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), "HTTPS": "maybe"}
    command = [sys.executable, "manage.py", "check"]
    started = subprocess.run(command, cwd=REPO, env=environment, capture_output=True, text=True, check=False)
    assert started.returncode == 1
    assert started.stderr == "Plaza cannot start: HTTPS must be yes or no, not 'maybe'.\n"


def test_a_start_that_was_killed_leaves_no_empty_secret(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SECRET_KEY", raising=False)
    (tmp_path / ".secret").touch()
    made = env.secret_key(tmp_path, required=False)
    assert len(made) > 40
    assert env.secret_key(tmp_path, required=False) == made
    assert (tmp_path / ".secret").stat().st_mode & 0o077 == 0
    assert [file.name for file in tmp_path.iterdir()] == [".secret"]


def test_a_secret_is_required_beside_a_real_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SECRET_KEY", raising=False)
    with pytest.raises(ImproperlyConfigured, match="must be set"):
        env.secret_key(tmp_path, required=True)
