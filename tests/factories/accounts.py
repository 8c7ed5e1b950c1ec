"""People and districts for tests, made by the services that make real ones."""

from __future__ import annotations

import itertools
import time
from datetime import date
from functools import cache

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.utils.text import slugify

from accounts.models import District, User
from accounts.roles import Role
from accounts.services import grant_role

PASSWORD = "seven lanterns on the quay"
BIRTH_DATE = date(1984, 3, 9)
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
_number = itertools.count(1)


@cache
def hashed(password: str) -> str:
    """Hash each password once: the real hash is slow on purpose."""
    return make_password(password)


def make_district(name: str | None = None, *, tile: str = "harbour", position: int | None = None) -> District:
    """A square district of its own, apart from all others."""
    number = next(_number)
    name = name or f"District {number}"
    south, west = 50 + number / 100, 8.0
    ring = [[south, west], [south, west + 0.01], [south + 0.01, west + 0.01], [south + 0.01, west]]
    return District.objects.create(
        name=name,
        slug=slugify(name),
        tile=tile,
        boundary=ring,
        position=number if position is None else position,
    )


def make_user(
    *,
    email: str | None = None,
    display_name: str | None = None,
    roles: tuple[Role, ...] = (Role.RESIDENT,),
    district: District | None = None,
    birth_date: date | None = BIRTH_DATE,
    password: str = PASSWORD,
    verified: bool = True,
    language: str = "en",
) -> User:
    """A person who can sign in with `password`, holding `roles` in the whole city."""
    number = next(_number)
    user = User.objects.create_user(
        email or f"person{number}@example.org",
        display_name=display_name or f"Person {number}",
        district=district,
        birth_date=birth_date,
        language=language,
    )
    User.objects.filter(pk=user.pk).update(password=hashed(password))
    user.refresh_from_db()
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=verified)
    for role in roles:
        grant_role(actor=None, user=user, role=role)
    return user


def make_moderator(*, email: str | None = None, display_name: str | None = None) -> User:
    """A moderator of the whole city, with a second factor."""
    return with_second_factor(make_user(roles=(Role.MODERATOR,), email=email, display_name=display_name))


def make_staff(*, email: str | None = None, display_name: str | None = None) -> User:
    """A member of the council's staff, with a second factor."""
    return with_second_factor(make_user(roles=(Role.COUNCIL_STAFF,), email=email, display_name=display_name))


def make_administrator(*, email: str | None = None, display_name: str | None = None) -> User:
    """An administrator, with a second factor."""
    return with_second_factor(make_user(roles=(Role.ADMINISTRATOR,), email=email, display_name=display_name))


def with_second_factor(user: User) -> User:
    """Give `user` an authenticator app (with SECRET) and recovery codes."""
    TOTP.activate(user, SECRET)
    RecoveryCodes.activate(user)
    return user


def sign_in(client: Client, user: User) -> None:
    """Sign `user` in as if they had typed the password and, where they have one, the second factor."""
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    methods = [{"method": "password", "at": time.time(), "email": user.email}]
    if Authenticator.objects.filter(user=user).exists():
        methods.append({"method": "mfa", "type": "totp", "at": time.time()})
    session = client.session
    session["account_authentication_methods"] = methods
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
