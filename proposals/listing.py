"""One page of a list: which proposals match, how many per district and stage, and twenty rows of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.cache import cache
from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.db.models import BooleanField, Count, ExpressionWrapper, Q, QuerySet
from django.utils import timezone
from django.utils.functional import cached_property

from accounts.models import District
from processes.models import Process
from processes.permissions import Person
from proposals.filters import CITY, Filters
from proposals.lifecycle import Status
from proposals.models import Proposal
from proposals.querysets import ProposalQuerySet
from proposals.recall import recalled
from proposals.row_facts import listed
from proposals.stages import Stage, stage_of
from proposals.words import nearest, vocabulary

PER_PAGE = 20
VOCABULARY_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Facets:
    """How many proposals there are: all of the process, those that match, and per district and stage.

    The number at a district counts what the other filters leave, so it says what ticking it would bring.
    """

    everything: int = 0
    matching: int = 0
    districts: Counter[str] = field(default_factory=Counter)
    stages: Counter[str] = field(default_factory=Counter)


class Counted(Paginator[Any]):
    """A paginator that is told the number of rows instead of asking the database again."""

    def __init__(self, rows: QuerySet[Proposal, Any], count: int) -> None:
        super().__init__(rows, PER_PAGE)
        self._count = count

    @cached_property
    def count(self) -> int:
        return self._count

    def page_or_first(self, number: str) -> Page[Any]:
        """The page asked for, the last one beyond the end, the first for anything else."""
        try:
            return self.page(number)
        except PageNotAnInteger:
            return self.page(1)
        except EmptyPage:
            return self.page(self.num_pages)


def listed_in(process: Process) -> ProposalQuerySet:
    """Return what the lists of a process show."""
    return Proposal.objects.in_process(process).listed()


def facets(process: Process, filters: Filters, districts: list[District]) -> Facets:
    """Return the numbers of a list; `districts` are all districts of the city."""
    return recalled(process, "facets", filters, lambda: counted(process, filters, districts))


def counted(process: Process, filters: Filters, districts: list[District]) -> Facets:
    """Count in one query whatever is on."""
    slugs = {district.pk: district.slug for district in districts}
    reached = ExpressionWrapper(Q(support_count__gte=process.support_threshold), output_field=BooleanField())
    rows = (
        listed_in(process)
        .about(filters)
        .values_list("district_id", "status", reached)
        .annotate(count=Count("pk", distinct=bool(filters.tag)))
        .order_by()
    )
    found = [
        (slugs.get(district, "") if district else CITY, stage_of(Status(status), is_reached), count)
        for district, status, is_reached, count in rows
    ]
    return tally(found, filters)


def tally(found: list[tuple[str, Stage, int]], filters: Filters) -> Facets:
    """Add up (district, stage, count) under the filters for the two."""
    result = Facets(everything=sum(count for _district, _stage, count in found))
    matching = 0
    for district, stage, count in found:
        here = not filters.districts or district in filters.districts
        staged = not filters.stages or stage.value in filters.stages
        result.districts[district] += count if staged else 0
        result.stages[stage.value] += count if here else 0
        matching += count if here and staged else 0
    return Facets(result.everything, matching, result.districts, result.stages)


def page_of(process: Process, filters: Filters, user: Person, now: datetime, count: int) -> Page[Any]:
    """Return the rows of the page asked for: first the ids by index, then what the rows show."""
    day = timezone.localtime(now).date()
    ordered = listed_in(process).narrowed(filters, process.support_threshold).in_order(filters.sort, day)
    page = Counted(ordered.values_list("pk", flat=True), count).page_or_first(filters.page)
    wanted = recalled(process, f"{day} page {page.number}", filters, lambda: list(page.object_list))
    page.object_list = listed(wanted, user)
    return page


def suggestion(process: Process, filters: Filters) -> str:
    """Return the nearest spelling of search words that found nothing, by the titles of the process; or ""."""
    key = f"proposals.vocabulary.{process.pk}"
    known: frozenset[str] | None = cache.get(key)
    if known is None:
        known = vocabulary(list(listed_in(process).values_list("title", flat=True)))
        cache.set(key, known, VOCABULARY_SECONDS)
    return nearest(filters.query, known)
