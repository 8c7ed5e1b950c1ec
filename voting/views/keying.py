"""Paper ballots after the close: the table of offices, the keypad, the comparison, explanations."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.people import signed_in
from processes.http import CityRequest
from voting.casting.phrases import count_text
from voting.models import Round
from voting.paper.forms import DifferenceForm, KeyedFileForm, OfficeForm, PaperBallotForm
from voting.paper.keyed_file import UnreadableFile, keyed_file_text, read_keyed_file
from voting.paper.keying import (
    Turn,
    key_paper_ballots,
    next_serial,
    own_keying,
    settle_paper_ballot,
    turn_of,
    unsettled,
)
from voting.paper.keying_page import compared, examples, offices_of, projects_of
from voting.paper.marks import MarksError, breaks_limits, read_marks, said
from voting.paper.reconciling import explain_difference, office_lines
from voting.paper.ticking import LONGEST_OFFICE, office_name
from voting.permissions import may_key
from voting.rounds.state import RoundError
from voting.views.fetch import for_staff

MOST_SHOWN = 12


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_staff
def offices(request: CityRequest, round: Round) -> HttpResponse:
    """Show how far the keying of each office is, and whether it agrees with the people ticked off."""
    form = OfficeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            return redirect(at("keypad", round, office_name(form.cleaned_data["office"]), turn=Turn.FIRST))
        except RoundError as error:
            form.add_error("office", str(error))
    context = {
        "round": round, "process": round.process, "form": form,
        "verdict": may_key(request.user, round, request.now),
        "offices": offices_of(signed_in(request), round),
    }  # fmt: skip
    return render(request, "voting/keying.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_staff
def keypad(request: CityRequest, round: Round) -> HttpResponse:
    """Key one paper ballot after the other: type, Enter, next."""
    actor, office, turn = signed_in(request), wanted_office(request), wanted_turn(request)
    costs = dict(round.projects.values_list("number", "cost"))
    start = _number(request.GET.get("serial", "")) or next_serial(round, office, turn)
    form = PaperBallotForm(
        request.POST if request.method == "POST" else None, round=round, numbers=costs, serial=start
    )
    if form.is_valid():
        serial = form.cleaned_data["serial"]
        try:
            key_paper_ballots(
                actor=actor, round=round, office=office, turn=turn, ballots={serial: form.value},
                now=request.now,
            )  # fmt: skip
        except RoundError as error:
            form.add_error(None, str(error))
        else:
            told = {"sheet": serial, "marks": said(form.value)}
            messages.success(request, _("Paper ballot %(sheet)s is keyed: %(marks)s") % told)
            if breaks_limits(form.value, round, costs):
                messages.info(request, _("It has more on it than is allowed, so it will not count."))
            return redirect(at("keypad", round, office, turn=turn))
    return keypad_page(request, round, form)


@never_cache
@require_POST
@for_staff
def keypad_file(request: CityRequest, round: Round) -> HttpResponse:
    """Take keyed paper ballots from a file instead of typing them; all of them or none."""
    actor, office, turn = signed_in(request), wanted_office(request), wanted_turn(request)
    numbers = set(round.projects.values_list("number", flat=True))
    upload = KeyedFileForm(request.POST, request.FILES)
    if upload.is_valid():
        try:
            found = read_keyed_file(upload.cleaned_data["file"], round, numbers)
            key_paper_ballots(
                actor=actor, round=round, office=office, turn=turn, ballots=found, now=request.now
            )
        except UnreadableFile as error:
            upload.add_error("file", error.lines)
        except RoundError as error:
            upload.add_error("file", str(error))
        else:
            told = ngettext("%(n)s paper ballot is keyed.", "%(n)s paper ballots are keyed.", len(found))
            messages.success(request, told % {"n": count_text(len(found))})
            return redirect(at("keypad", round, office, turn=turn))
    start = next_serial(round, office, turn)
    form = PaperBallotForm(round=round, numbers=numbers, serial=start)
    return keypad_page(request, round, form, upload)


@never_cache
@require_safe
@for_staff
def keyed_file(request: CityRequest, round: Round) -> HttpResponse:
    """Give what the reader keyed, as a file that can be taken again."""
    office, turn = wanted_office(request), wanted_turn(request)
    mine = sorted(own_keying(signed_in(request), round, office, turn))
    response = HttpResponse(keyed_file_text(mine), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="paper-ballots-{turn.value}.csv"'
    return response


def keypad_page(
    request: CityRequest, round: Round, form: PaperBallotForm, upload: KeyedFileForm | None = None
) -> HttpResponse:
    """The keypad with the projects by number and what the reader keyed last; nothing of anybody else."""
    actor, office, turn = signed_in(request), wanted_office(request), wanted_turn(request)
    mine = own_keying(actor, round, office, turn)
    context = {
        "round": round, "process": round.process, "office": office, "turn": turn, "form": form,
        "upload": upload or KeyedFileForm(), "projects": projects_of(round), "examples": examples(round),
        "mine": [(serial, said(value)) for serial, value in mine[:MOST_SHOWN]], "count": len(mine),
        "verdict": may_key(request.user, round, request.now),
        "other": turn_of(actor, round, office) is turn.other,
    }  # fmt: skip
    wrong = form.errors or (upload and upload.errors)
    return render(request, "voting/keypad.html", context, status=422 if wrong else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_staff
def compare(request: CityRequest, round: Round) -> HttpResponse:
    """Show the paper ballots on which two people disagree; somebody who keyed neither settles each."""
    office = wanted_office(request)
    problem: dict[str, Any] = {}
    if request.method == "POST":
        try:
            _settle(request, round, office)
        except (RoundError, MarksError) as error:
            problem = {"serial": _number(request.POST.get("serial", "")), "text": str(error)}
        else:
            messages.success(request, _("The paper ballot is settled."))
            return redirect(at("compare", round, office))
    context = {
        "round": round, "process": round.process, "office": office, "problem": problem,
        "rows": compared(signed_in(request), round, office), "marks": request.POST.get("marks", ""),
        "verdict": may_key(request.user, round, request.now), "examples": examples(round),
        "projects": projects_of(round),
    }  # fmt: skip
    return render(request, "voting/compare.html", context, status=422 if problem else 200)


def _settle(request: CityRequest, round: Round, office: str) -> None:
    serial, take = _number(request.POST.get("serial", "")), request.POST.get("take", "")
    row = next((row for row in unsettled(round, office) if row.serial == serial), None)
    if row is None:
        raise RoundError(_("This paper ballot is already settled."))
    value = None
    if take in Turn.values:
        value = getattr(row, take)
    elif take != "none":
        numbers = set(round.projects.values_list("number", flat=True))
        value = read_marks(request.POST.get("marks", ""), round, numbers)
    who = signed_in(request)
    settle_paper_ballot(actor=who, round=round, office=office, serial=serial, value=value, now=request.now)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_staff
def explain(request: CityRequest, round: Round) -> HttpResponse:
    """Say in public why an office has more or fewer paper ballots than people ticked off."""
    office = wanted_office(request)
    line = next((line for line in office_lines(round) if line.office == office), None)
    if line is None:
        raise Http404
    form = DifferenceForm(request.POST if request.method == "POST" else None, initial={"reason": line.reason})
    if form.is_valid():
        try:
            explain_difference(
                actor=signed_in(request), round=round, office=office, reason=form.cleaned_data["reason"],
                now=request.now,
            )  # fmt: skip
        except RoundError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The difference is explained. The result page shows it."))
            return redirect("voting:keying", round.process.slug, round.number)
    context = {"round": round, "process": round.process, "line": line, "form": form}
    return render(request, "voting/explain.html", context, status=422 if form.errors else 200)


def at(name: str, round: Round, office: str, **more: str) -> str:
    """Return the address of a page about one office."""
    base = reverse(f"voting:{name}", args=[round.process.slug, round.number])
    return f"{base}?{urlencode({'office': office, **{key: str(value) for key, value in more.items()}})}"


def wanted_office(request: CityRequest) -> str:
    """Return the office a page is about. Raises Http404."""
    name = " ".join(request.GET.get("office", "").split())
    if not name or len(name) > LONGEST_OFFICE:
        raise Http404
    return name


def wanted_turn(request: CityRequest) -> Turn:
    """Return which keying a page is about. Raises Http404."""
    if request.GET.get("turn") not in Turn.values:
        raise Http404
    return Turn(request.GET["turn"])


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else 0
