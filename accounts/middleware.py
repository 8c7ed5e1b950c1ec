"""Nobody acts as staff without a second factor, nobody else sees what somebody read, and no sign-in page is
squeezed into another page.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseRedirectBase
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from accounts.models import User
from accounts.second_factor import has_second_factor, was_used

ALWAYS_OPEN = ("account_logout", "account_reauthenticate", "accounts:language", "set_language")
SET_UP = ("mfa_index", "mfa_activate_totp", "mfa_view_recovery_codes", "mfa_download_recovery_codes")
CONCERNS_ONE = ("/accounts/", "/moderation/", "/staff/")
CONFIRM = ("mfa_reauthenticate",)


def plain_user(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Put the person in the place of Django's stand-in, which is asked some 400 times on a page.

    Who reads is looked up here at the latest: the second factor and every menu depend on it.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        stand_in: Any = request.user
        if type(stand_in) is SimpleLazyObject:
            str(stand_in)  # looks the person up
            request.user = stand_in._wrapped
        return get_response(request)

    return middleware


def kept_private(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Let no proxy keep what somebody reads who is signed in, and no browser what concerns them alone: on a
    computer in a library the next person would see it with the button that goes back.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if isinstance(request.user, User) and "Cache-Control" not in response.headers:
            alone = request.path.startswith(CONCERNS_ONE)
            response.headers["Cache-Control"] = "private, no-store" if alone else "private"
        return response

    return middleware


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


def whole_pages(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Let a redirect move the whole page, also where a script had asked for a part of one.

    Otherwise the browser would follow it unseen and put a page inside a page (https://htmx.org/headers/hx-redirect/).
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if isinstance(response, HttpResponseRedirectBase) and request.headers.get("HX-Request") == "true":
            response.headers["HX-Redirect"] = back_to_page(response.url, request)
            del response.headers["Location"]
            response.status_code = 200
        return response

    return middleware


def back_to_page(target: str, request: HttpRequest) -> str:
    """Return `target`, but where it leads back to the part that was asked for, lead back to the page."""
    path, _mark, query = target.partition("?")
    asked = QueryDict(query, mutable=True)
    if asked.get("next") != request.get_full_path():
        return target
    asked["next"] = page_shown(request)
    return f"{path}?{asked.urlencode(safe='/')}"


def page_shown(request: HttpRequest) -> str:
    """Return the page, on this site, that a script says it asks from; the square where it says nonsense."""
    try:
        shown = urlsplit(request.headers.get("HX-Current-URL", ""))
    except ValueError:
        return "/"
    return urlunsplit(("", "", shown.path, shown.query, "")) if shown.path.startswith("/") else "/"


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
