"""Pure: which of our rules a `.pb` file means. Where it does not say, or names one we do not have, it is
greedy.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Rule = tuple[str, Mapping[str, Any]]

EQUAL_SHARES = "equalshares"


def rule_of(meta: Mapping[str, str], *, points: bool) -> Rule:
    """Return name and parameters of the rule a file's header names. `points`: the ballots give points."""
    said = meta.get("rule", "").strip().lower()
    if said.split("/", maxsplit=1)[0] == EQUAL_SHARES:
        return "equal-shares", equal_shares(said.partition("/")[2])
    return "greedy", {"by": "points" if points else "votes", "overflow": "skip"}


def equal_shares(way: str) -> Mapping[str, Any]:
    """Return the parameters of equal shares with the completion that Pabulib names after the slash.

    "add1-comparison" (Wieliczka 2023) raised the shares while they stayed within the budget, spent the rest
    on the most wanted projects, and then put the result beside greedy.
    """
    if way == "add1-comparison":
        return {
            "utility": "cost", "completion": "add1+utilitarian", "stop": "infeasible",
            "comparison": "satisfaction",
        }  # fmt: skip
    completion = {"add1": "add1", "add1u": "add1+utilitarian", "": "none"}.get(way, "none")
    return {"utility": "cost", "completion": completion}
