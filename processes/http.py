"""What every view may rely on: Django's request plus what our middleware sets."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails


class CityRequest(HttpRequest):
    """`now` is the moment to show the page for (UTC); `preview_now` is set while staff preview a date."""

    now: datetime
    preview_now: datetime | None
    htmx: HtmxDetails


def shown_for(request: HttpRequest, now: datetime, preview_now: datetime | None = None) -> CityRequest:
    """Set the moment that a page is shown for; return the request as what it has become."""
    city_request = cast(CityRequest, request)
    city_request.now, city_request.preview_now = now, preview_now
    return city_request
