"""Proposals on the map of the city."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db.models import Avg, Count, F, Min, Q
from django.db.models.functions import Floor
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import District
from processes.models import Process
from processes.permissions import Person
from proposals.filters import Area, Filters, Spot, spot_of
from proposals.listing import Facets, listed_in
from proposals.models import Proposal
from proposals.querysets import inside_of
from proposals.recall import COUNT_SECONDS, LONG, recalled
from ui.maps import CityMap, MapDistrict, Pin, centre

MARGIN = 0.005
MOST_PLATES = 300
GRID = 16
DISTRICTS_KEY = "proposals.districts"


def city_districts() -> list[District]:
    """Return all districts in their order, remembered for a minute: they hardly ever change."""
    known: list[District] | None = cache.get(DISTRICTS_KEY)
    if known is None:
        known = list(District.objects.all())
        cache.set(DISTRICTS_KEY, known, 60)
    return known


def outlines(districts: Iterable[District]) -> list[MapDistrict]:
    """Return the districts that have an outline."""
    return [MapDistrict(d.slug, d.name, d.tile, d.boundary) for d in districts if d.boundary]


def extent(districts: Iterable[District]) -> Area | None:
    """Return the rectangle around all districts; None where the city has no outlines."""
    points = [point for district in districts for point in district.boundary or ()]
    if not points:
        return None
    lats, lons = [p[0] for p in points], [p[1] for p in points]
    return Area(min(lats) - MARGIN, min(lons) - MARGIN, max(lats) + MARGIN, max(lons) + MARGIN)


@dataclass(frozen=True, slots=True)
class Whole:
    """What a process lists whatever is filtered: how many proposals, how many with a place in the city."""

    total: int
    placed: int

    def density(self, districts: Sequence[District]) -> float:
        """Return how many have their place on a square degree of the city, on average; 0 for a few."""
        area = extent(districts)
        if area is None or self.placed < LONG:
            return 0.0
        return self.placed / max((area.north - area.south) * (area.east - area.west), 1e-9)


def whole(process: Process, districts: Sequence[District]) -> Whole:
    """Return the numbers of a process (one query); imported proposals may lie elsewhere."""
    area = extent(districts)
    inside = inside_of(area) if area else Q(pk=None)

    def count() -> Whole:
        living = Proposal.objects.in_process(process).living()
        numbers = living.aggregate(total=Count("pk"), placed=Count("pk", filter=inside))
        return Whole(**numbers)

    return recalled(process, "whole", Filters(), count, seconds=COUNT_SECONDS)


def map_of(filters: Filters, districts: Sequence[District], pins: Sequence[Pin]) -> CityMap:
    """Return the map of the proposals that match; one chosen district fills it."""
    chosen = next(iter(filters.districts)) if len(filters.districts) == 1 else ""
    known = any(d.slug == chosen and d.boundary for d in districts)
    count = sum(pin.count for pin in pins)
    label = ngettext("Map with %(count)s proposal", "Map with %(count)s proposals", count) % {"count": count}
    return CityMap(
        label=label,
        districts=outlines(districts),
        pins=pins,
        on=chosen if known else "",
        zoom=known,
        group_href=_group_address(filters),
    )


def _group_address(filters: Filters) -> str:
    """The list of what a plate for several proposals stands for; braces of the reader's own are harmless."""
    rest = filters.address(without=("view", "area"))
    sep = "" if rest == "?" else "&"
    return rest.replace("{", "%7B").replace("}", "%7D") + sep + "area={south},{west},{north},{east}"


def pins_of(process: Process, filters: Filters, area: Area, counts: Facets, user: Person) -> list[Pin]:
    """Return a plate for each proposal that matches and has a place inside `area`, by number."""
    if counts.more or counts.matching > MOST_PLATES:
        return crowded_pins(process, filters, area, user)
    found = listed_in(process).narrowed(process, filters, user).within(area)
    base = process_address(process)
    rows = found.order_by("number").values_list("number", "title", "latitude", "longitude")
    return [
        Pin(str(number), lat, lon, f"{base}{number}/", title)
        for number, title, lat, lon in rows
        if lat is not None and lon is not None
    ]


