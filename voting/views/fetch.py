"""Fetching rounds for a page: what a reader may not see is not found."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from processes.http import CityRequest
from processes.permissions import Denied
from voting.models import Round, RoundStatus
from voting.permissions import may_manage

LARGEST = 32_767
P = ParamSpec("P")


def get_round(request: CityRequest, process_slug: str, number: int) -> Round:
    """Return a round that `request.user` may see: staff see those in preparation, too. Raises Http404."""
    rounds = Round.objects.filter(process__slug=process_slug).select_related("process")
    round = rounds.filter(number=min(number, LARGEST)).first()
    if round is None or round.number != number:
        raise Http404
    hidden = round.status == RoundStatus.DRAFT or not round.process.published
    if hidden and not may_manage(request.user, round):
        raise Http404
    return round


def any_round(process_slug: str, number: int) -> Round:
    """Return a round in whatever state, for people who have the right to a page of it from elsewhere."""
    return get_object_or_404(
        Round.objects.select_related("process"), process__slug=process_slug, number=min(number, LARGEST)
    )


def managed_round(request: CityRequest, process_slug: str, number: int) -> Round:
    """Return a round for those who run it. Raises Http404, and Denied for everybody else."""
    round = get_round(request, process_slug, number)
    verdict = may_manage(request.user, round)
    if not verdict:
        raise Denied(verdict)
    return round


def for_staff(
    view: Callable[Concatenate[CityRequest, Round, P], HttpResponse],
) -> Callable[Concatenate[CityRequest, str, int, P], HttpResponse]:
    """Give a view its round, for those who run it. Whoever is not signed in is asked to, and everybody else
    reads why this is not open to them, also where the view itself raises Denied.
    """

    @login_required
    @wraps(view)
    def wrapped(
        request: CityRequest, process_slug: str, number: int, *args: P.args, **named: P.kwargs
    ) -> HttpResponse:
        try:
            return view(request, managed_round(request, process_slug, number), *args, **named)
        except Denied as error:
            return refused(request, error)

    return cast(Callable[Concatenate[CityRequest, str, int, P], HttpResponse], wrapped)  # wraps() hides it


def refused(request: HttpRequest, error: Denied) -> HttpResponse:
    """Return the page that says why this is not open to the reader."""
    return render(request, "403.html", {"reason": error.verdict.reason}, status=403)
