"""Which moment a page is shown for: now, or the date that staff preview."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time

from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Role
from processes.http import shown_for

PREVIEW_PARAMETER = "on"
PREVIEWERS = frozenset({Role.COUNCIL_STAFF, Role.ADMINISTRATOR})


def now(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Set `request.now` (UTC) and `request.preview_now` (None unless staff preview one with ?on=2026-05-03).

    A preview never writes: whatever is not GET or HEAD is refused.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        preview = previewed(request)
        shown_for(request, preview or timezone.now(), preview)
        if preview and request.method not in {"GET", "HEAD"}:
            return HttpResponseForbidden(_("This is a preview. Leave it to make changes."))
        return get_response(request)

    return middleware


def previewed(request: HttpRequest) -> datetime | None:
    """Return noon of the previewed day, if staff ask for one."""
    value = request.GET.get(PREVIEW_PARAMETER, "")
    if not value or not isinstance(request.user, User) or not request.user.city_roles & PREVIEWERS:
        return None
    try:
        day = parse_date(value)
    except ValueError:
        return None
    return timezone.make_aware(datetime.combine(day, time(12))) if day else None
