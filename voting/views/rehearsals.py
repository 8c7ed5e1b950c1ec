"""The dress rehearsal on the round desk: rules side by side on ballots that count for nothing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from accounts.people import signed_in
from processes.http import CityRequest
from processes.permissions import Denied
from voting.models import Rehearsal, RehearsalState, Round
from voting.permissions import may_choose_rule, may_rehearse
from voting.rehearsal import rehearsing
from voting.rehearsal.forms import BallotsForm
from voting.rehearsal.page import ballots_line, candidates_of, report_of
from voting.rounds.rule_forms import RuleChoice, RuleForm
from voting.rounds.setup import choose_rule
from voting.rounds.state import RoundError
from voting.views.fetch import for_staff
from voting.views.setup import SHOW, chosen_rule, settings_unseen, show_settings

BIG = ("result", "source")


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff
def rehearsals(request: CityRequest, round: Round) -> HttpResponse:
    """List the rehearsals of a round; begin another."""
    if request.method == "POST" and isinstance(request.user, User):
        return _back(rehearsing.start_rehearsal(actor=request.user, round=round, now=request.now))
    found = list(round.rehearsals.select_related("made_by").defer(*BIG))
    context = {
        "round": round, "process": round.process, "verdict": may_rehearse(request.user, round, request.now),
        "rehearsals": [(one, ballots_line(one), len(one.candidates)) for one in found],
    }  # fmt: skip
    return render(request, "voting/rehearsals.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_staff
def rehearsal(request: CityRequest, round: Round, pk: int) -> HttpResponse:
    """Show one rehearsal: its rules, its ballots, how far it is, and the results side by side."""
    found = _fetch(round, pk)
    form = _ballots_form(request, found)
    if request.method == "POST" and ("drop" in request.POST or form.is_valid()):
        try:
            _change(signed_in(request), found, form, request)
        except (Denied, RoundError) as error:
            messages.error(request, str(error))
        return _back(found)
    context = {**_context(request, round, found), "form": form}
    if request.htmx and request.method != "POST":
        fragment = render(request, "voting/_progress.html", context)
        if not context["busy"]:
            fragment["HX-Refresh"] = "true"
        return fragment
    return render(request, "voting/rehearsal.html", context, status=422 if form.errors else 200)


def _change(actor: User, found: Rehearsal, form: BallotsForm, request: CityRequest) -> None:
    """Drop a rule that is tried, or begin. Raises Denied and RoundError."""
    if "drop" in request.POST:
        place = _place(request.POST["drop"])
        rehearsing.drop_candidate(actor=actor, rehearsal=found, place=place, now=request.now)
    else:
        rehearsing.run_rehearsal(
            actor=actor, rehearsal=found, ballots=form.chosen(), text=form.text, now=request.now
        )


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff
def candidate(request: CityRequest, round: Round, pk: int, place: int) -> HttpResponse:
    """Set a rule of the rehearsal and each of its parameters."""
    found = _fetch(round, pk)
    own: dict[str, Any] = (
        found.candidates[place] if place < len(found.candidates) else {"rule": "greedy", "parameters": {}}
    )
    name = chosen_rule(request, own["rule"])
    if settings_unseen(request):
        return show_settings(request, name)
    values = own["parameters"] if name == own["rule"] else {}
    form = RuleForm(name, request.POST if request.method == "POST" else None, values=values)
    if SHOW not in request.POST and form.is_valid() and isinstance(request.user, User):
        try:
            rehearsing.set_candidate(
                actor=request.user, rehearsal=found, place=place, rule=name, parameters=form.values(),
                now=request.now,
            )  # fmt: skip
        except (Denied, RoundError) as error:
            form.add_error(None, str(error))
        else:
            return _back(found)
    context = {"round": round, "process": round.process, "rehearsal": found, "form": form}
    context |= {"choice": RuleChoice(rule=name), "place": place}
    return render(request, "voting/candidate.html", context, status=422 if form.errors else 200)


@require_POST
@for_staff
def use(request: CityRequest, round: Round, pk: int, place: int) -> HttpResponse:
    """Write a rule of the rehearsal, with its parameters, into the round."""
    found = _fetch(round, pk)
    tried = rehearsing.tried(found, place)
    if tried is None:
        raise Http404
    try:
        choose_rule(actor=signed_in(request), round=round, now=request.now, **tried)
    except RoundError as error:
        messages.error(request, str(error))
        return _back(found)
    messages.success(request, _("The rule for sharing the money is set."))
    return redirect("voting:manage", round.process.slug, round.number)


def _fetch(round: Round, pk: int) -> Rehearsal:
    """Return one of the rehearsals of a round. Raises Http404."""
    found = get_object_or_404(Rehearsal.objects.defer("source"), round=round, pk=min(pk, 2**62))
    found.round = round
    return found


def _back(found: Rehearsal) -> HttpResponse:
    """Return the way to the page of a rehearsal as it is now."""
    round = found.round
    return redirect("voting:rehearsal", round.process.slug, round.number, found.pk)


def _ballots_form(request: CityRequest, found: Rehearsal) -> BallotsForm:
    sent = request.method == "POST" and "drop" not in request.POST
    data, files = (request.POST, request.FILES) if sent else (None, None)
    return BallotsForm(data, files, plan=found.ballots, rounds=rehearsing.past_rounds(found.round))


def _context(request: CityRequest, round: Round, found: Rehearsal) -> dict[str, object]:
    done = found.state == RehearsalState.DONE and found.result
    report = report_of(found) if done else None
    return {
        "round": round,
        "process": round.process,
        "rehearsal": found,
        "candidates": candidates_of(found),
        "busy": rehearsing.busy(found, request.now),
        "line": ballots_line(found),
        "report": report,
        "tables": (report.projects, *report.spreads) if report else (),
        "verdict": may_rehearse(request.user, round, request.now),
        "may_use": may_choose_rule(request.user, round),
        "room": len(found.candidates) < rehearsing.MOST_CANDIDATES,
    }


def _place(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 4 else rehearsing.MOST_CANDIDATES
