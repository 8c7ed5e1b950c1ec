"""Signing out takes unfinished ballots from the device, whichever page did it."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse

from voting.casting.device import forget_all

MARK = "_signed_out"


@receiver(user_logged_out, dispatch_uid="voting.middleware.mark")
def mark(request: HttpRequest | None = None, **_kwargs: object) -> None:
    """Remember on the request that somebody signed out."""
    if request is not None:
        setattr(request, MARK, True)


def forget_ballots(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Delete the cookies of unfinished ballots in the answer to a sign-out."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if getattr(request, MARK, False):
            forget_all(request, response)
        return response

    return middleware
