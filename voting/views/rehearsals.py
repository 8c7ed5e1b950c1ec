"""The dress rehearsal on the round desk: rules side by side on ballots that count for nothing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
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
from voting.views.fetch import managed_round, refused
from voting.views.setup import chosen_rule

BIG = ("result", "source")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def rehearsals(request: CityRequest, process_slug: str, number: int) -> HttpResponse:
    """List the rehearsals of a round; begin another."""
    try:
        round = managed_round(request, process_slug, number)
        if request.method == "POST" and isinstance(request.user, User):
            made = rehearsing.start_rehearsal(actor=request.user, round=round, now=request.now)
            return redirect("voting:rehearsal", process_slug, number, made.pk)
    except Denied as error:
        return refused(request, error)
    found = list(round.rehearsals.select_related("made_by").defer(*BIG))
    context = {
        "round": round, "process": round.process, "verdict": may_rehearse(request.user, round, request.now),
        "rehearsals": [(one, ballots_line(one), len(one.candidates)) for one in found],
    }  # fmt: skip
    return render(request, "voting/rehearsals.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def rehearsal(request: CityRequest, process_slug: str, number: int, pk: int) -> HttpResponse:
    """Show one rehearsal: its rules, its ballots, how far it is, and the results side by side."""
    try:
        round, found = _fetch(request, process_slug, number, pk)
    except Denied as error:
        return refused(request, error)
    form = _ballots_form(request, found)
    if request.method == "POST" and isinstance(request.user, User):
        try:
            if "drop" in request.POST:
                place = _place(request.POST["drop"])
                rehearsing.drop_candidate(actor=request.user, rehearsal=found, place=place, now=request.now)
                return redirect("voting:rehearsal", process_slug, number, pk)
            if form.is_valid():
                rehearsing.run_rehearsal(
                    actor=request.user,
                    rehearsal=found,
                    ballots=form.chosen(),
                    text=form.text,
                    now=request.now,
                )
                return redirect("voting:rehearsal", process_slug, number, pk)
        except (Denied, RoundError) as error:
            return _again(request, process_slug, number, pk, error)
    context = {**_context(request, round, found), "form": form}
    if request.htmx and request.method != "POST":
        fragment = render(request, "voting/_progress.html", context)
        if not context["busy"]:
            fragment["HX-Refresh"] = "true"
        return fragment
    return render(request, "voting/rehearsal.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def candidate(request: CityRequest, process_slug: str, number: int, pk: int, place: int) -> HttpResponse:
    """Set a rule of the rehearsal and each of its parameters."""
    try:
        round, found = _fetch(request, process_slug, number, pk)
    except Denied as error:
        return refused(request, error)
    own: dict[str, Any] = (
        found.candidates[place] if place < len(found.candidates) else {"rule": "greedy", "parameters": {}}
    )
    name = chosen_rule(request, own["rule"])
    values = own["parameters"] if name == own["rule"] else {}
    form = RuleForm(name, request.POST if request.method == "POST" else None, values=values)
    if form.is_valid() and isinstance(request.user, User):
        try:
            rehearsing.set_candidate(
                actor=request.user, rehearsal=found, place=place, rule=name, parameters=form.values(),
                now=request.now,
            )  # fmt: skip
        except (Denied, RoundError) as error:
            form.add_error(None, str(error))
        else:
            return redirect("voting:rehearsal", process_slug, number, pk)
    context = {"round": round, "process": round.process, "rehearsal": found, "form": form}
    context |= {"choice": RuleChoice(rule=name), "place": place}
    return render(request, "voting/candidate.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def use(request: CityRequest, process_slug: str, number: int, pk: int, place: int) -> HttpResponse:
    """Write a rule of the rehearsal, with its parameters, into the round."""
    try:
        round, found = _fetch(request, process_slug, number, pk)
        tried = rehearsing.tried(found, place)
        if tried is None:
            raise Http404
        assert isinstance(request.user, User)
        choose_rule(actor=request.user, round=round, now=request.now, **tried)
    except Denied as error:
        return refused(request, error)
    except RoundError as error:
        messages.error(request, str(error))
        return redirect("voting:rehearsal", process_slug, number, pk)
    messages.success(request, _("The rule for sharing the money is set."))
    return redirect("voting:manage", process_slug, number)


def _fetch(request: CityRequest, process_slug: str, number: int, pk: int) -> tuple[Round, Rehearsal]:
    """Return a round and one of its rehearsals, for those who run it. Raises Http404, Denied."""
    round = managed_round(request, process_slug, number)
    found = get_object_or_404(Rehearsal.objects.defer("source"), round=round, pk=min(pk, 2**62))
    found.round = round
    return round, found


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


def _again(request: CityRequest, process_slug: str, number: int, pk: int, error: Exception) -> HttpResponse:
    """Say what stands in the way, on the page as it is now."""
    messages.error(request, str(error))
    return redirect("voting:rehearsal", process_slug, number, pk)


def _place(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 4 else rehearsing.MOST_CANDIDATES
