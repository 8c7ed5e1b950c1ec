"""Confirm who you are: how an account comes to its line of the electoral roll."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts.limits import TooMany, check, check_address, check_name
from accounts.models import User
from processes.http import CityRequest
from processes.permissions import Denied
from voting.models import RollEntry, Round
from voting.roll import mailed_codes
from voting.roll.eligibility import Source, sources_of
from voting.roll.identity_forms import MailedCodeForm
from voting.roll.linking import LinkRefused, link_entry, link_verdict
from voting.views.fetch import get_round

ACT = "confirm-identity"
HOUR, DAY = 60 * 60, 24 * 60 * 60
TRIES_OF_ACCOUNT, TRIES_OF_ADDRESS, TRIES_OF_NUMBER = 10, 40, 5
BALLOT, HERE = "voting:ballot", "voting:identity_source"


@never_cache
@login_required
@require_safe
def identity(request: CityRequest, process_slug: str, number: int) -> HttpResponse:
    """Offer the ways to confirm who one is, in this vote."""
    round = get_round(request, process_slug, number)
    ways = [(source, source.address(round) if source.address else "") for source in sources_of(round)]
    return render(request, "voting/identity.html", _context(request, round) | {"ways": ways})


@sensitive_post_parameters()
@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def identity_source(request: CityRequest, process_slug: str, number: int, key: str) -> HttpResponse:
    """Ask for what one source needs, and tie the account to the line of the roll that it finds."""
    round = get_round(request, process_slug, number)
    source = next((one for one in sources_of(round) if one.key == key and one.form), None)
    if source is None or source.form is None:
        raise Http404
    if "again" in request.POST:
        mailed_codes.forget(request)
        return redirect(request.path)
    form = source.form(request, round)(request.POST if request.method == "POST" else None)
    if form.is_valid() and isinstance(request.user, User):
        try:
            return _proved(request, request.user, round, source, form.cleaned_data)
        except (TooMany, Denied, LinkRefused, _NotFound) as error:
            form.add_error(None, str(error))
    waits = isinstance(form, MailedCodeForm)
    context = _context(request, round) | {"source": source, "form": form, "waits": waits}
    return render(request, "voting/identity_source.html", context, status=422 if form.errors else 200)


class _NotFound(Exception):
    """What was typed fits nobody on the roll; the text does not say which part of it."""


def _proved(
    request: CityRequest, actor: User, round: Round, source: Source, data: dict[str, Any]
) -> HttpResponse:
    """Count the try, look for the line, and tie it. Raises what the page then says."""
    check(actor=actor, act=ACT, limit=TRIES_OF_ACCOUNT, seconds=HOUR)
    check_address(request, act=ACT, limit=TRIES_OF_ADDRESS, seconds=HOUR)
    if "number" in data:
        name = f"{round.pk}/{' '.join(data['number'].split())}"
        check_name(name, act=ACT, limit=TRIES_OF_NUMBER, seconds=DAY)
    found = source.find(request, round, data)
    if isinstance(found, HttpResponse):
        return found
    if found is None:
        raise _NotFound(not_found())
    return tie(request, actor, found)


def tie(request: CityRequest, actor: User, entry: RollEntry) -> HttpResponse:
    """Tie the account and go to the ballot. Raises Denied and LinkRefused."""
    link_entry(actor=actor, entry=entry, now=request.now)
    messages.success(request, _("Thank you. Your account is on the electoral roll of this vote."))
    return redirect(BALLOT, entry.round.process.slug, entry.round.number)


def not_found() -> str:
    """Say that nothing fits, and never what."""
    return _(
        "This does not match the electoral roll. Check everything you typed. If it still does not match, "
        "ask the city."
    )


def _context(request: CityRequest, round: Round) -> dict[str, Any]:
    tied = RollEntry.objects.filter(round=round, user_id=request.user.pk or 0).exists()
    return {
        "round": round, "process": round.process, "verdict": link_verdict(round, request.now), "tied": tied
    }  # fmt: skip
