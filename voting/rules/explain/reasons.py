"""What is told about a project that was not funded."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from voting.rules.exact import Number, to_json
from voting.rules.outcome import Json


@dataclass(frozen=True, slots=True)
class Spending:
    """Supporters of a losing project paid for this winner: how many, and how much (in whole units of
    money).
    """

    project: str
    voters: int
    money: int


@dataclass(frozen=True, slots=True)
class Loser:
    """One project that was not funded. Figures that do not apply are None.

    reason: "" (it lacked votes or money), "withdrawn", "minimum support" or "rival" (an exclusive project
    won).
    votes_lacked: equal shares: supporters missing even if all had kept their whole share.
    further_supporters: the smallest number of further voters, for this project only and each with the same
    share (equal shares) or the same number of points at most, with which it would have won.
    largest_cost: the largest whole cost at which it would have won, everything else being as it was; 0 if
    none.
    spending, unspent: where the money of its supporters went, and what they kept.
    rank, money_left: greedy: its place in the list, and what was left when its turn came.
    """

    project: str
    cost: Number
    votes: int
    reason: str = ""
    votes_lacked: int | None = None
    further_supporters: int | None = None
    largest_cost: int | None = None
    spending: tuple[Spending, ...] = ()
    unspent: int | None = None
    rank: int | None = None
    money_left: Number | None = None

    def with_(self, **changes: Any) -> Loser:
        """A copy with some figures filled in."""
        return replace(self, **changes)

    def to_json(self) -> dict[str, Json]:
        """Plain data."""
        return {
            "project": self.project,
            "cost": to_json(self.cost),
            "votes": self.votes,
            "reason": self.reason,
            "votes_lacked": self.votes_lacked,
            "further_supporters": self.further_supporters,
            "largest_cost": self.largest_cost,
            "spending": [
                {"project": item.project, "voters": item.voters, "money": item.money}
                for item in self.spending
            ],
            "unspent": self.unspent,
            "rank": self.rank,
            "money_left": None if self.money_left is None else to_json(self.money_left),
        }
