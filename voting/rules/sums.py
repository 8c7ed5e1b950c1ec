"""Sums of approvals, where nobody knows the single ballots."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sums:
    """How many people voted, and how many of them want each project, by its position."""

    total: int
    votes: tuple[int, ...]

    def __post_init__(self) -> None:
        if any(not 0 <= votes <= self.total for votes in self.votes):
            raise ValueError("a project cannot have fewer supporters than 0, or more than there are voters")
