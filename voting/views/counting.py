"""How far a count is: the part of the desk, and of the page for everybody, that looks again by itself."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from processes.http import CityRequest
from voting.counting.desk import counting_of
from voting.models import Round
from voting.views.fetch import for_staff, get_round

DESK, EVERYBODY = "voting:counting", "voting:count"
PAGES = {DESK: "voting:manage", EVERYBODY: "voting:ballot"}
SECONDS = {DESK: 2, EVERYBODY: 10}


@never_cache
@require_safe
@for_staff
def desk(request: CityRequest, round: Round) -> HttpResponse:
    """How far the count is, for staff, with what stood in the way."""
    return _part(request, round, DESK)


@never_cache
@require_safe
def everybody(request: CityRequest, process_slug: str, number: int) -> HttpResponse:
    """How far the count is, for everybody."""
    return _part(request, get_round(request, process_slug, number), EVERYBODY)


def shown(round: Round, now: datetime, name: str) -> dict[str, Any]:
    """Return what the part about a count needs on the desk or on the page for everybody."""
    place = [round.process.slug, round.number]
    return {
        "counting": counting_of(round, now), "staff": name == DESK, "seconds": SECONDS[name],
        "look": reverse(name, args=place), "page": reverse(PAGES[name], args=place),
    }  # fmt: skip


def _part(request: CityRequest, round: Round, name: str) -> HttpResponse:
    if not request.htmx:
        return redirect(PAGES[name], round.process.slug, round.number)
    context = {"round": round, "process": round.process, **shown(round, request.now, name)}
    response = render(request, "voting/_counting.html", context)
    counting = context["counting"]
    if counting is None or not (counting.busy or counting.waits):
        response["HX-Refresh"] = "true"
    return response
