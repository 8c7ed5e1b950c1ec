"""What a proposal said before: all versions, one of them, and two side by side."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from moderation.permissions import moderates
from processes.fetch import process_or_404
from processes.http import CityRequest
from processes.models import Process
from processes.permissions import Person
from proposals.comparing import details_of, history_of, parts_of, sorted_out
from proposals.markup import rendered
from proposals.models import Proposal, ProposalVersion


def public_or_404(process: Process, number: int, user: Person) -> Proposal:
    """Return a proposal whose words may be read; raises Http404. Of a hidden one nothing may be."""
    found = Proposal.objects.visible_to(user, process).filter(number=number).select_related("author")
    proposal = found.first()
    if proposal is None:
        raise Http404
    proposal.process = process
    return proposal


@require_safe
def history(request: CityRequest, process_slug: str, number: int) -> HttpResponse:
    """List the versions with who changed them and why."""
    process = process_or_404(process_slug, request.user)
    proposal = public_or_404(process, number, request.user)
    if proposal.is_hidden:
        return redirect(proposal)
    versions = history_of(proposal)
    context = {"process": process, "proposal": proposal, "versions": versions}
    return render(request, "proposals/history.html", context)


@require_safe
def version(request: CityRequest, process_slug: str, number: int, version: int) -> HttpResponse:
    """Show what one version said."""
    process = process_or_404(process_slug, request.user)
    proposal = public_or_404(process, number, request.user)
    if proposal.is_hidden:
        return redirect(proposal)
    shown = version_or_404(proposal, version)
    context: dict[str, Any] = {"process": process, "proposal": proposal, "version": shown}
    if not shown.is_hidden or moderates(request.user, process):
        details = details_of(shown, process.currency)
        context |= {"html": rendered(shown.body), "details": [pair for pair in details.items() if pair[1]]}
    response = render(request, "proposals/version.html", context)
    patch_cache_control(response, no_cache=True)
    return response


@require_safe
def compare(request: CityRequest, process_slug: str, number: int) -> HttpResponse:
    """Show what changed from one version to another; without numbers, in the last step."""
    process = process_or_404(process_slug, request.user)
    proposal = public_or_404(process, number, request.user)
    if proposal.is_hidden:
        return redirect(proposal)
    new = number_in(request.GET.get("new", ""), proposal.version)
    old = number_in(request.GET.get("old", ""), max(1, new - 1))
    first, second = (version_or_404(proposal, each) for each in sorted((old, new)))
    hidden = [each for each in (first, second) if each.is_hidden]
    context = {
        "process": process, "proposal": proposal, "old": first, "new": second, "hidden": hidden,
        **({} if hidden else sorted_out(parts_of(first, second, process.currency))),
        "choices": [{"number": number} for number in range(proposal.version, 0, -1)],
    }  # fmt: skip
    return render(request, "proposals/compare.html", context)


def version_or_404(proposal: Proposal, number: int) -> ProposalVersion:
    """Return one version of a proposal; raises Http404."""
    found = proposal.versions.select_related("editor", "suggestion").filter(number=number).first()
    if found is None:
        raise Http404
    found.proposal = proposal
    return found


def number_in(text: str, otherwise: int) -> int:
    """Read a number from the address; what is none means `otherwise`."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else otherwise
