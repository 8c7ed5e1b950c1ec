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
        since = proposal.reached_at or proposal.published_at or request.now
        rows.append((proposal, since, age(since, request.now)))
    late_since = process.answers_late_since(request.now)
    context = {"process": process, "page": page, "rows": rows, "late_since": late_since}
    return render(request, "staff/waiting.html", context)
