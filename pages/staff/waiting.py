"""What waits for the city's answer in a process, the longest first."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from accounts.typed import signed_in_only
from moderation.queue import age
from pages.staff.views import managed
from processes.http import CityRequest
from proposals.waiting import waiting_for_answer

PER_PAGE = 50


@signed_in_only
def waiting(request: CityRequest, slug: str) -> HttpResponse:
    """List the proposals that wait, each with the way to its answer."""
    process = managed(request, slug)
    found = waiting_for_answer().in_process(process)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    rows = []
    for proposal in page:
        proposal.process = process
        rows.append((proposal, age(proposal.reached_at or request.now, request.now)))
    return render(request, "staff/waiting.html", {"process": process, "page": page, "rows": rows})
