"""Staff choose what stands on a ballot in preparation: each project can be taken off and put back."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.people import signed_in
from processes.http import CityRequest
from processes.permissions import Denied
from voting.casting.phrases import count_text
from voting.models import Round
from voting.rounds.collecting import (
    collect_proposals,
    put_on_ballot,
    take_off_ballot,
    waiting,
    without_cost,
)
from voting.rounds.state import RoundError
from voting.views.fetch import for_staff
from voting.views.setup import is_frozen

ALL = "all"
LARGEST = 2**31 - 1


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff
def projects(request: CityRequest, round: Round) -> HttpResponse:
    """Show what is on the ballot and what could be; put projects on it and take them off."""
    problem = ""
    if request.method == "POST":
        try:
            messages.success(request, _change(request, round))
        except (Denied, RoundError) as error:
            problem = str(error)
        except ValidationError as error:
            problem = " ".join(error.messages)
        else:
            return redirect("voting:on_ballot", round.process.slug, round.number)
    frozen = is_frozen(round)
    context = {
        "round": round, "process": round.process, "problem": problem, "frozen": frozen,
        "on_ballot": round.projects.defer("explanation").order_by("number"),
        "without_cost": [] if frozen else without_cost(round).defer("search_text"),
        "coming": [] if frozen else waiting(round).defer("search_text"),
    }  # fmt: skip
    return render(request, "voting/on_ballot.html", context, status=422 if problem else 200)


def _change(request: CityRequest, round: Round) -> str:
    """Do what a button of the page asks for, and return the sentence after it."""
    actor, now = signed_in(request), request.now
    if "off" in request.POST:
        taken = take_off_ballot(actor=actor, round=round, project=_number(request, "off"), now=now)
        return _("“%(title)s” is off the ballot.") % {"title": taken.title}
    if request.POST.get("put") == ALL:
        count = len(collect_proposals(actor=actor, round=round, now=now))
        text = ngettext(
            "%(count)s project was put on the ballot.", "%(count)s projects were put on the ballot.", count
        )
        return text % {"count": count_text(count)}
    put = put_on_ballot(actor=actor, round=round, proposal=_number(request, "put"), now=now)
    return _("“%(title)s” is on the ballot.") % {"title": put.title}


def _number(request: CityRequest, name: str) -> int:
    typed = request.POST.get(name, "")
    return min(int(typed), LARGEST) if typed.isascii() and typed.isdigit() else 0
