"""Which moment a page is shown for: now, or the date that staff preview."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.role_sources import scoped_roles
from accounts.roles import Role
from processes.http import shown_for

PREVIEW_PARAMETER = "on"
YEARS = range(1900, 3000)  # every page can reckon with days around these
PREVIEWERS = frozenset({Role.COUNCIL_STAFF, Role.ADMINISTRATOR})


def now(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Set `request.now` (UTC) and `request.preview_now` (None unless staff preview one with ?on=2026-05-03).

    A preview never writes: whatever is not GET or HEAD is refused, and what a page would note in the database
    when it is opened (a notice that was read) is undone.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        preview = previewed(request)
        shown_for(request, preview or timezone.now(), preview)
        if preview and request.method not in {"GET", "HEAD"}:
            raise PermissionDenied(
                _("You are looking at another day, and nothing can be changed there. Go back to today first.")
            )
        return without_a_trace(get_response, request) if preview else get_response(request)

    return middleware


def without_a_trace(
    get_response: Callable[[HttpRequest], HttpResponse], request: HttpRequest
) -> HttpResponse:
    """Return the answer, with everything undone that was written for it."""
    with transaction.atomic():
        response = get_response(request)
        transaction.set_rollback(True)
    return response


def previewed(request: HttpRequest) -> datetime | None:
    """Return noon of the previewed day, if staff ask for one that every page can show."""
    value = request.GET.get(PREVIEW_PARAMETER, "")
    if not value or not isinstance(request.user, User):
        return None
    if not (scoped_roles(request.user) | request.user.city_roles) & PREVIEWERS:
        return None
    try:
        day = parse_date(value)
    except ValueError:
        return None
    if day is None or day.year not in YEARS:
        return None
    return timezone.make_aware(datetime.combine(day, time(12)))
