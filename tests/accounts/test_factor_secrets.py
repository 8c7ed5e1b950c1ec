"""A copy of the database shows no secret of a second factor, and the server's key may change."""

from __future__ import annotations

import json
from importlib import import_module

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from cryptography.fernet import InvalidToken
from django.apps import apps
from django.conf import LazySettings
from django.db import connection
from django.test import Client

from accounts.factor_secrets import Unreadable, seal_again, unseal
from accounts.models import User
from accounts.second_factor import has_second_factor
from accounts.server_key import cipher_for
from tests.accounts.pages import text_of
from tests.accounts.test_second_factor import ENTER, HOME, code, give_password
from tests.factories.accounts import SECRET, make_moderator, make_staff

pytestmark = pytest.mark.django_db
NEW_KEY = "another key of the server, as long as it takes to be one"
MIGRATION = import_module("accounts.migrations.0004_sealed_second_factors")


def raw_data() -> str:
    """All that the table of authenticators holds, as a copy of the database has it."""
    with connection.cursor() as cursor:
        cursor.execute("select data from mfa_authenticator order by id")
        return json.dumps(cursor.fetchall(), default=str)


def recovery_codes(user: User) -> list[str]:
    """The recovery codes that `user` can still enter."""
    found = Authenticator.objects.get(user=user, type=Authenticator.Type.RECOVERY_CODES)
    codes: list[str] = RecoveryCodes(found).get_unused_codes()
    return codes


def old_key(settings: LazySettings, *, known: bool) -> None:
    """Change the server's key, keeping the old one as a former key or not."""
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY] if known else []
    settings.SECRET_KEY = NEW_KEY


def test_the_table_shows_no_secret() -> None:
    user = make_staff()
    seed = unseal(Authenticator.objects.get(user=user, type="recovery_codes").data["seed"])
    assert len(seed) == 80
    assert SECRET not in raw_data()
    assert seed not in raw_data()


def test_a_sealed_secret_is_good_for_nothing_else() -> None:
    make_staff()
    sealed = Authenticator.objects.get(type="totp").data["secret"]
    with pytest.raises(InvalidToken):
        cipher_for(b"plaza.voting.safe").decrypt(sealed.encode())


def test_what_lies_open_is_sealed_by_the_migration_and_works_as_before(client: Client) -> None:
    user = make_staff()
    before = recovery_codes(user)
    MIGRATION.open_sealed_ones(apps, None)
    assert SECRET in raw_data()
    with pytest.raises(Unreadable):
        recovery_codes(user)
    MIGRATION.seal_open_ones(apps, None)
    assert SECRET not in raw_data()
    assert recovery_codes(user) == before
    give_password(client, user)
    client.post(ENTER, {"code": code()})
    assert client.get(HOME).status_code == 200


def test_a_former_key_still_opens_and_is_needed_no_more_once_all_is_sealed_anew(
    settings: LazySettings,
) -> None:
    users = [make_staff(), make_moderator()]
    before = [recovery_codes(user) for user in users]
    old_key(settings, known=True)
    assert [recovery_codes(user) for user in users] == before
    assert seal_again() == 4
    settings.SECRET_KEY_FALLBACKS = []
    assert [recovery_codes(user) for user in users] == before


def test_a_lost_key_lets_nobody_in_and_says_so(client: Client, settings: LazySettings) -> None:
    user = make_staff()
    codes = recovery_codes(user)
    old_key(settings, known=False)
    give_password(client, user)
    for entered in (code(), codes[0], code("")):
        page = client.post(ENTER, {"code": entered})
        assert page.status_code == 200
        assert "The site cannot check your second step just now." in text_of(page)
    assert client.get(HOME).status_code == 302
    assert seal_again() == 0
    assert has_second_factor(user)
