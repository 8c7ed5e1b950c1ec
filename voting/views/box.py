"""The public list of trackers: is my ballot in the box? Nobody needs to sign in."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from processes.http import CityRequest
from voting.board.lookup import ballots_of, find_ballot, listed
from voting.board.trackers import tracker_of
from voting.casting.seal_page import words_address
from voting.forms import TrackerForm
from voting.models import Round, RoundStatus
from voting.views.fetch import get_round

PER_PAGE = 100


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
    response = StreamingHttpResponse(_lines(round), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="box-{process_slug}-{number}.txt"'
    return response


def with_box(request: CityRequest, process_slug: str, number: int) -> Round:
    """Return a round that has a box. Raises Http404."""
    round = get_round(request, process_slug, number)
    if round.status == RoundStatus.DRAFT:
        raise Http404
    return round


def _lines(round: Round) -> Iterator[str]:
    for digest in ballots_of(round).values_list("payload", flat=True).iterator(chunk_size=2_000):
        yield f"{digest}\n"
