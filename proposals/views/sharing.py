"""Showing a proposal to others: its address, as a QR code, and as a poster for a wall."""

from __future__ import annotations

from io import BytesIO

import segno
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from processes.fetch import process_or_404
from processes.http import CityRequest
from processes.phases import Phase
from proposals.models import Proposal
from proposals.views.reading import proposal_or_404

DAY = 24 * 60 * 60


def shown_or_404(request: CityRequest, process_slug: str, number: int) -> Proposal:
    """Return a proposal that everybody may see; a hidden one is not shared."""
    process = process_or_404(process_slug, request.user)
    proposal = proposal_or_404(process, number, request.user)
    if proposal.is_hidden:
        raise Http404
    return proposal


@require_safe
def share(request: CityRequest, process_slug: str, number: int) -> HttpResponse:
    """Show the address of a proposal to copy, its QR code, and the way to the poster."""
    proposal = shown_or_404(request, process_slug, number)
    address = request.build_absolute_uri(proposal.get_absolute_url())
    context = {"process": proposal.process, "proposal": proposal, "address": address}
    return render(request, "proposals/share.html", context)


@require_safe
def poster(request: CityRequest, process_slug: str, number: int) -> HttpResponse:
    """Show one sheet to print: title, sentence, QR code and address, and until when support counts."""
    proposal = shown_or_404(request, process_slug, number)
    timeline = proposal.process.timeline
    window = timeline.window(Phase.SUPPORT) or timeline.window(Phase.COLLECT)
    is_open = window is not None and window.ends > request.now and proposal.is_open_for_support
    address = request.build_absolute_uri(proposal.get_absolute_url())
    context = {
        "process": proposal.process,
        "proposal": proposal,
        "address": address.split("://", 1)[1],
        "until": window.ends if window and is_open else None,
    }
    return render(request, "proposals/poster.html", context)


@require_safe
def qr(request: CityRequest, process_slug: str, number: int) -> HttpResponse:
    """The QR code of a proposal's address as an SVG picture; a torn corner does not hurt it."""
    proposal = shown_or_404(request, process_slug, number)
    out = BytesIO()
    code = segno.make(request.build_absolute_uri(proposal.get_absolute_url()), error="q", micro=False)
    code.save(out, kind="svg", scale=8, border=4, dark="#000", light="#fff", title=str(proposal.number))
    response = HttpResponse(out.getvalue(), content_type="image/svg+xml")
    patch_cache_control(response, public=True, max_age=DAY)
    return response
