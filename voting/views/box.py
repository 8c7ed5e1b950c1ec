"""The public list of trackers: is my ballot in the box? Nobody needs to sign in."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from audit.downloads import streamed
from processes.http import CityRequest
from voting.board.lookup import ballots_of, find_ballot, listed
from voting.board.trackers import tracker_of
from voting.casting.seal_page import words_address
from voting.forms import TrackerForm
from voting.models import Round, RoundStatus
from voting.views.fetch import get_round

PER_PAGE = 100
BATCH = 2_000


@require_http_methods(["GET", "HEAD", "POST"])
def box(request: CityRequest, process_slug: str, number: int) -> HttpResponse:
    """List the words of all ballots; look for six of them, which travel in the body and never in an
    address.
    """
    round = with_box(request, process_slug, number)
    form = TrackerForm(request.POST if request.method == "POST" else None)
    found = find_ballot(round, form.meanings) if form.is_valid() else None
    page = Paginator(listed(ballots_of(round)), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "round": round,
        "process": round.process,
        "form": form,
        "asked": form.cleaned_data["words"] if form.is_valid() else "",
        "found": found,
        "page": page,
        "rows": [
            (height, tracker_of(digest, get_language() or "en"), not replaced)
            for height, digest, replaced in page
        ],
        "seal": {"words": words_address(round)} if round.is_sealed else {},
    }
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "voting/box.html", context, status=status)


@require_safe
def box_text(request: CityRequest, process_slug: str, number: int) -> StreamingHttpResponse:
    """Give the whole list as a text file: the hash of one sealed ballot a line."""
    round = with_box(request, process_slug, number)
    return streamed(request, _lines(round), "text/plain; charset=utf-8", f"box-{process_slug}-{number}.txt")


def with_box(request: CityRequest, process_slug: str, number: int) -> Round:
    """Return a round that has a box. Raises Http404."""
    round = get_round(request, process_slug, number)
    if round.status == RoundStatus.DRAFT:
        raise Http404
    return round


def _lines(round: Round) -> Iterator[str]:
    """Yield the hashes in the order of the box, batch by batch, so that no cursor stays open."""
    last = -1
    while batch := list(ballots_of(round).filter(height__gt=last).values_list("height", "payload")[:BATCH]):
        yield "".join(f"{digest}\n" for _height, digest in batch)
        last = batch[-1][0]
