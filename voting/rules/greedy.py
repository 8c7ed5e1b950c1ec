"""Most votes first: walk down the list and take what fits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from voting.rules.contest import Contest, Count
from voting.rules.ranking import fund_in_order, merit, rank_by
from voting.rules.registry import rule
from voting.rules.settings import option

BY: Mapping[str, str] = {
    "votes": "Number of supporters",
    "votes-per-cost": "Supporters for each unit of money",
    "points": "Sum of points",
    "points-per-cost": "Points for each unit of money",
}
OVERFLOW: Mapping[str, str] = {
    "skip": "Leave out what does not fit and look further down the list",
    "stop": "Stop at the first project that does not fit",
}


@dataclass(frozen=True)
class Greedy:
    """Settings of the greedy rule."""

    by: str = option("votes", "What the projects are ranked by.", choices=BY)
    overflow: str = option(
        "skip", "What happens when the next project costs more than is left.", choices=OVERFLOW
    )


@rule(
    "greedy",
    title="Most votes first",
    description=(
        "Projects are put in order, the most wanted first. We go down the list and fund each project "
        "as long as there is money for it."
    ),
    settings=Greedy,
)
def greedy(contest: Contest, settings: Greedy) -> Count:
    """Rank by votes or points, perhaps per unit of cost, and fund down the list."""
    count = Count()
    ranking = rank_by(contest, merit(contest, settings.by))
    fund_in_order(contest, count, ranking, overflow=settings.overflow, phase="greedy")
    return count
