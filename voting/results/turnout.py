"""Turnout by district of the voters, in pools that are large enough to be shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from voting.counting.pools import pools_of
from voting.models import RollEntry, Round


@dataclass(frozen=True, slots=True)
class Turnout:
    """One district, or several together, or the people without one: how many voted, of how many."""

    name: str
    voted: int
    entitled: int


def district_rows(round: Round) -> list[list[Any]]:
    """Return how many voted, of how many on the roll, for each district that is large enough (with its name)
    and for the others together (without); nothing where that would be one line for all.
    """
    counted = (
        RollEntry.objects.filter(round=round)
        .values_list("district__name")
        .annotate(voted=Count("voted_on"), entitled=Count("pk"))
        .order_by()
    )
    found = {name or "": (voted, entitled) for name, voted, entitled in counted}
    pools = pools_of({name: voted for name, (voted, _roll) in found.items()}, round.smallest_pool)
    if not pools.alone or len(found) == 1:
        return []
    rows: list[list[Any]] = [["district", name, *found[name]] for name in pools.alone]
    if pools.together:
        sums = [sum(found[name][place] for name in pools.together) for place in (0, 1)]
        rows.append(["together", "", *sums])
    return rows


def turnout_lines(rows: list[list[Any]]) -> list[Turnout]:
    """Return stored rows with names that people read."""
    names = {"together": _("Other districts"), "district": _("District not known")}
    return [Turnout(name or names[kind], voted, entitled) for kind, name, voted, entitled in rows]
