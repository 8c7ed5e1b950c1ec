"""The filter form in words: boxes with counts, sort choices, and a sentence for what is on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import District
from proposals.filters import CITY, Filters, Sort
from proposals.listing import Facets
from proposals.stages import Stage

SORTS = {
    Sort.RANDOM: gettext_lazy("Random today"),
    Sort.NEWEST: gettext_lazy("Newest"),
    Sort.SUPPORT: gettext_lazy("Most support"),
    Sort.DISCUSSED: gettext_lazy("Most discussed"),
}


@dataclass(frozen=True, slots=True)
class Box:
    """One tick box or option: its value and words, how many it would show, whether it is on."""

    value: str
    label: str
    count: int
    on: bool
    tile: str = ""


def district_boxes(filters: Filters, counts: Facets, districts: Sequence[District]) -> list[Box]:
    """Return a box per district and one for the whole city; none where no proposal names a district."""
    boxes = [
        Box(d.slug, d.name, counts.districts[d.slug], d.slug in filters.districts, d.tile) for d in districts
    ]
    city = Box(CITY, _("Whole city"), counts.districts[CITY], CITY in filters.districts, "city")
    if not any(box.count or box.on for box in boxes):
        return []
    return [*boxes, city] if city.count or city.on else boxes


def stage_boxes(filters: Filters, counts: Facets) -> list[Box]:
    """Return a box per stage that some proposal is in."""
    boxes = [
        Box(stage.value, str(stage.label), counts.stages[stage.value], stage.value in filters.stages)
        for stage in Stage
    ]
    return [box for box in boxes if box.count or box.on]


def sort_choices(filters: Filters) -> list[Box]:
    """Return the ways to sort."""
    return [Box(sort.value, str(label), 0, filters.sort is sort) for sort, label in SORTS.items()]


def in_words(filters: Filters, counts: Facets, districts: Sequence[District]) -> str:
    """Return what is shown, such as "39 proposals in Kilnfield"; "" without filters."""
    if not filters.count:
        return ""
    number: dict[str, int | str] = {"count": counts.matching}
    names = [d.name for d in districts if d.slug in filters.districts]
    if filters.count == 1 and names:
        number["place"] = names[0]
        return (
            ngettext("%(count)s proposal in %(place)s", "%(count)s proposals in %(place)s", counts.matching)
            % number
        )
    return ngettext("%(count)s proposal matches", "%(count)s proposals match", counts.matching) % number
