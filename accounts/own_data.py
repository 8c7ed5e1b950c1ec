"""What the accounts app itself holds about a person."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db.models import Q

from accounts.models import User
from accounts.privacy import register_export
from audit.models import Entry


@register_export("account")
def account(user: User) -> dict[str, Any]:
    """Return the person's own fields, addresses and roles."""
    return {
        "email": user.email,
        "email_addresses": list(
            EmailAddress.objects.filter(user=user).values("email", "verified", "primary")
        ),
        "display_name": user.display_name,
        "legal_name": user.legal_name,
        "birth_date": user.birth_date,
        "language": user.language,
        "mail_pace": user.mail_pace,
        "district": user.district.name if user.district else None,
        "member_since": user.date_joined,
        "last_sign_in": user.last_login,
        "roles": list(user.role_grants.values("role", "granted_at")),
    }


@register_export("second_factor")
def second_factor(user: User) -> list[dict[str, Any]]:
    """Return which second factors there are and when they were used; never their secrets."""
    return list(Authenticator.objects.filter(user=user).values("type", "created_at", "last_used_at"))


@register_export("sessions")
def sessions(user: User) -> list[dict[str, Any]]:
    """Return where the person is signed in."""
    return list(
        UserSession.objects.filter(user=user).values("ip", "user_agent", "created_at", "last_seen_at")
    )


@register_export("notices")
def notices(user: User) -> list[Any]:
    """Return what we told the person."""
    return list(user.notices.values("subject", "body", "url", "ending", "created_at", "read_at"))


@register_export("log")
def log(user: User) -> list[dict[str, Any]]:
    """Return the entries of the public log that the person made or that are about them."""
    entries = Entry.objects.filter(Q(private__actor=user) | Q(private__subject=user))
    return [
        {"chain": entry.chain.key, "number": entry.number, "at": entry.at, "what": entry.sentence}
        for entry in entries.select_related("chain", "private").order_by("pk")
    ]
