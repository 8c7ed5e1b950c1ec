"""The city's own accounts: what an OpenID Connect provider says leads to a line of the roll, and nothing of
the answer is stored. Nobody signs in or up this way.
"""

from __future__ import annotations

from typing import Any, cast

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve

from accounts.limits import TooMany, check
from accounts.models import User
from processes.http import CityRequest
from processes.permissions import Denied
from voting.models import RollEntry, Round
from voting.roll.linking import LinkRefused
from voting.roll.sources import by_city_account
from voting.views.fetch import get_round
from voting.views.identity import ACT, HOUR, TRIES_OF_ACCOUNT, not_found, tie


class RollAdapter(DefaultSocialAccountAdapter):
    """Takes the answer of the provider before allauth would keep it."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Nobody gets an account this way."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Tie the line of the roll and go on; allauth goes no further. Raises ImmediateHttpResponse."""
        raise ImmediateHttpResponse(answer(cast(CityRequest, request), sociallogin))

    def on_authentication_error(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Say that nothing came of it, on the page where people began. Raises ImmediateHttpResponse."""
        state = kwargs.get("extra_context", {}).get("state") or {}
        messages.error(request, not_found())
        raise ImmediateHttpResponse(redirect(state.get("next") or "/"))


def answer(request: CityRequest, sociallogin: Any) -> HttpResponse:
    """Find the line that the claim names, tie it, and return where to go; what stands in the way is said."""
    if not isinstance(request.user, User):
        return redirect(settings.LOGIN_URL)
    back = str(sociallogin.state.get("next") or "/")
    try:
        check(actor=request.user, act=ACT, limit=TRIES_OF_ACCOUNT, seconds=HOUR)
        number = claimed(sociallogin.account.extra_data)
        found = by_city_account(request, _round(request, back), {"number": number}) if number else None
        if isinstance(found, RollEntry):
            return tie(request, request.user, found)
        messages.error(request, not_found())
    except (TooMany, Denied, LinkRefused) as error:
        messages.error(request, str(error))
    return redirect(back)


def claimed(data: dict[str, Any]) -> str:
    """Return the roll number that the provider names; "" where it names none."""
    for part in (data.get("userinfo"), data.get("id_token"), data):
        value = part.get(settings.OIDC_CLAIM) if isinstance(part, dict) else None
        if isinstance(value, str | int) and not isinstance(value, bool):
            return str(value)
    return ""


def _round(request: CityRequest, back: str) -> Round:
    try:
        match = resolve(back)
    except Resolver404 as error:
        raise Http404 from error
    if match.view_name != "voting:identity":
        raise Http404
    return get_round(request, match.kwargs["process_slug"], match.kwargs["number"])
