"""What somebody reads who is signed in stays with them: no proxy keeps it, nor a browser that others use."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.factories.accounts import make_moderator, make_user, sign_in
from tests.factories.moderation import make_case
from tests.factories.processes import make_process
from tests.factories.proposals import make_proposal

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["email/", "sessions/", "2fa/", "password/change/", "privacy/", "notices/"])
def test_pages_about_oneself_are_kept_nowhere(client: Client, path: str) -> None:
    sign_in(client, make_user())
    answer = client.get(f"/accounts/{path}")
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]
    assert "private" in answer.headers["Cache-Control"]


def test_what_moderators_read_is_kept_nowhere(client: Client) -> None:
    case = make_case(make_proposal())
    sign_in(client, make_moderator())
    for path in ("", "list/", "decided/", f"case/{case.pk}/"):
        assert "no-store" in client.get(f"/moderation/{path}").headers["Cache-Control"]


def test_public_pages_are_private_only_for_who_is_signed_in(client: Client) -> None:
    make_proposal(process=make_process(slug="budget"))
    assert "Cache-Control" not in client.get("/budget/proposals/1/").headers
    sign_in(client, make_user())
    assert client.get("/budget/proposals/1/").headers["Cache-Control"] == "private"
