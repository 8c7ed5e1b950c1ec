"""The staff desk: every process, and the dates and money of one."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Count, Min
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.people import signed_in
from accounts.typed import kept, signed_in_only
from pages.beginning import may_begin
from pages.editors import may_write
from pages.models import ProcessPage
from pages.staff.forms import BudgetForm, MergingForm, ReviewForm, TimelineForm
from processes.answers_due import promise_answers
from processes.details import publish_verdict
from processes.handling import set_merging, set_review
from processes.http import CityRequest
from processes.models import Process
from processes.permissions import Person, role_verdict
from processes.phases import Act, Phase
from processes.route import route_of
from processes.services import set_budget, set_timeline
from proposals.models import Proposal
from proposals.waiting import waiting_for_answer
from voting.models import Round
from voting.rounds.words import round_state


def managed(request: CityRequest, slug: str) -> Process:
    """Return the process if the visitor manages it. Raises PermissionDenied with the reason."""
    process = get_object_or_404(Process.objects.prefetch_related("phases", "budgets"), slug=slug)
    verdict = role_verdict(request.user, Act.MANAGE, process)
    if not verdict:
        raise PermissionDenied(verdict.reason)
    return process


def seen_by_residents(process: Process) -> str:
    """Return the sentence that follows a change of a process that is public already."""
    return " " + _("Residents can see the change now.") if process.published else ""


@signed_in_only
def desk(request: CityRequest) -> HttpResponse:
    """Every process that the visitor manages, with where it stands."""
    processes = Process.objects.prefetch_related("phases", "budgets", "rounds")
    mine = [p for p in processes if role_verdict(request.user, Act.MANAGE, p)]
    if not mine and not role_verdict(request.user, Act.MANAGE, None):
        raise PermissionDenied(role_verdict(request.user, Act.MANAGE, None).reason)
    counted = Proposal.objects.for_the_city_to_check().filter(process__in=mine).order_by()
    to_check = dict(counted.values_list("process").annotate(Count("pk")))
    waits = waiting_for_answer().filter(process__in=mine).order_by()
    waiting = {
        key: found for key, *found in waits.values_list("process").annotate(Count("pk"), Min("reached_at"))
    }
    rows = [
        (
            p,
            route_of(p, request.now),
            to_check.get(p.pk, 0),
            rounds_of(p, request.now),
            *waiting.get(p.pk, (0, None)),
            p.answers_late_since(request.now),
        )
        for p in mine
    ]
    whole_city = bool(role_verdict(request.user, Act.MANAGE, None))
    return render(request, "staff/desk.html", {"rows": rows, "whole_city": whole_city})


def rounds_of(process: Process, now: datetime) -> list[tuple[Round, str]]:
    """Return the votes of a process with where each stands."""
    return [(round, round_state(round, now)) for round in process.rounds.all()]


@signed_in_only
def process(request: CityRequest, slug: str) -> HttpResponse:
    """One process: its dates, its money and its rounds."""
    managed_process = managed(request, slug)
    address = page_address(request.user, managed_process)
    context = {
        "process": managed_process,
        "route": route_of(managed_process, request.now),
        "timeline": TimelineForm(process=managed_process),
        "budgets": BudgetForm(process=managed_process),
        "helpers": managed_process.roles.count(),
        "topics": managed_process.categories.count(),
        "publish": publish_verdict(managed_process),
        "page_address": address,
        "may_begin_page": not address and bool(may_begin(signed_in(request), managed_process)),
        "moderates": bool(role_verdict(request.user, Act.MODERATE, managed_process)),
        "rounds": rounds_of(managed_process, request.now),
    }
    return render(request, "staff/process.html", context)


def page_address(user: Person, process: Process) -> str:
    """Return where the editor has the page of a process; "" where there is none, and for who may not."""
    if not isinstance(user, User) or not may_write(user, process):
        return ""
    page = ProcessPage.objects.filter(process=process).order_by("pk").values_list("pk", flat=True).first()
    return reverse("wagtailadmin_pages:edit", args=[page]) if page else ""


@signed_in_only
def dates(request: CityRequest, slug: str) -> HttpResponse:
    """Set the dates of the phases."""
    managed_process = managed(request, slug)
    form = TimelineForm(process=managed_process, data=request.POST or None, initial=kept(request))
    if request.method == "POST" and form.is_valid():
        try:
            save_dates(signed_in(request), managed_process, form, request.now)
        except ValidationError as error:
            form.add_error(None if hasattr(error, "error_dict") else f"{Phase.VOTE}_starts", error)
        else:
            messages.success(request, _("The dates are saved.") + seen_by_residents(managed_process))
            return redirect("staff:process", managed_process.slug)
    context = {"process": managed_process, "form": form, "heading": _("Dates")}
    return render(request, "staff/dates.html", context, status=422 if form.is_bound else 200)


@transaction.atomic
def save_dates(actor: User, process: Process, form: TimelineForm, now: datetime) -> None:
    """Set the phases, then the day of the answers, which has to fit them. Raises ValidationError."""
    set_timeline(actor=actor, process=process, windows=form.windows(), now=now)
    promise_answers(actor=actor, process=process, due=form.cleaned_data["answers_due"], now=now)


@signed_in_only
def budgets(request: CityRequest, slug: str) -> HttpResponse:
    """Set the money of the process."""
    managed_process = managed(request, slug)
    form = BudgetForm(process=managed_process, data=request.POST or None, initial=kept(request))
    if request.method == "POST" and form.is_valid():
        actor = signed_in(request)
        with transaction.atomic():
            for place, amount in form.amounts().items():
                set_budget(
                    actor=actor, process=managed_process, district=place, amount=amount, now=request.now
                )
        messages.success(request, _("The budget is saved.") + seen_by_residents(managed_process))
        return redirect("staff:process", managed_process.slug)
    context = {"process": managed_process, "form": form}
    return render(request, "staff/budgets.html", context, status=422 if form.is_bound else 200)


@signed_in_only
def merging(request: CityRequest, slug: str) -> HttpResponse:
    """Set how proposals are merged."""
    managed_process = managed(request, slug)
    form = MergingForm(process=managed_process, data=request.POST or None, initial=kept(request))
    if request.method == "POST" and form.is_valid():
        set_merging(
            actor=signed_in(request),
            process=managed_process,
            notice_days=form.cleaned_data["notice_days"],
            moves_supporters=form.cleaned_data["moves_supporters"] == "yes",
            now=request.now,
        )
        messages.success(request, _("Saved. It applies to every merge proposed from now on."))
        return redirect("staff:process", managed_process.slug)
    context = {"process": managed_process, "form": form}
    return render(request, "staff/merging.html", context, status=422 if form.is_bound else 200)


@signed_in_only
def review(request: CityRequest, slug: str) -> HttpResponse:
    """Set how the city check starts."""
    managed_process = managed(request, slug)
    form = ReviewForm(process=managed_process, data=request.POST or None, initial=kept(request))
    if request.method == "POST" and form.is_valid():
        by_itself = form.cleaned_data["start"] == "itself"
        set_review(actor=signed_in(request), process=managed_process, by_itself=by_itself, now=request.now)
        messages.success(
            request, _("Saved. It applies to every proposal that reaches the number from now on.")
        )
        return redirect("staff:process", managed_process.slug)
    context = {"process": managed_process, "form": form}
    return render(request, "staff/review.html", context, status=422 if form.is_bound else 200)
