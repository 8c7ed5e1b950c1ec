"""What is refused before any page: a host that is none of ours, and what the log says of refusals."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from io import StringIO

import pytest
from django.test import Client
from pytest_django import Settings

from tests.conftest import REPO
from tests.factories.accounts import make_user, sign_in


@pytest.mark.parametrize("secure", [False, True])
@pytest.mark.parametrize(
    "host", ["evil.example", "localhost, evil.example", "a" * 5000, "\u00e9vil.example", "]["]
)
def test_a_foreign_host_is_refused_in_one_quiet_line(
    client: Client, caplog: pytest.LogCaptureFixture, settings: Settings, host: str, secure: bool
) -> None:
    settings.SECURE_SSL_REDIRECT = True
    answer = client.get("/accounts/login/", headers={"host": host}, secure=secure)
    assert answer.status_code == 400
    assert answer.content == b"This site does not answer at this address.\n"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'"
    (line,) = caplog.records
    assert (line.name, line.levelname) == ("django.security.DisallowedHost", "WARNING")
    assert line.exc_info is None
    assert "ALLOWED_HOSTS" in line.getMessage()
    assert "\n" not in line.getMessage()
    assert len(line.getMessage()) < 250


@pytest.fixture
def console(monkeypatch: pytest.MonkeyPatch) -> StringIO:
    """What the console of a server would show."""
    handler = next(one for one in logging.getLogger("django").handlers if one.name == "console")
    shown = StringIO()
    monkeypatch.setattr(handler, "stream", shown)
    return shown


@pytest.mark.django_db
def test_what_was_refused_on_purpose_leaves_no_trace_in_the_log(client: Client, console: StringIO) -> None:
    sign_in(client, make_user())
    assert client.get("/staff/").status_code == 403
    client.logout()
    form = "application/x-www-form-urlencoded"
    assert client.post("/accounts/login/", "x" * 13_000_000, content_type=form).status_code == 400
    forbidden, too_big = console.getvalue().splitlines()
    assert "Forbidden (Permission denied): /staff/" in forbidden
    assert "DATA_UPLOAD_MAX_MEMORY_SIZE" in too_big


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["/accounts/login/", "/accounts/mail/made-up/stop/", "/nowhere/"])
@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded; charset=utf-16", "multipart/form-data"])
def test_a_form_that_nobody_can_read_is_refused_with_a_page(client: Client, page: str, kind: str) -> None:
    answer = client.post(page, "login=x", content_type=kind)
    assert answer.status_code == 400 and "We could not read that" in answer.content.decode()


def test_a_fault_of_ours_keeps_its_trace(console: StringIO) -> None:
    try:
        raise RuntimeError("a fault of ours")
    except RuntimeError:
        logging.getLogger("django.request").exception("Internal Server Error: /")
    assert "Traceback" in console.getvalue()


def test_every_cookie_is_for_https_alone_in_production() -> None:
    code = (
        "from django.conf import settings as s; print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE,"
        " s.LANGUAGE_COOKIE_SECURE, s.LANGUAGE_COOKIE_HTTPONLY, s.LANGUAGE_COOKIE_SAMESITE)"
    )
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=REPO, capture_output=True, text=True, check=True,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings", "HTTPS": "yes", "DATABASE_URL": ""},
    )  # fmt: skip
    assert told.stdout.split() == ["True", "True", "True", "True", "Lax"]


@pytest.mark.django_db
def test_monitors_that_know_no_host_name_are_answered(client: Client) -> None:
    assert client.get("/health/", headers={"host": "10.0.0.7"}).status_code == 200
