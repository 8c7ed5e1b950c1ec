"""The list as a table: the same proposals in columns, which can be compared and sorted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, NamedTuple, cast

from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from processes.models import Process
from proposals.filters import Filters, Sort
from proposals.lifecycle import Status
from proposals.models import Proposal
from proposals.places import process_address
from proposals.templatetags.proposal_tags import chip_of
from ui.drawn import drawn_once
from ui.sprites import place, plate
from ui.text import user_line

KEPT = 2048
HEADS = (
    (gettext_lazy("Proposal"), None),
    (gettext_lazy("Place and topic"), None),
    (gettext_lazy("Status"), None),
    (gettext_lazy("Supporters"), Sort.SUPPORT),
    (gettext_lazy("Comments"), Sort.DISCUSSED),
    (gettext_lazy("Published"), Sort.NEWEST),
)


class Line(NamedTuple):
    """What a row of the table shows. `district`, `tile` and `topic` may be missing."""

    pk: int
    number: int
    title: str
    language: str
    district: str | None
    tile: str | None
    topic: str | None
    status: str
    supporters: int
    comments: int
    published: date


class Facts(NamedTuple):
    """All that the drawing of a row depends on; `language` is the one of the process, in which topics are."""

    line: Line
    threshold: int
    address: str
    language: str


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column; `url` sorts by it, from the highest down."""

    label: str
    url: str
    on: bool
    numeric: bool


@cache
def _columns() -> QuerySet[Proposal, tuple[Any, ...]]:
    names = ("pk", "number", "title", "language", "district__name", "district__tile", "category__name")
    counts = ("status", "support_count", "comment_count", "published_at")
    return cast("QuerySet[Proposal, tuple[Any, ...]]", Proposal.objects.listed().values_list(*names, *counts))


def table_rows(wanted: Sequence[int], process: Process) -> Iterator[SafeString]:
    """Yield the rows of the proposals with these ids, in this order, as far as lists show them."""
    rows = _columns().filter(pk__in=wanted)
    found = {row[0]: Line(*row)._replace(published=timezone.localtime(row[-1]).date()) for row in rows}
    address, language = process_address(process), get_language() or "en"
    for pk in wanted:
        if pk in found:
            yield draw(Facts(found[pk], process.support_threshold, address, process.language), language)


@drawn_once(KEPT)
def draw(facts: Facts, language: str) -> SafeString:
    """Draw one row."""
    line = facts.line
    context = {
        "line": line,
        "language": facts.language,
        "url": f"{facts.address}{line.number}/",
        "plate": plate(line.number),
        "title": user_line(line.title, line.language),
        "place": place(line.district or _("Whole city"), (line.tile or "") if line.district else "city"),
        "chip": chip_of(Status(line.status), facts.threshold - line.supporters),
    }
    return render_to_string("proposals/_table_row.html", context)


def heads(filters: Filters) -> list[Head]:
    """Return the heads of the columns, with the address that sorts by each where one can."""
    return [
        Head(
            str(label),
            filters.address(without=("near",), sort=sort.value) if sort else "",
            sort is not None and filters.sort is sort,
            sort in (Sort.SUPPORT, Sort.DISCUSSED),
        )
        for label, sort in HEADS
    ]
