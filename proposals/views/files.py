"""Serving pictures and PDF files: to everybody while the proposal is public, else to its authors only."""

from __future__ import annotations

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.views.decorators.http import require_safe

from processes.fetch import process_or_404
from processes.http import CityRequest
from processes.models import Process
from proposals.lifecycle import Status
from proposals.models import Attachment, Picture, Proposal
from proposals.models.picture import file_name, pdf_name
from proposals.permissions import writes

NOTHING_ELSE = "default-src 'none'; sandbox"
SHORT = 600


@require_safe
def picture(request: CityRequest, process_slug: str, token: str, width: int) -> FileResponse:
    """Serve one width of a picture."""
    process = process_or_404(process_slug, request.user)
    found = Picture.objects.select_related("proposal").filter(proposal__process=process, token=token).first()
    if found is None or width not in found.widths:
        raise Http404
    return served(request, process, found.proposal, file_name(token, width), "image/webp")


@require_safe
def attachment(request: CityRequest, process_slug: str, token: str) -> FileResponse:
    """Serve a PDF file, to be saved and not to be opened in the page."""
    process = process_or_404(process_slug, request.user)
    found = Attachment.objects.select_related("proposal")
    file = found.filter(proposal__process=process, token=token).first()
    if file is None:
        raise Http404
    response = served(request, process, file.proposal, pdf_name(token), "application/pdf")
    name = f"proposal-{file.proposal.number or 'draft'}-{file.position + 1}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def served(request: CityRequest, process: Process, proposal: Proposal, name: str, kind: str) -> FileResponse:
    """Return the file with headers that let it be nothing but what it is. Raises Http404."""
    proposal.process = process
    public = proposal.status != Status.DRAFT and not proposal.is_hidden
    if not public and not writes(request.user, proposal):
        raise Http404
    for_all = public and process.published
    try:
        response = FileResponse(default_storage.open(name), content_type=kind)
    except FileNotFoundError as error:
        raise Http404 from error
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = NOTHING_ELSE
    response["Cache-Control"] = f"public, max-age={SHORT}" if for_all else "private, no-store"
    return response
