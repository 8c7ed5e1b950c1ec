"""Most votes first, with the last project paid in part, as the Stanford participatory budgeting tool does it.

Source: Goel, Krishnaswamy, Sakshuwong, Aitamurto, "Knapsack voting for participatory budgeting", ACM TEAC 7
(2019).
"""

from __future__ import annotations

from dataclasses import dataclass

from voting.rules.contest import Contest, Count
from voting.rules.greedy import BY
from voting.rules.ranking import fund_in_order, merit, rank_by
from voting.rules.registry import rule
from voting.rules.settings import option


@dataclass(frozen=True)
class Knapsack:
    """Settings of the knapsack rule."""

    by: str = option("votes", "What the projects are ranked by.", choices=BY)


@rule(
    "knapsack",
    title="Most votes first, last project in part",
    description=(
        "Projects are funded in order, the most wanted first, until the money runs out. "
        "The project at which it runs out gets what is left."
    ),
    settings=Knapsack,
)
def knapsack(contest: Contest, settings: Knapsack) -> Count:
    """Fund down the list; the first project that does not fit gets the rest of the money."""
    count = Count()
    ranking = rank_by(contest, merit(contest, settings.by))
    fund_in_order(contest, count, ranking, overflow="part", phase="knapsack")
    return count
