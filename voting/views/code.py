"""Is this a code of this vote? Asked before a ballot is filled in, answered from what is public anyway."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from accounts.limits import TooMany, check_address
from processes.http import CityRequest
from voting.casting.cast import unknown_code, why_no_code
from voting.casting.seal_page import seal_phrases
from voting.codes.codes import entry_of_code, is_known
from voting.forms import CodeForm
from voting.models import Round, RoundStatus
from voting.permissions import has_codes, state_verdict
from voting.views.fetch import get_round

TRIES, SECONDS = 60, 600
LARGEST = 2_000


@sensitive_post_parameters("code")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: CityRequest, process_slug: str, number: int) -> HttpResponse:
    """Tell whether a code is one of this vote, and not whether it was used. Where there are scripts the
    device asks by the public key; a code itself is only taken where the platform may seal.
    """
    round = _with_codes(request, process_slug, number)
    may_post = request.method == "POST" and not round.is_verifiable
    form = CodeForm(request.POST if may_post else None)
    known = False
    if form.is_valid():
        try:
            _count(request)
            known = entry_of_code(round, form.cleaned_data["code"]) is not None
            if not known:
                form.add_error("code", why_no_code(form.cleaned_data["code"]))
        except TooMany as error:
            form.add_error(None, str(error))
    context = {
        "round": round, "process": round.process, "form": form, "known": known, "unknown": unknown_code(),
        "verdict": state_verdict(round, request.now), "seal": _data(round), "phrases": _phrases(),
    }  # fmt: skip
    return render(request, "voting/code.html", context, status=422 if form.errors else 200)


@never_cache
@csrf_exempt
@require_POST
def known(request: CityRequest, process_slug: str, number: int) -> JsonResponse:
    """Tell a device whether a public key is in the list of this vote, which `round.bel` publishes. No cookie
    is read.
    """
    round = _with_codes(request, process_slug, number)
    try:
        _count(request)
        credential = json.loads(request.read(LARGEST))["credential"]
    except TooMany as error:
        return JsonResponse({"sentence": str(error)}, status=HTTPStatus.TOO_MANY_REQUESTS)
    except (ValueError, KeyError, TypeError, RecursionError):
        return JsonResponse({"sentence": _("This is not a public key.")}, status=HTTPStatus.BAD_REQUEST)
    return JsonResponse({"known": is_known(round, str(credential))})


def _with_codes(request: CityRequest, process_slug: str, number: int) -> Round:
    """Return a frozen round in which people vote with codes, until it closes: keys are not kept for good.
    Raises Http404.
    """
    round = get_round(request, process_slug, number)
    over = round.status != RoundStatus.FROZEN or request.now >= round.closes_at
    if over or not has_codes(round):
        raise Http404
    return round


def _count(request: HttpRequest) -> None:
    check_address(request, act="check-code", limit=TRIES, seconds=SECONDS)


def _data(round: Round) -> dict[str, Any]:
    """Return what the script needs to make the public key of a code, and where it asks."""
    address = reverse("voting:code_known", args=[round.process.slug, round.number])
    return {"round": round.uuid, "group": round.group, "addresses": {"known": address}}


def _phrases() -> dict[str, str]:
    return {
        **{name: text for name, text in seal_phrases().items() if name.startswith("code")},
        "noline": _("There is no connection right now. Try again in a moment."),
        "nocheck": _("This browser cannot check a code. You can still fill in your ballot."),
    }