def crowded_pins(process: Process, filters: Filters, area: Area, user: Person) -> list[Pin]:
    """Return one plate per cell of a grid over `area`; the counts may be a minute old, the titles not."""
    cells = recalled(
        process, "cells", filters, lambda: cells_of(process, filters, area, user), seconds=COUNT_SECONDS
    )
    numbers = [number for number, _lat, _lon, count in cells if count == 1]
    alone = Proposal.objects.in_process(process).filter(number__in=numbers).values("pk")
    titles = dict(listed_in(process).filter(pk__in=alone).values_list("number", "title"))
    base = process_address(process)
    return [
        Pin(str(number), lat, lon, f"{base}{number}/", titles.get(number, ""), count)
        for number, lat, lon, count in cells
        if count > 1 or number in titles
    ]


def cells_of(
    process: Process, filters: Filters, area: Area, user: Person
) -> list[tuple[int, float, float, int]]:
    """Return (lowest number, mean latitude, mean longitude, count) per cell, added up in the database."""
    found = listed_in(process).narrowed(process, filters, user).within(area)
    cells = found.annotate(
        row=Floor((F("latitude") - area.south) / ((area.north - area.south) / GRID)),
        column=Floor((F("longitude") - area.west) / ((area.east - area.west) / GRID)),
    )
    counted = cells.values("row", "column").annotate(
        count=Count("pk"), lat=Avg("latitude"), lon=Avg("longitude"), first=Min("number")
    )
    return list(counted.order_by("row", "column").values_list("first", "lat", "lon", "count"))


def spot_near(text: str, districts: Sequence[District]) -> Spot | None:
    """Return the place that `text` names: degrees, or the middle of a district by its slug."""
    for district in districts:
        if district.slug == text and district.boundary:
            return Spot(*centre([(float(lat), float(lon)) for lat, lon in district.boundary]))
    return spot_of(text)


def process_address(process: Process) -> str:
    """Return the address of the list of proposals, to which numbers are added."""
    return reverse("proposals:list", args=[process.slug])


def map_of_one(proposal: Proposal, districts: Sequence[District]) -> CityMap | None:
    """Return the small map beside a proposal; None where it has no place in the city as we know it."""
    area = extent(districts)
    lat, lon = proposal.latitude, proposal.longitude
    if area is None or lat is None or lon is None:
        return None
    if not (area.south <= lat <= area.north and area.west <= lon <= area.east):
        return None
    return CityMap(
        label=_("Map: %(place)s") % {"place": place_of(proposal)},
        districts=outlines(districts),
        pins=[Pin(str(proposal.number), lat, lon, "", proposal.title)],
        on=proposal.district.slug if proposal.district else "",
        mini=True,
    )


def place_of(proposal: Proposal) -> str:
    """Return the place in words: address and district, as far as they are known."""
    district = proposal.district.name if proposal.district else _("Whole city")
    return f"{proposal.address}, {district}" if proposal.address else district


def drawing_data(districts: Iterable[District], pins: Sequence[Pin] = ()) -> dict[str, Any] | None:
    """Return what the map scripts draw with: outlines, plates, and tiles where the city has a map server.

    None where there is nothing to draw, no Leaflet to draw with, or too many plates for one map.
    """
    shapes = [
        {"slug": d.slug, "name": d.name, "pk": d.pk, "ring": d.boundary} for d in districts if d.boundary
    ]
    if not shapes or any(pin.count > 1 for pin in pins) or not settings.LEAFLET_DIR.is_dir():
        return None
    tiles = {"url": settings.MAP_TILES_URL, "attribution": settings.MAP_TILES_ATTRIBUTION}
    return {
        "districts": shapes,
        "pins": [asdict(pin) for pin in pins],
        "tiles": tiles if settings.MAP_TILES_URL else None,
    }
