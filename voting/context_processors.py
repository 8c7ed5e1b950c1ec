"""The bar that says a ballot is not cast yet. It reads a cookie and asks the database nothing."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from voting.casting.device import DRAFT, mark_of, unfinished


def ballot_bar(request: HttpRequest) -> dict[str, Any]:
    """Return the unfinished ballot on this device, if there is one and its round is still open, and what the
    browser files sealed ballots of this person under.
    """
    if not hasattr(request, "user"):
        return {}
    mark = {"device_mark": mark_of(request.user)}
    if not any(name.startswith(DRAFT) for name in request.COOKIES):
        return mark
    draft = unfinished(request, getattr(request, "now", None) or timezone.now())
    return {"ballot_bar": draft, **mark} if draft else mark
