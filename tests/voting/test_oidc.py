"""City accounts: off when nothing is set; with a provider, its claim leads to the line of the roll."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from django.apps import apps
from django.conf import settings
from django.test import Client
from django.utils import timezone

from tests.city.demo_city import free_port
from tests.conftest import REPO
from tests.factories.accounts import make_user, sign_in
from tests.factories.voting import make_draft_round
from tests.voting import provider
from voting.models import RollEntry, Round
from voting.roll.membership import RollLine, load_roll
from voting.rounds.freezing import freeze_round

pytestmark = pytest.mark.django_db
SET = bool(settings.OIDC_SERVER_URL)
with_provider = pytest.mark.skipif(not SET, reason="Run by the test below, with a provider set.")


@pytest.mark.skipif(SET, reason="Runs the others.")
def test_with_a_provider_the_others_pass() -> None:
    server = f"http://127.0.0.1:{free_port()}"
    chosen = {
        "OIDC_SERVER_URL": server,
        "OIDC_CLIENT_ID": "plaza",
        "OIDC_CLIENT_SECRET": "s",
        "OIDC_CLAIM": "padron",
    }
    inherited = {key: value for key, value in os.environ.items() if not key.startswith("PYTEST_")}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", __file__, "-k", "claim or visitor"]
    done = subprocess.run(
        command, cwd=REPO, env=inherited | chosen, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-4000:]
    assert "5 passed" in done.stdout


@pytest.mark.skipif(SET, reason="A provider is set.")
def test_without_one_nothing_of_it_is_there(client: Client) -> None:
    assert not apps.is_installed("allauth.socialaccount")
    assert client.get("/accounts/oidc/city/login/").status_code == 404


@pytest.fixture
def round() -> Iterator[Round]:
    """An open round with one person who has no account, while the provider answers."""
    made = make_draft_round(voters=[make_user()])
    load_roll(actor=None, round=made, entries=[RollLine("A-1")])
    freeze_round(actor=None, round=made, now=timezone.now())
    provider.SAYS.clear()
    with provider.provider(urlsplit(settings.OIDC_SERVER_URL).port or 0):
        yield made


def sign_in_there(client: Client, round: Round) -> str:
    """Follow the link on the page to the provider and come back; return the page that is shown then."""
    page = client.get(f"/{round.process.slug}/vote/{round.number}/confirm-identity/").content.decode()
    start = page.partition('href="/accounts/oidc/')[2].partition('"')[0].replace("&amp;", "&")
    leaving = client.get(f"/accounts/oidc/{start}")
    assert leaving["Location"].startswith(f"{settings.OIDC_SERVER_URL}/sign-in")
    state = parse_qs(urlsplit(leaving["Location"]).query)["state"][0]
    back = client.get("/accounts/oidc/city/login/callback/", {"code": "c", "state": state}, follow=True)
    return back.content.decode()


def nothing_is_stored() -> bool:
    from allauth.socialaccount.models import SocialAccount, SocialToken

    return not SocialAccount.objects.exists() and not SocialToken.objects.exists()


@with_provider
def test_the_claim_ties_the_account(client: Client, round: Round) -> None:
    person = make_user()
    sign_in(client, person)
    provider.SAYS["padron"] = "A-1"
    assert "Your account is on the electoral roll" in sign_in_there(client, round)
    assert RollEntry.objects.get(round=round, roll_number="A-1").user == person
    assert nothing_is_stored()


@with_provider
@pytest.mark.parametrize("claim", ["A-2", None, ["A-1"]])
def test_a_claim_that_names_nobody_is_told(client: Client, round: Round, claim: object) -> None:
    sign_in(client, make_user())
    provider.SAYS["padron"] = claim
    assert "does not match the electoral roll" in sign_in_there(client, round)
    assert RollEntry.objects.get(round=round, roll_number="A-1").user is None
    assert nothing_is_stored()


@with_provider
def test_a_visitor_gets_no_account_this_way(client: Client, round: Round) -> None:
    provider.SAYS["padron"] = "A-1"
    leaving = client.get("/accounts/oidc/city/login/")
    state = parse_qs(urlsplit(leaving["Location"]).query)["state"][0]
    back = client.get("/accounts/oidc/city/login/callback/", {"code": "c", "state": state})
    assert back.status_code == 302
    assert "_auth_user_id" not in client.session
    assert RollEntry.objects.get(round=round, roll_number="A-1").user is None
