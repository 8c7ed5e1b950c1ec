"""The page of one proposal."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render

from moderation.permissions import may_decide
from processes.fetch import process_or_404
from processes.http import CityRequest
from processes.models import Process
from processes.permissions import Person
from proposals.models import Proposal
from proposals.permissions import may_answer, may_support, may_withdraw
from proposals.places import city_districts, map_of_one, place_of
from proposals.row_facts import tags_of


def proposal_or_404(process: Process, number: int, user: Person) -> Proposal:
    """Return a public proposal of `process` with what its page shows, hidden or not; raises Http404."""
    found: QuerySet[Proposal] = Proposal.objects.visible_to(user, process).with_my_support(user)
    proposal = (
        found.filter(number=number)
        .select_related("author", "district", "category")
        .defer("search_text", "district__boundary")
        .first()
    )
    if proposal is None:
        raise Http404
    proposal.process = process
    return proposal


def detail(request: CityRequest, process_slug: str, number: int) -> HttpResponse:
    """Show a proposal with its support, answers and discussion; a hidden one as a placeholder."""
    process = process_or_404(process_slug, request.user)
    proposal = proposal_or_404(process, number, request.user)
    context: dict[str, Any] = {"process": process, "proposal": proposal}
    if proposal.is_hidden:
        context["may_decide"] = may_decide(request.user, proposal, request.now)
        return render(request, "proposals/hidden.html", context)
    context |= {
        "may_support": may_support(request.user, proposal, request.now),
        "may_withdraw": may_withdraw(request.user, proposal, request.now),
        "may_answer": may_answer(request.user, proposal, request.now),
        "may_decide": may_decide(request.user, proposal, request.now),
        "answers": list(proposal.answers.all()),
        "map": map_of_one(proposal, city_districts()),
        "place": place_of(proposal),
        "tags": tags_of([proposal.pk]).get(proposal.pk, []),
    }
    return render(request, "proposals/detail.html", context)
