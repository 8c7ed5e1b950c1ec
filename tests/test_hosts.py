"""A request for a host that is none of ours: a plain sentence, one line in the log, nothing else."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import Settings


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


@pytest.mark.django_db
def test_monitors_that_know_no_host_name_are_answered(client: Client) -> None:
    assert client.get("/health/", headers={"host": "10.0.0.7"}).status_code == 200
