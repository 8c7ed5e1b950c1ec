"""Nobody reaches staff rooms, or anything else as staff, without a second factor."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from accounts.models import User
from accounts.second_factor import has_second_factor, was_used

ALWAYS_OPEN = ("account_logout", "account_reauthenticate", "accounts:language", "set_language")
SET_UP = ("mfa_index", "mfa_activate_totp", "mfa_view_recovery_codes", "mfa_download_recovery_codes")
CONFIRM = ("mfa_reauthenticate",)


def second_factor(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Let everybody pass whose roles do not demand a second factor, or who used one to sign in.

    The others are sent to set one up or to confirm it, wherever they came in.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        target = detour(request)
        return HttpResponseRedirect(target) if target else get_response(request)

    return middleware


def detour(request: HttpRequest) -> str:
    """Return where to send this request first; "" to let it pass."""
    user = request.user
    if not isinstance(user, User) or not user.needs_second_factor or is_open(request.path, ALWAYS_OPEN):
        return ""
    if not has_second_factor(user):
        return "" if is_open(request.path, SET_UP) else onward("mfa_activate_totp", request)
    if was_used(request, user) or is_open(request.path, CONFIRM):
        return ""
    return onward("mfa_reauthenticate", request)


def is_open(path: str, names: tuple[str, ...]) -> bool:
    """Return whether `path` is one of the named pages, or only how pages look."""
    return path.startswith((settings.STATIC_URL, reverse("ui:theme"))) or path in map(reverse, names)


def onward(name: str, request: HttpRequest) -> str:
    """Return the address of the named page, which leads back to where the person wanted to go."""
    if request.method != "GET":
        return reverse(name)
    return f"{reverse(name)}?{urlencode({'next': request.get_full_path()})}"
