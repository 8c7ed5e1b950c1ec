"""The list to take along: as a feed for readers of news, and as a table for spreadsheets."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import get_language, override

from accounts import limits
from audit.downloads import streamed
from processes.fetch import process_or_404
from processes.http import CityRequest
from proposals.feed import atom_of, entries_of, fingerprint_of
from proposals.filters import parse
from proposals.spreadsheet import lines_of

DOWNLOADS_PER_HOUR = 30


def feed(request: HttpRequest, process_slug: str) -> HttpResponseBase:
    """The newest proposals that match the address, as an Atom feed: the same for everybody."""
    process = process_or_404(process_slug, AnonymousUser())
    filters = parse(request.GET)
    entries = entries_of(process, filters)
    tag = fingerprint_of(process, filters, entries)
    response = get_conditional_response(request, etag=tag)
    if response is None:
        with override(process.language):
            body, kind = atom_of(process, filters, entries, request.build_absolute_uri("/"))
        response = HttpResponse(body, content_type=kind, headers={"ETag": tag})
    patch_cache_control(response, public=True, no_cache=True)  # asked again each time: what is hidden is gone
    return response


def spreadsheet(request: CityRequest, process_slug: str) -> HttpResponseBase:
    """All proposals that match the address, as a CSV file that is sent while it is read."""
    process = process_or_404(process_slug, request.user)
    try:
        limits.check_reader(request, act="proposals.csv", limit=DOWNLOADS_PER_HOUR, seconds=3600)
    except limits.TooMany as no:
        return HttpResponse(str(no), status=429, content_type="text/plain; charset=utf-8")
    filters = parse(request.GET)
    site, language = request.build_absolute_uri("/"), get_language() or process.language
    lines = lines_of(process, filters, request.user, site=site, language=language)
    response = streamed(request, lines, "text/csv; charset=utf-8", f"proposals-{process.slug}.csv")
    patch_cache_control(response, private=True, no_store=True)
    return response
