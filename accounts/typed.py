"""What somebody typed while they were signed out: it waits in the session until they have signed in."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _

from accounts.limits import TooMany, check_address

KEY = "typed"
MOST_BYTES = 400_000
KEPT_PER_HOUR = 60
KEPT_SECONDS = 2 * 60 * 60
SECRETS = ("csrfmiddlewaretoken", "password", "password1", "password2", "code")

R = TypeVar("R", bound=HttpRequest)
P = ParamSpec("P")


def signed_in_only(
    view: Callable[Concatenate[R, P], HttpResponse],
) -> Callable[Concatenate[R, P], HttpResponse]:
    """Send visitors to sign in and back; a form that they had sent is kept for `kept`."""

    @wraps(view)
    def wrapped(request: R, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if keep(request):
            messages.warning(request, _("You were signed out. Sign in: what you typed is kept."))
        return redirect_to_login(request.get_full_path())

    return wrapped


def sign_in_first(request: HttpRequest, sentence: str, *, path: str = "") -> HttpResponse:
    """Send a visitor to sign in, with a sentence why, and back to `path` (the same page unless given).

    What was sent to the same page is kept for `kept`.
    """
    if not path:
        keep(request)
    messages.info(request, sentence)
    return redirect_to_login(path or request.get_full_path())


def keep(request: HttpRequest) -> bool:
    """Keep what was sent to this page, without passwords and codes; return whether there was anything."""
    if request.method != "POST" or not can_keep(request) or kept_much(request):
        return False
    data = request.POST.copy()
    for name in SECRETS:
        data.pop(name, None)
    if data:
        request.session[KEY] = {
            "path": request.get_full_path(),
            "data": data.urlencode(),
            "at": time.time(),
        }
    return bool(data)


def can_keep(request: HttpRequest) -> bool:
    """Return whether what was sent is small enough to wait in the session; no valid form is larger."""
    return int(request.META.get("CONTENT_LENGTH") or 0) <= MOST_BYTES


def kept_much(request: HttpRequest) -> bool:
    """Count a form that is kept for a visitor; return whether it is one too many from the same address.

    Anyone can send forms, and each is a row in the database for a month.
    """
    try:
        check_address(request, act="typed", limit=KEPT_PER_HOUR, seconds=60 * 60)
    except TooMany:
        return True
    return False


def kept(request: HttpRequest) -> QueryDict | None:
    """Return what was typed on this page before signing in, once; None if nothing was, or long ago."""
    found = request.session.get(KEY)
    if request.method != "GET" or not request.user.is_authenticated:
        return None
    if not found or found["path"] != request.get_full_path():
        return None
    del request.session[KEY]
    if time.time() - found["at"] > KEPT_SECONDS:
        return None
    messages.info(request, _("Here is what you typed. It is not sent yet."))
    return QueryDict(found["data"])
