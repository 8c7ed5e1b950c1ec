"""The page of an office: look somebody up on the roll, tick them off, take a tick back on the same day."""

from __future__ import annotations

from typing import Any

from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.limits import TooMany
from accounts.people import signed_in
from processes.http import CityRequest
from processes.permissions import Denied, Verdict
from voting.casting.kinds import GRADES
from voting.models import BallotType, Channel, RollEntry, Round
from voting.paper.forms import OfficeForm, PersonForm, UndoForm
from voting.paper.ticking import days_of, find_person, office_name, offices, tick_off, undo_tick, voted_text
from voting.permissions import may_tick_off, without_paper
from voting.rounds.state import RoundError
from voting.views.fetch import for_staff
from voting.views.setup import is_frozen

FIND = "find"
FOUND_SECONDS = 3600


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_staff
def paper(request: CityRequest, round: Round) -> HttpResponse:
    """Look somebody up; what is found is shown here and never in an address."""
    if not office_of(request, round):
        return redirect("voting:paper_office", round.process.slug, round.number)
    form = PersonForm(request.POST if FIND in request.POST else None, named=has_names(round))
    person = None
    if form.is_valid():
        try:
            person = find_person(actor=signed_in(request), round=round, now=request.now, **form.cleaned_data)
        except (Denied, RoundError, TooMany) as error:
            form.add_error(None, str(error))
    return page(request, round, None if person else form, person)


@never_cache
@require_POST
@for_staff
def tick(request: CityRequest, round: Round) -> HttpResponse:
    """Tick off the person that was found."""
    entry, office = found_entry(request, round), office_of(request, round)
    if entry is None or not office:
        return redirect("voting:paper", round.process.slug, round.number)
    problem = ""
    try:
        entry = tick_off(actor=signed_in(request), round=round, entry=entry, office=office, now=request.now)
    except (Denied, RoundError) as error:
        problem = str(error)
        entry.refresh_from_db()
    return page(request, round, None, entry, problem=problem, done=not problem)


@never_cache
@require_POST
@for_staff
def untick(request: CityRequest, round: Round) -> HttpResponse:
    """Take a tick back, with its reason."""
    entry, office, form = found_entry(request, round), office_of(request, round), UndoForm(request.POST)
    if entry is None or not office:
        return redirect("voting:paper", round.process.slug, round.number)
    undone = False
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            entry = undo_tick(
                actor=signed_in(request), round=round, entry=entry, office=office, reason=reason,
                now=request.now,
            )  # fmt: skip
            undone = True
        except (Denied, RoundError) as error:
            form.add_error(None, str(error))
    return page(request, round, None, entry, undo=form, undone=undone)


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff
def office(request: CityRequest, round: Round) -> HttpResponse:
    """Choose the office once; it is kept until the clerk signs out."""
    form = OfficeForm(
        request.POST if request.method == "POST" else None,
        known=offices(round.process),
        now=office_of(request, round),
    )
    if form.is_valid():
        try:
            request.session[_key(round)] = office_name(form.cleaned_data["office"])
        except RoundError as error:
            form.add_error("office", str(error))
        else:
            return redirect("voting:paper", round.process.slug, round.number)
    context = {"round": round, "process": round.process, "form": form}
    return render(request, "voting/paper_office.html", context, status=422 if form.errors else 200)


@never_cache
@require_safe
@for_staff
def day(request: CityRequest, round: Round) -> HttpResponse:
    """The sheet that an office prints every evening: numbers and no names."""
    name = office_of(request, round)
    if not name:
        return redirect("voting:paper_office", round.process.slug, round.number)
    days = days_of(round, name)
    context = {
        "round": round, "process": round.process, "office": name, "days": days,
        "today": localdate(request.now), "total": sum(people for _day, people in days),
    }  # fmt: skip
    return render(request, "voting/paper_day.html", context)


@require_safe
@for_staff
def blank(request: CityRequest, round: Round) -> HttpResponse:
    """The ballot to print and hand out, in the language of the process."""
    if round.only_sums:
        raise Denied(Verdict(False, without_paper()))
    ticks = round.ballot_type == BallotType.APPROVAL
    with override(round.process.language):
        ranked = round.ballot_type == BallotType.ORDINAL
        mark = _("Tick") if ticks else pgettext("in a ranking", "Place") if ranked else _("Number")
    context = {
        "round": round, "process": round.process, "draft": is_frozen(round) is False, "ticks": ticks,
        "mark": mark, "grades": enumerate(GRADES) if round.ballot_type == BallotType.GRADES else (),
        "projects": round.projects.select_related("district").order_by("number"),
    }  # fmt: skip
    return render(request, "voting/paper_ballot.html", context)


def page(
    request: CityRequest, round: Round, form: PersonForm | None, person: RollEntry | None, **more: Any
) -> HttpResponse:
    """The page of an office, with the person that was found."""
    name, verdict = office_of(request, round), may_tick_off(request.user, round, request.now)
    days = dict(days_of(round, name))
    context = {
        "round": round, "process": round.process, "office": name, "verdict": verdict,
        "form": form or PersonForm(named=has_names(round)), "person": person, "undo": UndoForm(),
        "today": days.get(localdate(request.now), 0), "total": sum(days.values()), **more,
    }  # fmt: skip
    if person:
        context |= {"token": token_of(round, person), "voted": voted_text(person) if person.channel else ""}
        context["can_undo"] = can_undo(person, name, request)
    wrong = bool(more.get("problem") or context["form"].errors or context["undo"].errors)
    return render(request, "voting/paper.html", context, status=422 if wrong else 200)


def can_undo(person: RollEntry, name: str, request: CityRequest) -> bool:
    """Whether this office may take the tick of a person back today."""
    today = person.voted_on == localdate(request.now)
    return person.channel == Channel.PAPER and person.office == name and today


def office_of(request: CityRequest, round: Round) -> str:
    """Return the office the clerk chose; "" before that."""
    return str(request.session.get(_key(round), ""))


def _key(round: Round) -> str:
    return f"paper-office-{round.pk}"


def has_names(round: Round) -> bool:
    """Whether the roll knows names and dates of birth to look for."""
    return RollEntry.objects.filter(round=round, birth_date__isnull=False).exclude(name="").exists()


def token_of(round: Round, person: RollEntry) -> str:
    """Return what stands for a person who was found, so that nobody is ticked off who was not."""
    return signing.dumps(person.pk, salt=f"voting.paper.{round.pk}")


def found_entry(request: CityRequest, round: Round) -> RollEntry | None:
    """Return the person that was found a short while ago; None after that."""
    try:
        pk = signing.loads(
            request.POST.get("person", ""), salt=f"voting.paper.{round.pk}", max_age=FOUND_SECONDS
        )
    except signing.BadSignature:
        return None
    return RollEntry.objects.filter(round=round, pk=pk).first()
