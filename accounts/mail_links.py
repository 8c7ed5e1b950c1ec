"""The links in mails by which people say how often they want them, without signing in."""

from __future__ import annotations

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from accounts.models import User

SIGNER = Signer(salt="accounts.mail_pace")


def pace_address(user: User) -> str:
    """Return the path of the page on which `user` says how often they want mails."""
    return reverse("accounts:mail_pace", args=[SIGNER.sign(str(user.pk))])


def stop_address(user: User) -> str:
    """Return the path to which mail programs post so that `user` gets none any more (RFC 8058)."""
    return reverse("accounts:mail_stop", args=[SIGNER.sign(str(user.pk))])


def user_of(token: str) -> User | None:
    """Return whom a link was made for; None for one that nobody made, or whose account is erased."""
    try:
        key = SIGNER.unsign(token)
    except BadSignature:
        return None
    return User.objects.filter(pk=int(key), erased_at=None).first()
