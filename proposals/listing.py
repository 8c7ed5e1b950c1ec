"""What a list is made of: which proposals match, and how many there are per district and stage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import BooleanField, Count, ExpressionWrapper, Q

from accounts.models import District
from processes.models import Process
from processes.permissions import Person
from proposals.filters import CITY, Filters
from proposals.lifecycle import NOT_THERE, Status
from proposals.models import Proposal
from proposals.querysets import ProposalQuerySet
from proposals.recall import COUNT_SECONDS, is_long, recalled, remembered
from proposals.stages import Stage, stage_of
from proposals.words import nearest, vocabulary

MOST_COUNTED = 1_000
VOCABULARY_SECONDS = 600
MOST_TITLES = 10_000

Groups = list[tuple[int | None, str, bool, int]]


@dataclass(frozen=True, slots=True)
class Facets:
    """How many proposals match, and per district and stage.

    The number at a district counts what the other filters leave, so it says what ticking it would bring.
    `about` says that the numbers may be a minute old, `more` that there are more than `matching`; then there
    are no numbers per district and stage.
    """

    matching: int = 0
    districts: Counter[str] = field(default_factory=Counter)
    stages: Counter[str] = field(default_factory=Counter)
    about: bool = False
    more: bool = False


def listed_in(process: Process) -> ProposalQuerySet:
    """Return what the lists of a process can show; `narrowed` leaves out what has ended unless asked for."""
    return Proposal.objects.in_process(process).listed()


def facets(process: Process, filters: Filters, districts: Sequence[District], user: Person) -> Facets:
    """Return the numbers of a list; `districts` are all districts of the city.

    A long list is counted once a minute for everybody; under further filters only up to a thousand.
    """
    everywhere = filters.everywhere()
    capped = is_long(process) and everywhere.count > 0
    groups = recalled(
        process,
        "groups",
        everywhere,
        lambda: grouped(process, everywhere, user, MOST_COUNTED + 1 if capped else 0),
        seconds=COUNT_SECONDS,
    )
    if capped and sum(group[-1] for group in groups) > MOST_COUNTED:
        mixed = any(Status(status) in NOT_THERE for _district, status, _reached, _count in groups)
        return beyond_counting(process, filters, user, mixed=mixed)
    slugs = {district.pk: district.slug for district in districts}
    found = [
        (slugs.get(district, "") if district else CITY, stage_of(Status(status), reached), count)
        for district, status, reached, count in groups
    ]
    return tally(found, filters, about=is_long(process))


def grouped(process: Process, filters: Filters, user: Person, most: int) -> Groups:
    """Count in one query whatever is on; `most` ends the counting early (0 never)."""
    reached = ExpressionWrapper(Q(support_count__gte=process.support_threshold), output_field=BooleanField())
    columns = ("district_id", "status", "reached")
    rows = listed_in(process).about(process, filters, user).annotate(reached=reached).order_by()
    if most:
        counted = Counter(rows.values_list(*columns)[:most])
        return [(*group, count) for group, count in counted.items()]
    return list(rows.values_list(*columns).annotate(count=Count("pk")))


def beyond_counting(process: Process, filters: Filters, user: Person, *, mixed: bool) -> Facets:
    """Say "more than a thousand", or how many are left where district and stage leave fewer.

    `mixed` says that some of those counted were merged or withdrawn.
    """
    if filters.districts or filters.stages or mixed:
        rows = listed_in(process).narrowed(process, filters, user).order_by()[: MOST_COUNTED + 1]
        count = recalled(process, "left", filters, rows.count, seconds=COUNT_SECONDS)
        return Facets(min(count, MOST_COUNTED), about=True, more=count > MOST_COUNTED)
    return Facets(MOST_COUNTED, about=True, more=True)


def tally(found: list[tuple[str, Stage, int]], filters: Filters, *, about: bool) -> Facets:
    """Add up (district, stage, count) under the filters for the two."""
    districts: Counter[str] = Counter()
    stages: Counter[str] = Counter()
    matching = 0
    for district, stage, count in found:
        here = not filters.districts or district in filters.districts
        staged = (
            stage.value in filters.stages if filters.stages else filters.ended or stage is not Stage.CLOSED
        )
        districts[district] += count if staged else 0
        stages[stage.value] += count if here else 0
        matching += count if here and staged else 0
    return Facets(matching, districts, stages, about)


def suggestion(process: Process, filters: Filters) -> str:
    """Return the nearest spelling of search words that found nothing, by the titles of the process; or ""."""

    def work() -> str:
        titles = (
            Proposal.objects.in_process(process)
            .living()
            .order_by("-published_at", "-number")
            .values_list("title", flat=True)
        )
        known = remembered(
            f"vocabulary.{process.pk}", lambda: vocabulary(list(titles[:MOST_TITLES])), VOCABULARY_SECONDS
        )
        return nearest(filters.query, known)

    return recalled(process, "spelling", Filters(query=filters.query), work, seconds=COUNT_SECONDS)
