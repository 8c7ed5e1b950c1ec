"""The filter form in words: boxes with counts, sort choices, and a sentence for what is on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from accounts.models import District
from processes.permissions import Person
from proposals.filters import CITY, Filters, Mine, Sort, View
from proposals.listing import Facets
from proposals.stages import Stage
from ui.money import grouped

SORTS = {
    Sort.RELEVANCE: gettext_lazy("Best match"),
    Sort.RANDOM: gettext_lazy("Random today"),
    Sort.NEWEST: gettext_lazy("Newest"),
    Sort.SUPPORT: gettext_lazy("Most support"),
    Sort.DISCUSSED: gettext_lazy("Most discussed"),
    Sort.NEAREST: gettext_lazy("Nearest"),
}
MINE = {
    Mine.WRITTEN: gettext_lazy("Written by me"),
    Mine.SUPPORTED: gettext_lazy("Supported by me"),
    Mine.FOLLOWED: gettext_lazy("Followed by me"),
}
VIEWS = {
    View.LIST: (gettext_lazy("List"), "list"),
    View.MAP: (gettext_lazy("Map"), "map"),
    View.TABLE: (gettext_lazy("Table"), "menu"),
}


@dataclass(frozen=True, slots=True)
class Box:
    """One tick box or option: its value and words, how many it would show, whether it is on.

    `count` is None where nobody counts so far.
    """

    value: str
    label: str
    count: int | None
    on: bool
    tile: str = ""


@dataclass(frozen=True, slots=True)
class Tab:
    """One way to look at the list."""

    label: str
    icon: str
    url: str
    on: bool


def district_boxes(filters: Filters, counts: Facets, districts: Sequence[District]) -> list[Box]:
    """Return a box per district and one for the whole city; none where no proposal names a district."""
    boxes = [
        Box(d.slug, d.name, number_at(counts, counts.districts[d.slug]), d.slug in filters.districts, d.tile)
        for d in districts
    ]
    city = Box(
        CITY, _("Whole city"), number_at(counts, counts.districts[CITY]), CITY in filters.districts, "city"
    )
    if not counts.more and not any(box.count or box.on for box in boxes):
        return []
    return [*boxes, city] if counts.more or city.count or city.on else boxes


def stage_boxes(filters: Filters, counts: Facets) -> list[Box]:
    """Return a box per stage that some proposal is in."""
    boxes = [
        Box(stage.value, str(stage.label), number_at(counts, counts.stages[stage.value]), on)
        for stage in Stage
        for on in (stage.value in filters.stages,)
    ]
    return [box for box in boxes if counts.more or box.count or box.on]


def ended_in_words(filters: Filters, counts: Facets) -> str:
    """Say how many more match that were merged or withdrawn; "" where there are none or they are shown."""
    more = counts.stages[Stage.CLOSED.value]
    if filters.stages or filters.ended or not more:
        return ""
    words = ngettext(
        "%(count)s merged or withdrawn proposal", "%(count)s merged or withdrawn proposals", more
    )
    return words % {"count": grouped(more, get_language() or "en")}


def number_at(counts: Facets, count: int) -> int | None:
    """Return the number to show at a box."""
    return None if counts.more else count


def tag_boxes(filters: Filters) -> list[Box]:
    """Return a box for each tag that is on."""
    words = _("Only with the tag “%(tag)s”") if len(filters.tags) == 1 else _("With the tag “%(tag)s”")
    return [Box(tag, words % {"tag": tag}, None, True) for tag in sorted(filters.tags)]


def mine_choices(filters: Filters, user: Person) -> list[Box]:
    """Return what signed-in readers may ask of their own; nothing for visitors."""
    if not user.is_authenticated:
        return []
    return [Box(mine.value, str(label), None, filters.mine is mine) for mine, label in MINE.items()]


def sort_choices(filters: Filters) -> list[Box]:
    """Return the ways to sort; the nearest needs a place first, and the best match a search."""
    shown = {Sort.RELEVANCE: bool(filters.words), Sort.NEAREST: filters.sort is Sort.NEAREST}
    return [
        Box(sort.value, str(label), None, filters.sort is sort)
        for sort, label in SORTS.items()
        if shown.get(sort, True)
    ]


def view_tabs(filters: Filters, has_map: bool) -> list[Tab]:
    """Return the ways to look at the same proposals."""
    tabs = []
    for view, (label, icon) in VIEWS.items():
        if view is View.MAP and not has_map:
            continue
        without = ("view", "area", "sort", "near") if view is View.MAP else ("view",)
        url = filters.address(without=without, view="" if view is View.LIST else view.value)
        tabs.append(Tab(str(label), icon, url, filters.view is view))
    return tabs


def in_words(filters: Filters, counts: Facets, districts: Sequence[District]) -> str:
    """Return what is shown, such as "39 proposals in Kilnfield"; "" without filters."""
    if not filters.count:
        return ""
    count = grouped(counts.matching, get_language() or "en")
    if counts.more:
        return _("More than %(count)s proposals match") % {"count": count}
    number = {"count": count}
    names = [d.name for d in districts if d.slug in filters.districts]
    if filters.count == 1 and names:
        found = ngettext(
            "%(count)s proposal in %(place)s", "%(count)s proposals in %(place)s", counts.matching
        )
        return found % {**number, "place": names[0]}
    return ngettext("%(count)s proposal matches", "%(count)s proposals match", counts.matching) % number


def total_in_words(total: int, about: bool) -> str:
    """Return the heading: how many proposals there are; of very many only about how many."""
    language = get_language() or "en"
    if about:
        step = 10 ** (len(str(total)) - 2)
        rounded = round(total / step) * step
        return _("About %(count)s proposals") % {"count": grouped(rounded, language)}
    return ngettext("%(count)s proposal", "%(count)s proposals", total) % {"count": grouped(total, language)}
