"""The page of one proposal."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from moderation.permissions import may_decide
from processes.fetch import process_or_404
from processes.http import CityRequest
from processes.models import Process
from processes.permissions import Person
from proposals.models import Proposal
from proposals.permissions import may_answer, may_bring_back, may_check, may_support, may_withdraw
from proposals.places import city_districts, map_of_one, place_of
from proposals.provenance import merged_into
from proposals.views.fetch import together
from proposals.waiting import wait_of


def proposal_or_404(process: Process, number: int, user: Person) -> Proposal:
    """Return a public proposal of `process`, with what `user` did, hidden or not; raises Http404."""
    return first_or_404(process, number, Proposal.objects.visible_to(user, process).with_my_support(user))


def first_or_404(process: Process, number: int, found: QuerySet[Proposal]) -> Proposal:
    """Return the proposal with this number among `found`, with its author and place; raises Http404."""
    wanted = found.filter(number=number).select_related("author", "category")
    for proposal in wanted[:1]:
        proposal.process = process
        proposal.district = next((d for d in city_districts() if d.pk == proposal.district_id), None)
        return proposal
    raise Http404


def detail(request: CityRequest, process_slug: str, number: int) -> HttpResponse:
    """Show a proposal with its support, answers and discussion; a hidden one as a placeholder.

    A merged one leads to where it goes on, unless the reader wants to stay (?stay=yes).
    """
    process = process_or_404(process_slug, request.user)
    proposal = first_or_404(process, number, Proposal.objects.visible_to(request.user, process))
    context: dict[str, Any] = {"process": process, "proposal": proposal}
    if proposal.is_hidden:
        context["may_decide"] = may_decide(request.user, proposal, request.now)
        return render(request, "proposals/hidden.html", context)
    onward = merged_into(proposal) if "stay" not in request.GET else None
    if onward:
        return redirect(f"{onward.get_absolute_url()}?from={number}")
    context |= {
        "may_support": may_support(request.user, proposal, request.now),
        "may_withdraw": may_withdraw(request.user, proposal, request.now),
        "may_bring_back": may_bring_back(request.user, proposal, request.now),
        "may_answer": may_answer(request.user, proposal, request.now),
        "may_check": may_check(request.user, proposal, request.now),
        "may_decide": may_decide(request.user, proposal, request.now),
        "map": map_of_one(proposal, city_districts()),
        "place": place_of(proposal),
        **together(proposal, request.user, request.now),
    }
    context["wait"] = wait_of(proposal, context["answers"], request.now)
    return render(request, "proposals/detail.html", context)
