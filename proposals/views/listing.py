"""The list of proposals, on a map and as a table."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import get_language

from processes.fetch import process_or_404
from processes.http import CityRequest
from processes.permissions import Verdict, may
from processes.phases import Act
from proposals import filter_boxes
from proposals.filters import LONGEST_QUERY, Filters, Sort, View, parse
from proposals.finding import nearly
from proposals.keyset import PER_PAGE, Page
from proposals.listing import facets, suggestion
from proposals.page import Listing, seed_of
from proposals.permissions import may_propose
from proposals.places import city_districts, drawing_data, extent, map_of, pins_of, spot_near, whole
from proposals.recall import COUNT_SECONDS, is_long, recalled
from proposals.row_facts import listed
from proposals.rows import rows_of
from proposals.similar import Asked, similar_to
from proposals.stages import Stage
from proposals.table import heads, table_rows

ALMOST = 5


def proposal_list(request: CityRequest, process_slug: str) -> HttpResponse:
    """Show the proposals that match the address, as a list, on the map or as a table."""
    plain = without_empty(request)
    if plain:
        return redirect(plain)
    listing = listing_of(request, process_slug)
    process, filters, total = listing.process, listing.filters, listing.whole.total
    may_support = may(request.user, Act.SUPPORT, process, request.now)
    context = {
        "process": process,
        "filters": filters,
        "counts": listing.counts,
        "total": total,
        "heading": filter_boxes.total_in_words(total, is_long(process)),
        "may_propose": may_propose(request.user, process, request.now),
        "may_support": may_support,
        "per_page": PER_PAGE,
        **controls(listing),
        **findings(listing, may_support),
    }
    return render(request, "proposals/list.html", context)


def without_empty(request: CityRequest) -> str:
    """Return the address without the fields of the form that were left empty; "" where none was.

    What was pasted into a field is cut where the filters stop reading it: a redirect has room for so much.
    """
    pairs = [(name, value) for name, values in request.GET.lists() for value in values]
    filled = [(name, value[:LONGEST_QUERY]) for name, value in pairs if value.strip()]
    if len(filled) == len(pairs):
        return ""
    return f"{request.path}?{urlencode(filled)}" if filled else request.path


def listing_of(request: CityRequest, process_slug: str) -> Listing:
    """Read what is asked for from the address."""
    process = process_or_404(process_slug, request.user)
    districts = city_districts()
    filters = parse(request.GET)
    if filters.near and not spot_near(filters.near, districts):
        filters = replace(filters, near="")
    counts = facets(process, filters, districts, request.user)
    known = whole(process, districts)
    return Listing(process, filters, request.user, counts, known, districts, seed_of(request))


def controls(listing: Listing) -> dict[str, Any]:
    """Return what the filter form and the tabs show."""
    filters, counts, districts = listing.filters, listing.counts, listing.districts
    has_map = listing.whole.placed > 0
    return {
        "districts": districts,
        "district_boxes": filter_boxes.district_boxes(filters, counts, districts),
        "stage_boxes": filter_boxes.stage_boxes(filters, counts),
        "tag_boxes": filter_boxes.tag_boxes(filters),
        "topics": list(listing.process.categories.all()),
        "mine": filter_boxes.mine_choices(filters, listing.user),
        "sorts": filter_boxes.sort_choices(filters),
        "tabs": filter_boxes.view_tabs(filters, has_map),
        "has_map": has_map,
        "spot": filters.near if "," in filters.near else "",
        "in_words": filter_boxes.in_words(filters, counts, districts),
        "ended": filter_boxes.ended_in_words(filters, counts),
        "ended_url": filters.address(without=("near",), stage=Stage.CLOSED.value),
        "clear": filters.cleared().address(),
        "as_list": filters.address(without=("view",)),
        "plain": filters.address(without=("view", "mine")),
        "sort_pairs": [pair for pair in filters.pairs() if pair[0] != "sort"],
    }


def findings(listing: Listing, may_support: Verdict) -> dict[str, Any]:
    """Return the rows of the page, or the map, or the nearest spelling where nothing was found."""
    process, filters, districts, user = listing.process, listing.filters, listing.districts, listing.user
    area = extent(districts)
    if filters.map and area:
        pins = pins_of(process, filters, area, listing.counts, user)
        return {"map": map_of(filters, districts, pins), "drawing": drawing_data(districts, pins)}
    page = listing.page()
    found: dict[str, Any] = neighbours(listing, page)
    if filters.view is View.TABLE:
        found |= {"table": list(table_rows(page.wanted, process)), "heads": heads(filters)}
    else:
        found["rows"] = list(rows_of(listed(page.wanted, user), process, may_support))
    if filters.words and not listing.counts.matching:
        found |= better_spelling(listing) or nearest(listing, may_support)
    return found


def neighbours(listing: Listing, page: Page) -> dict[str, str]:
    """Return the addresses of the pages before and after this one, and of the first."""
    filters = listing.filters
    order = listing.shuffle.mark if filters.sort is Sort.RANDOM else ""
    return {
        "earlier": filters.address(before=page.before, order=order) if page.before else "",
        "later": filters.address(after=page.after, order=order) if page.after else "",
        "first": filters.address(),
    }


def nearest(listing: Listing, may_support: Verdict) -> dict[str, Any]:
    """Return what holds most words of a search that found nothing, else what is like it, without filters."""
    process, query = listing.process, listing.filters.query
    words = Filters(query=query)
    pks = recalled(process, "nearly", words, lambda: nearly(process, query, ALMOST), seconds=COUNT_SECONDS)
    almost = listed(pks, listing.user)
    if almost:
        return {"almost": list(rows_of(almost, process, may_support))}
    asked = Asked(query, language=get_language() or "")
    return {"closest": similar_to(process, asked, AnonymousUser())}


def better_spelling(listing: Listing) -> dict[str, Any]:
    """Return the nearest spelling of a search that found nothing, where one finds something."""
    spelling = suggestion(listing.process, listing.filters)
    if not spelling:
        return {}
    better: Filters = listing.filters.spelled(spelling)
    counts = facets(listing.process, better, listing.districts, listing.user)
    words = filter_boxes.in_words(better, counts, listing.districts) if counts.matching else ""
    return {"spelling": spelling, "spelled": better.address(), "spelled_words": words}
