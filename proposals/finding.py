"""Search: which proposals hold all the words, and how well."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import reduce
from operator import add
from typing import Any

from django.conf import settings
from django.db.models import Case, F, Max, Q, QuerySet, When
from django.db.models.functions import Coalesce

from processes.models import Process
from proposals.models import Proposal, SearchWord
from proposals.search_words import asked


def languages_of(process: Process) -> list[str]:
    """Return the languages whose word forms a search in `process` knows: the site's and its own."""
    return sorted({code for code, _name in settings.LANGUAGES} | {process.language})


def holding(process: Process, stems: Collection[str]) -> QuerySet[SearchWord]:
    """Return the rows of `process` with any of `stems`."""
    rows = SearchWord.objects.filter(process=process)
    return rows.filter(stem=next(iter(stems))) if len(stems) == 1 else rows.filter(stem__in=sorted(stems))


def stems_asked(process: Process, query: str) -> list[frozenset[str]]:
    """Return what to look for, a set of stems per word."""
    return asked(query, languages_of(process))


def without_ended(process: Process, rows: QuerySet[Any]) -> QuerySet[Any]:
    """Leave out rows of proposals that were merged or withdrawn: few, so they are looked up once."""
    return rows.exclude(proposal_id__in=Proposal.objects.in_process(process).ended().values("pk"))


def nearly(process: Process, query: str, most: int) -> list[int]:
    """Return the proposals (by id) that hold at least half of the words of `query`, those with most first."""
    wanted = stems_asked(process, query)
    if len(wanted) < 2:
        return []
    best = best_of(wanted)
    some = without_ended(process, holding(process, frozenset[str]().union(*wanted)))
    rows = some.values("proposal_id").annotate(**best)
    held = [Case(When(**{f"{word}__isnull": False}, then=1), default=0) for word in best]
    weights = [Coalesce(F(word), 0) for word in best]
    counted = rows.annotate(held=reduce(add, held), score=reduce(add, weights))
    found = counted.filter(held__gte=(len(wanted) + 1) // 2).order_by("-held", "-score", "-proposal_id")
    return [row["proposal_id"] for row in found[:most]]


def best_of(wanted: Sequence[Collection[str]]) -> dict[str, Max]:
    """Return for each word the weight of the best of its stems, None where it does not occur."""
    return {
        f"word{place}": Max("weight", filter=Q(stem__in=sorted(stems))) for place, stems in enumerate(wanted)
    }


def scored(process: Process, query: str) -> QuerySet[Any]:
    """Return a row per proposal that holds every word of `query`, with its `score`: the weights added up.

    A single word is answered in order from the index, however many proposals hold it.
    """
    wanted = stems_asked(process, query)
    if len(wanted) == 1 and len(wanted[0]) == 1:
        return holding(process, wanted[0]).annotate(score=F("weight"))
    every = frozenset[str]().union(*wanted)
    best = best_of(wanted)
    rows = holding(process, every).values("proposal_id").annotate(**best)
    found = rows.filter(**{f"{word}__isnull": False for word in best})
    return found.annotate(score=reduce(add, map(F, best)))
