"""What is told about a project that was not funded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
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
    votes_lacked: supporters missing: to be allowed to win, where minimum support was the reason; to pay for
    it together even if all had kept their money (equal shares, Phragmen's rule); to come early enough in the
    list, where projects are listed by votes.
    further_supporters: the smallest number of further voters with which it would have won. They want this
    project only, and bring the same share of money (equal shares), earn as everybody does (Phragmen's rule)
    or give it the most points that any ballot gives a project (lists by points).
    largest_cost: the largest whole cost at which it would have won, everything else being as it was; 0 if
    none.
    spending, unspent: where the money of its supporters went, and what they kept.
    rank, money_left: lists: its place, and what was left when its turn came (None if it never came).
    unanswered: questions that have no answer here, each with a sentence that says why.
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
    unanswered: Mapping[str, str] = field(default_factory=dict)

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
            "unanswered": dict(self.unanswered),
        }


def better(one: Loser, other: Loser) -> Loser:
    """Two chances of the same project put together; `other` is the later one."""
    return replace(
        one,
        votes_lacked=_least(one.votes_lacked, other.votes_lacked),
        further_supporters=_least(one.further_supporters, other.further_supporters),
        largest_cost=max(
            (cost for cost in (one.largest_cost, other.largest_cost) if cost is not None), default=None
        ),
        spending=(*one.spending, *other.spending),
        unspent=one.unspent if other.unspent is None else other.unspent,
        rank=one.rank if other.rank is None else other.rank,
        money_left=one.money_left if other.rank is None else other.money_left,
    )


def _least(one: int | None, other: int | None) -> int | None:
    return min((number for number in (one, other) if number is not None), default=None)
