"""What a reader asked a list for. It lives in the address, so that it can be shared and kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import urlencode

from django.http import QueryDict

from proposals.matching.words import title_words
from proposals.stages import Stage

CITY = "city"
LONGEST_QUERY = 200
MOST_CHOICES = 50


class Sort(StrEnum):
    RANDOM = "random"
    RELEVANCE = "relevance"
    NEWEST = "newest"
    SUPPORT = "support"
    DISCUSSED = "discussed"
    NEAREST = "nearest"


class View(StrEnum):
    LIST = "list"
    MAP = "map"
    TABLE = "table"


class Mine(StrEnum):
    """Which of their own proposals a signed-in reader asks for."""

    WRITTEN = "written"
    SUPPORTED = "supported"
    FOLLOWED = "followed"


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle on the map, in degrees."""

    south: float
    west: float
    north: float
    east: float


@dataclass(frozen=True, slots=True)
class Spot:
    """A place to be near to, in degrees; three decimals are about a hundred metres."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Filters:
    """What to show (districts by slug, CITY for the whole city), in which order, how, and from where on.

    `near` is a place or the slug of a district. `after` and `before` are the marks of a page of the list, and
    `order` the mark of the random order it belongs to (see `proposals.marks`).
    """

    query: str = ""
    districts: frozenset[str] = frozenset()
    stages: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    topic: str = ""
    answered: bool = False
    waiting: bool = False
    mine: Mine | None = None
    area: Area | None = None
    chosen_sort: Sort | None = None
    near: str = ""
    view: View = View.LIST
    after: str = ""
    before: str = ""
    order: str = ""

    @property
    def words(self) -> list[str]:
        """The words to look for, folded."""
        return title_words(self.query)

    @property
    def sort(self) -> Sort:
        """The order to show: the one chosen where it makes sense, else best match or random."""
        usual = Sort.RELEVANCE if self.words else Sort.RANDOM
        chosen = self.chosen_sort or (Sort.NEAREST if self.near else usual)
        if chosen is Sort.RELEVANCE and not self.words:
            return Sort.RANDOM
        return usual if chosen is Sort.NEAREST and not self.near else chosen

    @property
    def ended(self) -> bool:
        """Whether what was merged or withdrawn is shown: by its stage, and among one's own."""
        return Stage.CLOSED in self.stages or (self.mine is not None and not self.stages)

    @property
    def map(self) -> bool:
        """Whether to show a map."""
        return self.view is View.MAP

    @property
    def count(self) -> int:
        """How many filters are on."""
        single = (self.words, self.topic, self.area, self.answered, self.waiting, self.mine)
        return sum(map(bool, single)) + len(self.districts) + len(self.stages) + len(self.tags)

    def address(self, *, without: tuple[str, ...] = (), **more: str) -> str:
        """Return these filters as the query of an address, without the parameters named and with `more`."""
        pairs = [(key, value) for key, value in self.pairs() if key not in without and key not in more]
        return "?" + urlencode(pairs + [(key, value) for key, value in more.items() if value])

    def pairs(self) -> list[tuple[str, str]]:
        """Return the parameters that differ from a plain list, in a fixed order; no marks of pages."""
        pairs = [("q", self.query.strip()), ("topic", self.topic)]
        pairs += [("tag", tag) for tag in sorted(self.tags)]
        pairs += [("district", slug) for slug in sorted(self.districts)]
        pairs += [("stage", stage) for stage in sorted(self.stages)]
        pairs.append(("answered", "1" if self.answered else ""))
        pairs.append(("waiting", "1" if self.waiting else ""))
        pairs.append(("mine", self.mine or ""))
        pairs.append(("area", _area_text(self.area)))
        pairs.append(("sort", self.chosen_sort or ""))
        pairs.append(("near", self.near if self.sort is Sort.NEAREST else ""))
        pairs.append(("view", "" if self.view is View.LIST else self.view))
        return [(key, str(value)) for key, value in pairs if value]

    def cleared(self) -> Filters:
        """Return the same view and sort without any filter."""
        return Filters(chosen_sort=self.chosen_sort, near=self.near, view=self.view)

    def spelled(self, query: str) -> Filters:
        """Return these filters with other search words."""
        return replace(self, query=query)

    def without_words(self) -> Filters:
        """Return these filters without the search."""
        return replace(self, query="")

    def everywhere(self) -> Filters:
        """Return what the numbers of the filter form are counted under: all but district, stage and looks."""
        plain = Filters(query=self.query, tags=self.tags, topic=self.topic, answered=self.answered)
        return replace(plain, waiting=self.waiting, mine=self.mine, area=self.area)


def parse(data: QueryDict) -> Filters:
    """Read filters from an address; what makes no sense is left out, never an error."""

    def text(key: str) -> str:
        return data.get(key, "").replace("\x00", "")[:LONGEST_QUERY].strip()

    def texts(key: str) -> frozenset[str]:
        values = (value.replace("\x00", "")[:LONGEST_QUERY].strip() for value in data.getlist(key))
        return frozenset([value for value in values if value][:MOST_CHOICES])

    return Filters(
        query=text("q"),
        districts=texts("district"),
        stages=texts("stage") & frozenset(Stage.values),
        tags=texts("tag"),
        topic=text("topic"),
        answered=text("answered") == "1",
        waiting=text("waiting") == "1",
        mine=next((mine for mine in Mine if mine.value == text("mine")), None),
        area=_area(text("area")),
        chosen_sort=next((sort for sort in Sort if sort.value == text("sort")), None),
        near=text("near"),
        view=next((view for view in View if view.value == text("view")), View.LIST),
        after=text("after"),
        before=text("before"),
        order=text("order"),
    )


def spot_of(text: str) -> Spot | None:
    """Read "54.1,9.3"; None for anything else."""
    numbers = _numbers(text)
    if len(numbers) != 2 or not (-90 <= numbers[0] <= 90 and -180 <= numbers[1] <= 180):
        return None
    return Spot(round(numbers[0], 3), round(numbers[1], 3))


def _area(text: str) -> Area | None:
    numbers = _numbers(text)
    if len(numbers) != 4:
        return None
    south, west, north, east = numbers
    inside = -90 <= south <= north <= 90 and -180 <= west <= east <= 180
    return Area(south, west, north, east) if inside else None


def _numbers(text: str) -> list[float]:
    try:
        return [float(part) for part in text.split(",")]
    except ValueError:
        return []


def _area_text(area: Area | None) -> str:
    return f"{area.south:.5f},{area.west:.5f},{area.north:.5f},{area.east:.5f}" if area else ""
