"""What a reader asked a list for. It lives in the address, so that it can be shared and kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import urlencode

from django.http import QueryDict

from proposals.stages import Stage
from proposals.words import words_of

CITY = "city"
LONGEST_QUERY = 200


class Sort(StrEnum):
    RANDOM = "random"
    NEWEST = "newest"
    SUPPORT = "support"
    DISCUSSED = "discussed"


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle on the map, in degrees."""

    south: float
    west: float
    north: float
    east: float


@dataclass(frozen=True, slots=True)
class Filters:
    """What to show (districts by slug, CITY for the whole city), in which order, as list or map, and page."""

    query: str = ""
    districts: frozenset[str] = frozenset()
    stages: frozenset[str] = frozenset()
    topic: str = ""
    tag: str = ""
    area: Area | None = None
    sort: Sort = Sort.RANDOM
    map: bool = False
    page: str = "1"

    @property
    def words(self) -> list[str]:
        """The words to look for, folded."""
        return words_of(self.query)

    @property
    def count(self) -> int:
        """How many filters are on."""
        single = (bool(self.words), bool(self.topic), bool(self.tag), bool(self.area))
        return sum(single) + len(self.districts) + len(self.stages)

    def address(self, *, without: tuple[str, ...] = ()) -> str:
        """Return these filters as the query of an address, without the parameters named; no page."""
        pairs = [(key, value) for key, value in self.pairs() if key not in without]
        return "?" + urlencode(pairs)

    def pairs(self) -> list[tuple[str, str]]:
        """Return the parameters that differ from a plain list, in a fixed order."""
        pairs = [("q", self.query.strip()), ("topic", self.topic), ("tag", self.tag)]
        pairs += [("district", slug) for slug in sorted(self.districts)]
        pairs += [("stage", stage) for stage in sorted(self.stages)]
        pairs.append(("area", _area_text(self.area)))
        pairs.append(("sort", "" if self.sort is Sort.RANDOM else self.sort.value))
        pairs.append(("view", "map" if self.map else ""))
        return [(key, value) for key, value in pairs if value]

    def cleared(self) -> Filters:
        """Return the same view and sort without any filter."""
        return Filters(sort=self.sort, map=self.map)

    def spelled(self, query: str) -> Filters:
        """Return these filters with other search words."""
        return replace(self, query=query)


def parse(data: QueryDict) -> Filters:
    """Read filters from an address; what makes no sense is left out, never an error."""
    clean = {
        key: data.get(key, "").replace("\x00", "")[:LONGEST_QUERY] for key in ("q", "topic", "tag", "area")
    }
    return Filters(
        query=clean["q"],
        districts=frozenset(slug for slug in data.getlist("district")[:50] if slug),
        stages=frozenset(stage for stage in data.getlist("stage") if stage in Stage.values),
        topic=clean["topic"],
        tag=clean["tag"].strip(),
        area=_area(clean["area"]),
        sort=_sort(data.get("sort", "")),
        map=data.get("view") == "map",
        page=data.get("page", "1"),
    )


def _sort(value: str) -> Sort:
    return next((sort for sort in Sort if sort.value == value), Sort.RANDOM)


def _area(value: str) -> Area | None:
    parts = value.split(",")
    try:
        south, west, north, east = (float(part) for part in parts)
    except ValueError:
        return None
    inside = -90 <= south <= north <= 90 and -180 <= west <= east <= 180
    return Area(south, west, north, east) if inside else None


def _area_text(area: Area | None) -> str:
    return f"{area.south:.5f},{area.west:.5f},{area.north:.5f},{area.east:.5f}" if area else ""
