"""How often one person may do one thing."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User

MINUTE = 60


class TooMany(Exception):
    """Somebody did one thing too often; the text is the sentence to show."""

    def __init__(self, seconds_left: int) -> None:
        self.seconds_left = seconds_left
        minutes = max(1, -(-seconds_left // MINUTE))
        wait = ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}
        super().__init__(_("That was a lot in a short time. Wait %(wait)s, then try again.") % {"wait": wait})


@dataclass(frozen=True, slots=True)
class Pace:
    """How often one person may do something new. The service counts it once it knows that it is new: the same
    form sent again, by a double click or on a bad line, is answered like the first and costs nothing.
    """

    act: str
    limit: int
    seconds: int

    def count(self, actor: User) -> None:
        """Count the act of `actor`. Raises TooMany."""
        check(actor=actor, act=self.act, limit=self.limit, seconds=self.seconds)


def check(*, actor: User, act: str, limit: int, seconds: int) -> None:
    """Count one `act` of `actor`. Raises TooMany beyond `limit` times in a window of `seconds`."""
    _count(str(actor.pk), act, limit, seconds)


def check_reader(request: HttpRequest, *, act: str, limit: int, seconds: int) -> None:
    """Count one `act` of whoever reads: the person, or the address a visitor comes from. Raises TooMany."""
    if isinstance(request.user, User):
        check(actor=request.user, act=act, limit=limit, seconds=seconds)
    else:
        check_address(request, act=act, limit=limit, seconds=seconds)


def check_address(request: HttpRequest, *, act: str, limit: int, seconds: int) -> None:
    """Count one `act` from the address that a request comes from, whoever is signed in. Raises TooMany."""
    _count(get_adapter().get_client_ip(request), act, limit, seconds)


def check_name(name: str, *, act: str, limit: int, seconds: int) -> None:
    """Count one `act` about what has this name, whoever does it; the name itself is kept nowhere. Raises
    TooMany.
    """
    _count(hashlib.sha256(name.encode()).hexdigest(), act, limit, seconds)


def _count(who: str, act: str, limit: int, seconds: int) -> None:
    now = int(time.time())
    window, elapsed = divmod(now, seconds)
    key = f"limit:{act}:{who}:{seconds}:{window}"
    cache.add(key, 0, timeout=seconds + MINUTE)
    if cache.incr(key) > limit:
        raise TooMany(seconds - elapsed)
