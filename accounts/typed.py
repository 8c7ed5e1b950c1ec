"""What somebody typed while their session ran out: kept until they have signed in again."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _

KEY = "typed"
KEPT_LETTERS = 100_000
KEPT_SECONDS = 30 * 60
SECRETS = ("csrfmiddlewaretoken", "password", "password1", "password2", "code")

R = TypeVar("R", bound=HttpRequest)
P = ParamSpec("P")


def sign_in_first(
    view: Callable[Concatenate[R, P], HttpResponse],
) -> Callable[Concatenate[R, P], HttpResponse]:
    """Send visitors to sign in and back; a form that they had sent is kept for `take`."""

    @wraps(view)
    def wrapped(request: R, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if request.method == "POST":
            keep(request)
        return redirect_to_login(request.get_full_path())

    return wrapped


def keep(request: HttpRequest) -> None:
    """Keep the posted form of this page in the session, without passwords and codes."""
    data = request.POST.copy()
    for name in SECRETS:
        data.pop(name, None)
    text = data.urlencode()
    if data and len(text) <= KEPT_LETTERS:
        request.session[KEY] = {"path": request.path, "form": text, "at": time.time()}
        messages.warning(request, _("You were signed out. Sign in: what you typed is kept."))


def take(request: HttpRequest) -> QueryDict | None:
    """Return what was kept for this page, once and for half an hour; None if there is nothing."""
    kept = request.session.get(KEY)
    if request.method != "GET" or not isinstance(kept, dict) or kept.get("path") != request.path:
        return None
    del request.session[KEY]
    if time.time() - kept["at"] > KEPT_SECONDS:
        return None
    messages.warning(request, _("Here is what you typed before you were signed out. It is not saved yet."))
    return QueryDict(kept["form"])
