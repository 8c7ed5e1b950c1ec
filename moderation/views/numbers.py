"""What moderation did in one process, in numbers, for everybody."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from moderation.numbers import numbers_of
from moderation.permissions import APPEAL_DAYS
from moderation.queue import AIM_HOURS
from processes.fetch import process_or_404
from processes.http import CityRequest


@require_safe
def numbers(request: CityRequest, slug: str) -> HttpResponse:
    """Show reports, decisions and appeals of a process by house rule, and how long people waited."""
    process = process_or_404(slug, request.user)
    context = {
        "process": process,
        "numbers": numbers_of(process),
        "days": APPEAL_DAYS,
        "aim": AIM_HOURS,
    }
    return render(request, "moderation/numbers.html", context)
