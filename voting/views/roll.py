"""The roll on the round desk: who is on it by number, district and way of voting; lists to add."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from processes.http import CityRequest
from voting.casting.phrases import count_text
from voting.models import Round, RoundStatus
from voting.roll.admission import outside, whose_vote
from voting.roll.columns import UnreadableRoll, field_name
from voting.roll.forms import RollFileForm, RollSearch
from voting.roll.importing import drop_draft, file_of, keep_draft, plan_of, take_draft
from voting.roll.page import districts_of, lines_of, way_of, ways_of
from voting.roll.removal import empty_roll, remove_line, remove_outside
from voting.rounds.state import RoundError
from voting.views.fetch import for_staff

PER_PAGE = 25
MOST_SHOWN = 100
HERE, DRAFT = "voting:roll", "voting:roll_draft"
SEARCH = "search"
SHOWN = ("faults", "young", "strangers", "outside", "changed")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_staff
def roll(request: CityRequest, round: Round) -> HttpResponse:
    """Show the roll; look one number up, or take a list to look at first."""
    sent = request.method == "POST"
    search = RollSearch(request.POST if SEARCH in request.POST else None)
    upload = RollFileForm(request.POST, request.FILES) if sent and not search.is_bound else RollFileForm()
    if upload.is_valid() and isinstance(request.user, User):
        try:
            file = upload.cleaned_data["file"]
            draft = keep_draft(actor=request.user, round=round, name=file.name, content=file.read())
            return redirect(DRAFT, round.process.slug, round.number, draft.pk)
        except (UnreadableRoll, RoundError) as error:
            upload.add_error("file", str(error))
    return _page(request, round, search, upload)


def _page(request: CityRequest, round: Round, search: RollSearch, upload: RollFileForm) -> HttpResponse:
    asked = search.cleaned_data["number"] if search.is_valid() else ""
    page = Paginator(lines_of(round, asked), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "round": round, "process": round.process, "search": search, "upload": upload, "asked": asked,
        "page": page, "lines": [(line, way_of(line)) for line in page], "ways": ways_of(round),
        "districts": districts_of(round), "draft": round.roll_drafts.defer("content").first(),
        "open": round.status == RoundStatus.DRAFT, "whose": whose_vote(round),
        "outside": outside(round).count(),
    }  # fmt: skip
    wrong = search.errors or upload.errors
    return render(request, "voting/roll.html", context, status=422 if wrong else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_staff
def roll_draft(request: CityRequest, round: Round, pk: int) -> HttpResponse:
    """Show what an uploaded list would do; add its people, or throw it away."""
    draft = get_object_or_404(round.roll_drafts.select_related("round__process"), pk=pk)
    if request.method == "POST" and isinstance(request.user, User):
        try:
            if "drop" in request.POST:
                drop_draft(actor=request.user, draft=draft)
                messages.success(request, _("The list is discarded. Nothing was added."))
            else:
                added = take_draft(actor=request.user, draft=draft, now=request.now)
                messages.success(request, _added(added))
        except RoundError as error:
            messages.error(request, str(error))
        return redirect(HERE, round.process.slug, round.number)
    plan = plan_of(round, file_of(draft))
    shown = {name: getattr(plan, name)[:MOST_SHOWN] for name in SHOWN}
    context = {
        "round": round, "process": round.process, "draft": draft, "plan": plan, "shown": shown,
        "columns": [(column.heading, field_name(column.field)) for column in plan.columns],
        "most_shown": MOST_SHOWN, "open": round.status == RoundStatus.DRAFT,
        "districts": plan.districts.most_common(), "whose": whose_vote(round),
    }  # fmt: skip
    return render(request, "voting/roll_draft.html", context)


@require_POST
@for_staff
def roll_remove(request: CityRequest, round: Round) -> HttpResponse:
    """Take the person with the posted number off the roll, everybody, or who lives outside its districts: on
    the second word, as a code that was sent is void with its line.
    """
    assert isinstance(request.user, User)
    if "sure" not in request.POST:
        return _ask(request, round)
    try:
        if "everybody" in request.POST:
            empty_roll(actor=request.user, round=round, now=request.now)
            messages.success(request, _("The roll is empty."))
        elif "outside" in request.POST:
            gone = remove_outside(actor=request.user, round=round, now=request.now)
            messages.success(request, _taken_off(gone))
        else:
            wanted = request.POST.get("roll_number", "")
            remove_line(actor=request.user, round=round, roll_number=wanted, now=request.now)
            messages.success(request, _taken_off(1))
    except RoundError as error:
        messages.error(request, str(error))
    return redirect(HERE, round.process.slug, round.number)


def _ask(request: CityRequest, round: Round) -> HttpResponse:
    """Ask before people are taken off: whom, and what becomes of their codes."""
    wanted = request.POST.get("roll_number", "")[:100]
    name, value = "roll_number", wanted
    people = 1
    if "everybody" in request.POST:
        name, value, people = "everybody", "1", round.roll_size
    elif "outside" in request.POST:
        name, value, people = "outside", "1", outside(round).count()
    context = {"round": round, "process": round.process, "name": name, "value": value, "people": people}
    return render(request, "voting/roll_remove.html", context)


def _taken_off(people: int) -> str:
    return ngettext(
        "%(count)s person was taken off the roll.", "%(count)s people were taken off the roll.", people
    ) % {"count": count_text(people)}


def _added(people: int) -> str:
    return ngettext(
        "%(count)s person was added to the roll.", "%(count)s people were added to the roll.", people
    ) % {"count": count_text(people)}
