"""The second factor: who has one, whether it was used to sign in, and the demo's known codes."""

from __future__ import annotations

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest

from accounts.models import User


def has_second_factor(user: User) -> bool:
    """Return whether `user` has set up an authenticator app (one query)."""
    return bool(Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists())


def was_used(request: HttpRequest, user: User) -> bool:
    """Return whether this session was opened, or confirmed later, with a second factor."""
    return any(entry.get("method") == "mfa" for entry in get_authentication_records(request, user))


def note_use(request: HttpRequest, user: User) -> None:
    """Note in the session that the person proved to have their authenticator: they have just set it up."""
    record_authentication(request, user, "mfa", type=Authenticator.Type.TOTP)


def seed(user: User, secret: str) -> None:
    """Give a person of the demo an authenticator with a known `secret` (base 32).

    Raises ImproperlyConfigured outside the demo: a secret that others know is no second factor.
    """
    if not settings.DEMO:
        raise ImproperlyConfigured("Known secrets are for the demo only.")
    Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).delete()
    TOTP.activate(user, secret)


def demo_code(user: User | None) -> str:
    """Return a code that `user` can enter now. Only in the demo; "" everywhere else."""
    if not settings.DEMO or user is None:
        return ""
    authenticator = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
    if authenticator is None:
        return ""
    secret = decrypt(authenticator.data["secret"])
    earlier, current, later = yield_hotp_counters_from_time()
    codes = [format_hotp_value(hotp_value(secret, counter)) for counter in (current, later, earlier)]
    totp = TOTP(authenticator)
    return next((code for code in codes if not cache.get(totp._get_used_cache_key(code))), "")
