"""The staff's control of a round. Each act asks once more, in words, before it happens."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from accounts.people import signed_in
from processes.http import CityRequest
from processes.permissions import Denied, Verdict
from processes.route import route_of
from voting.forms import CancelForm, DeliveryForm
from voting.models import Round, RoundStatus
from voting.paper.reconciling import office_lines
from voting.permissions import may_rehearse, may_report_delivery, without_paper
from voting.results.publishing import report_delivery
from voting.results.turnout import district_rows, turnout_lines
from voting.rounds.deeds import (
    DEEDS,
    PLACES,
    done_words,
    first_missing,
    missing_line,
    next_deed,
    warning_of,
)  # fmt: skip
from voting.rounds.desk import ballots_per_day, checklist, time_left, turnout
from voting.rounds.facts import facts_to_freeze
from voting.rounds.preparing import CANCELLABLE, cancel_round
from voting.rounds.reason import Reason
from voting.rounds.rule_words import rule_words
from voting.rounds.rulebook import mark_of_draft
from voting.rounds.state import RoundError
from voting.rounds.words import round_state
from voting.views import counting
from voting.views.fetch import for_staff

CANCEL = "cancel"
FREEZE = "freeze"


@require_safe
@for_staff
def manage(request: CityRequest, round: Round) -> HttpResponse:
    """Show where a round stands and what may be done next."""
    prefetch_related_objects([round], "districts")
    deed, lines = next_deed(round), checklist(round, request.now)
    running, offices = round.is_open(request.now), office_lines(round)
    context = {
        "round": round,
        "process": round.process,
        "route": route_of(round.process, request.now),
        "running": running,
        "upcoming": request.now < round.opens_at,
        "counted": round.status in {RoundStatus.COUNTED, RoundStatus.PUBLISHED},
        "state": round_state(round, request.now),
        "time_left": time_left(round.closes_at, request.now) if running else "",
        "offices": offices,
        "keyed": any(line.begun for line in offices),
        "no_paper": without_paper() if round.only_sums else "",
        "paper": sum(line.ticked for line in offices),
        "turnout": turnout(round),
        "districts": turnout_lines(district_rows(round)) if round.status != RoundStatus.DRAFT else [],
        "chart": ballots_per_day(round, localdate(request.now)),
        "checklist": lines,
        **counting.shown(round, request.now, counting.DESK),
        "deed": deed,
        "first": _first(lines),
        "button": DEEDS[deed].button if deed else "",
        "verdict": _verdict(request, round, deed, lines),
        "rule": rule_words(round),
        "rehearse": bool(may_rehearse(request.user, round, request.now)),
        "winners": _winners(round),
        "reports": may_report_delivery(request.user, round, request.now),
        "can_cancel": round.status in CANCELLABLE,
    }
    return render(request, "voting/manage.html", context)


def _verdict(request: CityRequest, round: Round, deed: str, lines: Sequence[Reason]) -> Verdict | None:
    """Whether the next act may be done; to freeze, the checklist that is shown has the answer already."""
    if deed == FREEZE:
        return first_missing(lines)
    return DEEDS[deed].verdict(signed_in(request), round, request.now) if deed else None


def _first(lines: Sequence[Reason]) -> tuple[str, object] | None:
    """Where what is missing first is put right, and what staff do there."""
    missing = missing_line(lines)
    return (missing.where, PLACES[missing.where]) if missing and missing.where else None


def _winners(round: Round) -> list[object]:
    """The funded projects once there are any; their building is reported one by one."""
    if round.status not in {RoundStatus.COUNTED, RoundStatus.PUBLISHED}:
        return []
    return list(round.projects.filter(rank__isnull=False).order_by("rank").defer("summary", "explanation"))


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff
def confirm(request: CityRequest, round: Round, deed: str) -> HttpResponse:
    """Ask before an act, and do it on the second word. What is refused says why."""
    if deed == CANCEL:
        return _cancel(request, round)
    if deed not in DEEDS:
        raise Http404
    problem = ""
    if request.method == "POST":
        try:
            seen = {"seen": request.POST.get("seen", "")} if deed == FREEZE else {}
            DEEDS[deed].act(actor=request.user, round=round, now=request.now, **seen)
        except (Denied, RoundError) as error:
            problem = str(error)
        else:
            messages.success(request, done_words(round, deed))
            return redirect("voting:manage", round.process.slug, round.number)
    assert isinstance(request.user, User)
    verdict = DEEDS[deed].verdict(request.user, round, request.now)
    context = {"round": round, "process": round.process, "deed": DEEDS[deed], "verdict": verdict}
    context |= {"problem": problem or verdict.reason, "warning": warning_of(round, deed)}
    if deed == FREEZE and verdict:
        context |= {"facts": facts_to_freeze(round), "seen": mark_of_draft(round)}
    context["on_ballot"] = round.projects.order_by("number") if deed == FREEZE else []
    return render(request, "voting/confirm.html", context, status=422 if problem else 200)


def _cancel(request: CityRequest, round: Round) -> HttpResponse:
    form = CancelForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and isinstance(request.user, User):
        try:
            reason = form.cleaned_data["reason"]
            cancel_round(actor=request.user, round=round, reason=reason, now=request.now)
        except (Denied, RoundError) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The vote has been cancelled. Everyone can read why."))
            return redirect("voting:manage", round.process.slug, round.number)
    context = {"round": round, "process": round.process, "form": form}
    return render(request, "voting/cancel.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff
def delivery(request: CityRequest, round: Round, project: int) -> HttpResponse:
    """Report how far the building of a funded project is."""
    built = get_object_or_404(round.projects, number=min(project, 2**31 - 1), rank__isnull=False)
    start = {"state": built.delivery, "note": built.delivery_note}
    form = DeliveryForm(request.POST if request.method == "POST" else None, initial=start)
    if form.is_valid() and isinstance(request.user, User):
        try:
            report_delivery(actor=request.user, project=built, now=request.now, **form.cleaned_data)
        except (Denied, RoundError) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Your report is on the result page."))
            return redirect("voting:manage", round.process.slug, round.number)
    context = {"round": round, "process": round.process, "project": built, "form": form}
    context["verdict"] = may_report_delivery(request.user, round, request.now)
    return render(request, "voting/delivery.html", context, status=422 if form.errors else 200)
