"""What every view may rely on: Django's request plus what our middleware sets."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails


class CityRequest(HttpRequest):
    """`now` is the moment to show the page for (UTC); `preview_now` is set while staff preview a date."""

    now: datetime
    preview_now: datetime | None
    htmx: HtmxDetails
