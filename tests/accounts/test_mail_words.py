"""Every e-mail greets, and one that warns says where to go."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import RequestFactory

FOLDER = Path(settings.BASE_DIR) / "templates"
LETTERS = sorted(
    path.relative_to(FOLDER).as_posix()
    for place in ("account/email/*_message.txt", "mfa/email/*_message.txt", "*/mail/[!_]*.txt")
    for path in FOLDER.glob(place)
)


def test_all_are_found() -> None:
    assert len(LETTERS) > 20


@pytest.mark.parametrize("letter", LETTERS)
def test_an_e_mail_begins_with_hello(letter: str) -> None:
    text = render_to_string(letter, {})
    assert text.startswith("Hello")


@pytest.mark.django_db
def test_a_warning_leads_to_a_new_password() -> None:
    request = RequestFactory().get("/")
    text = render_to_string("account/email/password_changed_message.txt", {"user_agent": ""}, request)
    assert "account page:\nhttp://testserver/accounts/password/reset/\n" in text


@pytest.mark.parametrize("letter", ["notice", "bundle"])
def test_the_address_of_a_notification_is_announced(letter: str) -> None:
    link = "http://testserver/budget/proposals/1/"
    facts = {"link": link, "notices": [({"subject": "Changed", "body": "Version 2"}, link)]}
    assert f"Read it here:\n{link}" in render_to_string(f"accounts/mail/{letter}.txt", facts)
