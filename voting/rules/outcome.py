"""What a rule returns: who is funded, in which order, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from voting.rules.exact import Number, from_json, to_json

Json = Any  # nested dicts, lists, strings, ints, booleans and None

_MONEY = {
    "cost", "score", "price", "effective_votes", "money_before", "money_after", "runner_up_votes",
    "amount", "runner_up_score",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tie:
    """Projects that stood exactly equal when one of them had to go first."""

    projects: tuple[str, ...]
    chosen: str
    decided_by: str


@dataclass(frozen=True, slots=True)
class Step:
    """One decision. Amounts are in the election's unit of money.

    action: "funded", "part" (the last project, paid in part), "skipped" (did not fit) or "stopped" (did not
    fit, and ended the count).
    phase: "shares" (paid by voters), "greedy", "loads", "grades", "knapsack" or "completion".
    score: what the rule ranks by (votes, points, load ...; for equal shares the price of one unit of
    utility).
    price: equal shares: the most one voter pays (per point, where the utility is points).
    effective_votes: cost / price. paid_full, paid_rest: voters who paid the price, and who paid all they
    had left.
    """

    number: int
    project: str
    action: str
    phase: str
    cost: Number
    votes: int
    money_before: Number
    money_after: Number
    score: Number | None = None
    effective_votes: Number | None = None
    price: Number | None = None
    paid_full: int | None = None
    paid_rest: int | None = None
    runner_up: str | None = None
    runner_up_score: Number | None = None
    runner_up_votes: Number | None = None
    amount: Number | None = None
    pot: str = ""
    tie: Tie | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of one rule with one set of parameters on one election.

    selected: ids in order of selection. part_funded: id -> amount (knapsack only), not in `selected`.
    totals: budget, spent, left. votes: number of supporters by project. excluded: id -> why it could not win.
    start_share and share: money per voter at the start and after Add1. notes: further facts, by rule.
    """

    rule: str
    parameters: Mapping[str, Json]
    selected: tuple[str, ...]
    steps: tuple[Step, ...]
    ties: tuple[Tie, ...]
    budget: Number
    spent: Number
    voters: int
    votes: Mapping[str, int]
    points: Mapping[str, Number] = field(default_factory=dict)
    part_funded: Mapping[str, Number] = field(default_factory=dict)
    excluded: Mapping[str, str] = field(default_factory=dict)
    start_share: Number | None = None
    share: Number | None = None
    increments: int = 0
    notes: Mapping[str, Json] = field(default_factory=dict)

    @property
    def left(self) -> Number:
        """Money not spent."""
        return self.budget - self.spent

    def to_json(self) -> dict[str, Json]:
        """Plain data for `json.dumps`; numbers that are not whole become "p/q"."""
        data = {item.name: _plain(getattr(self, item.name)) for item in fields(self)}
        data["winners"] = data.pop("selected")
        data["totals"] = {name: data.pop(name) for name in ("budget", "spent", "voters")}
        data["totals"]["left"] = to_json(self.left)
        return data

    @classmethod
    def from_json(cls, data: Mapping[str, Json]) -> Outcome:
        """Inverse of `to_json`. Keys it does not know (such as timings) are ignored."""
        totals = data["totals"]
        known = {item.name for item in fields(cls)}
        values = {name: value for name, value in data.items() if name in known}
        values |= {
            "selected": tuple(data["winners"]),
            "steps": tuple(_step(step) for step in data["steps"]),
            "ties": tuple(_tie(tie) for tie in data["ties"]),
            "budget": from_json(totals["budget"]),
            "spent": from_json(totals["spent"]),
            "voters": totals["voters"],
            "points": {name: from_json(value) for name, value in data["points"].items()},
            "part_funded": {name: from_json(value) for name, value in data["part_funded"].items()},
        }
        for name in ("share", "start_share"):
            values[name] = None if data[name] is None else from_json(data[name])
        return cls(**values)


def _plain(value: Any) -> Json:
    if isinstance(value, (Step, Tie)):
        return {item.name: _plain(getattr(value, item.name)) for item in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [_plain(item) for item in value]
    if value is None or isinstance(value, (bool, str)):
        return value
    return to_json(value)


def _tie(data: Mapping[str, Json]) -> Tie:
    return Tie(tuple(data["projects"]), data["chosen"], data["decided_by"])


def _step(data: Mapping[str, Json]) -> Step:
    values: dict[str, Any] = {
        name: from_json(value) if name in _MONEY and value is not None else value
        for name, value in data.items()
    }
    values["tie"] = None if data["tie"] is None else _tie(data["tie"])
    return Step(**values)
