"""The secrets of second factors as they lie in the database: sealed with the server's key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken
from django.db import transaction

from accounts.server_key import cipher_for

PURPOSE = b"plaza.accounts.second-factor"
SECRETS = ("secret", "seed")
"""What an app's codes follow from, and what recovery codes do."""


class Unreadable(Exception):
    """A second factor was sealed with a SECRET_KEY that is not known any more."""


def seal(text: str) -> str:
    """Return `text` as the database may keep it."""
    return cipher_for(PURPOSE).encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """Return what was sealed. Raises Unreadable; nothing that is not sealed is taken for a secret."""
    try:
        return cipher_for(PURPOSE).decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise Unreadable("A second factor was sealed with another SECRET_KEY.") from error


@transaction.atomic
def seal_again() -> int:
    """Seal every second factor with the present key, so that former keys can be forgotten; return how many.

    What no known key opens stays as it is.
    """
    sealed = 0
    for authenticator in Authenticator.objects.select_for_update(no_key=True):
        try:
            fresh = {name: seal(unseal(authenticator.data[name])) for name in names_in(authenticator.data)}
        except Unreadable:
            continue
        authenticator.data |= fresh
        authenticator.save(update_fields=["data"])
        sealed += 1
    return sealed


def names_in(data: Mapping[str, Any]) -> list[str]:
    """Return which parts of an authenticator's data are secrets."""
    return [name for name in SECRETS if name in data]
