"""System checks that refuse combinations of settings which would lose data or leak, or warn of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.checks import Warning as Caution

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
    return found
