"""The rules side by side on one election: staff rehearse with it, and results are published next to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from voting.rules.fairness import Fairness, fairness
from voting.rules.model import Election
from voting.rules.outcome import Outcome
from voting.rules.run import run


@dataclass(frozen=True)
class Candidate:
    """A rule with parameters, under a short label."""

    label: str
    rule: str
    parameters: Mapping[str, Any]


@dataclass(frozen=True)
class Column:
    """One candidate's result and its fairness."""

    candidate: Candidate
    outcome: Outcome
    fairness: Fairness


def usual_candidates(election: Election) -> tuple[Candidate, ...]:
    """The rules worth comparing for this kind of ballot."""
    points = election.vote_type != "approval"
    utility, by = ("points", "points") if points else ("cost", "votes")
    return (
        Candidate("greedy", "greedy", {"by": by}),
        Candidate("greedy per cost", "greedy", {"by": f"{by}-per-cost"}),
        Candidate("equal shares", "equal-shares", {"utility": utility}),
        Candidate("equal shares + Add1", "equal-shares", {"utility": utility, "completion": "add1"}),
        Candidate(
            "equal shares + Add1 + rest",
            "equal-shares",
            {"utility": utility, "completion": "add1+utilitarian"},
        ),
        Candidate("Phragmén", "phragmen", {}),
        Candidate("majority judgment", "majority-judgment", {}),
        Candidate("knapsack, last in part", "knapsack", {"by": by}),
    )


def compare(
    election: Election, candidates: Iterable[Candidate], shared: Mapping[str, Any] | None = None
) -> tuple[Column, ...]:
    """Run every candidate. shared: parameters of the frame for all of them. Raises ValueError as `run`
    does.
    """
    columns = []
    for candidate in candidates:
        outcome = run(election, candidate.rule, {**(shared or {}), **candidate.parameters})
        columns.append(Column(candidate, outcome, fairness(election, outcome)))
    return tuple(columns)
