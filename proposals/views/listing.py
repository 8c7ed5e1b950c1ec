"""The list of proposals, its map, and its feed."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from accounts.models import District
from processes.fetch import process_or_404
from processes.http import CityRequest
from processes.models import Process
from processes.permissions import may
from processes.phases import Act
from proposals.filter_boxes import district_boxes, in_words, sort_choices, stage_boxes
from proposals.filters import Filters, parse
from proposals.listing import Facets, facets, listed_in, page_of, suggestion
from proposals.permissions import may_propose
from proposals.places import city_districts, drawing_data, extent, map_of, pins_of, whole
from proposals.rows import rows_of

FEED_LENGTH = 50


def proposal_list(request: CityRequest, process_slug: str) -> HttpResponse:
    """Show the proposals that match the address, as a list or on the map."""
    process = process_or_404(process_slug, request.user)
    filters = parse(request.GET)
    districts = city_districts()
    counts = facets(process, filters, districts)
    everything = whole(process, districts)
    context = {
        "process": process,
        "filters": filters,
        "counts": counts,
        "total": everything.total,
        "may_propose": may_propose(request.user, process, request.now),
        "may_support": may(request.user, Act.SUPPORT, process, request.now),
        "has_map": everything.placed > 0,
        **controls(process, filters, counts, districts),
    }
    context |= findings(request, process, filters, counts, districts)
    return render(request, "proposals/list.html", context)


def controls(process: Process, filters: Filters, counts: Facets, districts: list[District]) -> dict[str, Any]:
    """Return what the filter form shows."""
    return {
        "district_boxes": district_boxes(filters, counts, districts),
        "stage_boxes": stage_boxes(filters, counts),
        "topics": list(process.categories.all()),
        "sorts": sort_choices(filters),
        "in_words": in_words(filters, counts, districts),
        "clear": filters.cleared().address(),
        "as_list": filters.address(without=("view",)),
        "as_map": filters.address(without=("view", "area")) + "&view=map",
        "sort_pairs": [pair for pair in filters.pairs() if pair[0] != "sort"],
    }


def findings(
    request: CityRequest, process: Process, filters: Filters, counts: Facets, districts: list[District]
) -> dict[str, Any]:
    """Return the rows of the page, or the map, or the nearest spelling where nothing was found."""
    area = extent(districts)
    if filters.map and area:
        pins = pins_of(process, filters, area, counts.matching)
        city = map_of(process, filters, districts, pins)
        return {"map": city, "drawing": drawing_data(districts, pins)}
    page = page_of(process, filters, request.user, request.now, counts.matching)
    may_support = may(request.user, Act.SUPPORT, process, request.now)
    found: dict[str, Any] = {"page": page, "rows": rows_of(page.object_list, process, may_support)}
    if filters.words and not counts.matching:
        spelling = suggestion(process, filters)
        if spelling:
            better = filters.spelled(spelling)
            count = facets(process, better, districts).matching
            found |= {"spelling": spelling, "spelled": better.address(), "spelled_count": count}
    return found


def feed(request: HttpRequest, process_slug: str) -> HttpResponse:
    """The newest proposals as an Atom feed."""
    process = process_or_404(process_slug, request.user)
    here = request.build_absolute_uri(reverse("proposals:list", args=[process.slug]))
    atom = Atom1Feed(
        title=_("Proposals: %(process)s") % {"process": process.title},
        link=here,
        feed_url=request.build_absolute_uri(),
        description=process.summary,
        language=process.language,
    )
    newest = listed_in(process).select_related("author").order_by("-published_at", "-number")
    for proposal in newest[:FEED_LENGTH]:
        atom.add_item(
            title=proposal.title,
            link=f"{here}{proposal.number}/",
            description=proposal.teaser,
            author_name=proposal.author.public_name,
            pubdate=proposal.published_at,
            updateddate=proposal.changed_at,
            unique_id=f"{here}{proposal.number}/",
        )
    return HttpResponse(atom.writeString("utf-8"), content_type=atom.content_type)
