"""How the views of moderation answer: with why not, or with a form that is shown again."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpResponse
from django.shortcuts import render

from accounts.typed import signed_in_only
from moderation.permissions import may_open_queue
from processes.http import CityRequest
from processes.permissions import Verdict

P = ParamSpec("P")


def denied(request: CityRequest, verdict: Verdict) -> HttpResponse:
    """Say why not."""
    return render(request, "403.html", {"reason": verdict.reason}, status=403)


def status_of(request: CityRequest) -> int:
    """A form that is shown again after sending did not go through."""
    return 422 if request.method == "POST" else 200


def for_moderators(
    view: Callable[Concatenate[CityRequest, P], HttpResponse],
) -> Callable[Concatenate[CityRequest, P], HttpResponse]:
    """Let in who moderates any process; tell the others why not."""

    @wraps(view)
    def wrapped(request: CityRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        verdict = may_open_queue(request.user)
        return view(request, *args, **kwargs) if verdict else denied(request, verdict)

    return signed_in_only(wrapped)
