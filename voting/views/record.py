"""The box in public: the files of a record, as far as they go, and the page that says what is in them.

Nobody needs to sign in, and pages of other sites may read the files: that is what mirrors are.
"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from audit.downloads import streamed
from processes.http import CityRequest
from voting.board.byte_range import wanted_range
from voting.board.file import Extent, bytes_of, extent_of
from voting.board.page import box_in_public
from voting.board.record import companion
from voting.crypto.encoding import sha256_hex
from voting.models import Round, RoundStatus
from voting.views.fetch import get_round

HOUR = 3600


@require_safe
def record(request: CityRequest, process_slug: str, number: int) -> HttpResponse:
    """Show where the board stands, what is in it, and how to check it."""
    round = with_board(request, process_slug, number)
    address = request.build_absolute_uri(request.path)
    context = {"round": round, "process": round.process, "box": box_in_public(round), "address": address}
    return render(request, "voting/record.html", context)


@require_safe
def archive(request: CityRequest, process_slug: str, number: int) -> HttpResponseBase:
    """Give `round.bel`, or the part of it that a mirror does not have yet."""
    round = with_board(request, process_slug, number)
    extent = extent_of(round)
    etag = f'"{extent.head}"'
    answer = get_conditional_response(request, etag=etag) or _archive(request, round, extent, etag)
    return public(answer, round, etag)


@require_safe
def beside(request: CityRequest, process_slug: str, number: int, name: str) -> HttpResponseBase:
    """Give one of the files beside the archive."""
    round = with_board(request, process_slug, number)
    text = companion(round, name)
    if text is None:
        raise Http404
    etag = f'"{sha256_hex(text)}"'
    answer = get_conditional_response(request, etag=etag)
    return public(answer or HttpResponse(text, content_type="application/json; charset=utf-8"), round, etag)


def with_board(request: CityRequest, process_slug: str, number: int) -> Round:
    """Return a round that has a board. Raises Http404."""
    round = get_round(request, process_slug, number)
    if not round.is_sealed or not round.rules_json:
        raise Http404
    return round


def public(answer: HttpResponseBase, round: Round, etag: str) -> HttpResponseBase:
    """Let mirrors and pages of other sites read an answer, and caches keep what cannot change any more."""
    answer.headers["ETag"] = etag
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers["Access-Control-Expose-Headers"] = "ETag, Content-Length, Content-Range"
    who = "public" if round.process.published else "private"
    final = round.status == RoundStatus.PUBLISHED
    answer.headers["Cache-Control"] = f"{who}, max-age={HOUR}" if final else f"{who}, no-cache"
    return answer


def _archive(request: HttpRequest, round: Round, extent: Extent, etag: str) -> HttpResponseBase:
    whole = request.headers.get("If-Range", etag) != etag
    part = None if whole else wanted_range(request.headers.get("Range", ""), extent.size)
    first, last = part or (0, extent.size - 1)
    if first > last:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{extent.size}"})
    # compressed on the way, the bytes would not be those that were asked for
    request.META.pop("HTTP_ACCEPT_ENCODING", None)
    pieces = bytes_of(round, extent, first, last)
    answer = streamed(request, pieces, "application/octet-stream", "round.bel")
    answer.headers["Accept-Ranges"] = "bytes"
    answer.headers["Content-Length"] = str(last - first + 1)
    if part:
        answer.status_code = 206
        answer.headers["Content-Range"] = f"bytes {first}-{last}/{extent.size}"
    return answer
