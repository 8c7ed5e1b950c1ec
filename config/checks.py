"""System checks that refuse combinations of settings which would lose data or leak, or warn of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import ERROR, CheckMessage, Error, register
from django.core.checks import Warning as Caution
from django.core.exceptions import ImproperlyConfigured

LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "[::1]", "::1", "testserver"})


def is_public() -> bool:
    """Return whether any allowed host is more than this machine."""
    return any(host not in LOCAL_HOSTS for host in settings.ALLOWED_HOSTS)


@register()
def combinations(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Return a message for each bad combination: what is wrong and what to set instead."""
    found: list[CheckMessage] = []
    if settings.WEB_CONCURRENCY > 1 and not settings.REDIS_URL:
        found.append(
            Error(
                "More than one process needs Redis: live threads and the cache would fall apart.",
                hint="Set REDIS_URL, or WEB_CONCURRENCY=1.",
                id="plaza.E001",
            )
        )
    if settings.DEBUG and is_public():
        found.append(
            Error(
                "DEBUG shows secrets to visitors, and ALLOWED_HOSTS names a public host.",
                hint="Unset DEBUG.",
                id="plaza.E002",
            )
        )
    if settings.DEMO and (is_public() or not settings.EMBEDDED):
        found.append(
            Error(
                "The demo shows sign-in codes on the page, so it runs on this machine only.",
                hint="Unset DATABASE_URL and ALLOWED_HOSTS.",
                id="plaza.E003",
            )
        )
    if settings.MAIL_TO_FILES and not settings.EMBEDDED:
        found.append(
            Caution(
                "No mail reaches anybody: it is written into files of DATA_DIR/mail, voting codes in clear.",
                hint="Set EMAIL_HOST.",
                id="plaza.W001",
            )
        )
    if not settings.EMBEDDED or is_public():
        found += cautions_of_a_real_city()
    return found


def cautions_of_a_real_city() -> list[CheckMessage]:
    """Return a warning for each setting that was left as it is on a newcomer's machine."""
    found: list[CheckMessage] = []
    if urlsplit(settings.SITE_URL).hostname in LOCAL_HOSTS:
        found.append(
            Caution(
                f"Links in e-mails lead to {settings.SITE_URL}, where nobody but this machine gets.",
                hint="Set SITE_URL to the address that residents open.",
                id="plaza.W002",
            )
        )
    if settings.HTTPS and not settings.ALLAUTH_TRUSTED_PROXY_COUNT:
        found.append(
            Caution(
                "All visitors seem to come from the proxy, so limits against guessing hit them all at once.",
                hint="Set TRUSTED_PROXIES to the number of your proxies, and let them set X-Forwarded-For.",
                id="plaza.W003",
            )
        )
    if settings.SITE_URL.startswith("https://") != settings.HTTPS:
        found.append(
            Caution(
                "HTTPS and the beginning of SITE_URL contradict each other.",
                hint="Set HTTPS=yes and a SITE_URL with https:// behind a proxy with a certificate.",
                id="plaza.W004",
            )
        )
    if not (Path(settings.STATIC_ROOT) / "staticfiles.json").is_file():
        found.append(
            Caution(
                "Styles and scripts are not laid out, so no page can be shown.",
                hint="Run manage.py collectstatic --no-input.",
                id="plaza.W005",
            )
        )
    return found


def refuse_to_start() -> None:
    """Raise ImproperlyConfigured with every combination that must not run; servers run no system checks."""
    wrong = [f"{message.msg} {message.hint}" for message in combinations(None) if message.level >= ERROR]
    if wrong:
        raise ImproperlyConfigured(" ".join(wrong))
