"""An election as the rules see it: money, projects, and ballots without names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import Any

from voting.rules.ballots import BallotGroup, Ballots, checked_grades, group_ballots
from voting.rules.exact import Number
from voting.rules.sums import Sums


class NoBallots(ValueError):
    """Something asks for single ballots where only their sums are known."""


class VoteType(StrEnum):
    """What a voter may say on the ballot."""

    APPROVAL = "approval"
    CUMULATIVE = "cumulative"
    SCORING = "scoring"
    ORDINAL = "ordinal"
    GRADES = "grades"

    @property
    def has_points(self) -> bool:
        """Whether a ballot gives each project it names a number: points, a score or a grade."""
        return self in {VoteType.CUMULATIVE, VoteType.SCORING, VoteType.GRADES}


@dataclass(frozen=True, slots=True)
class Project:
    """One project on the ballot. `cost` is in the election's unit of money (minor units in Plaza)."""

    id: str
    cost: Number
    name: str = ""
    category: str = ""
    district: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)

    @property
    def categories(self) -> tuple[str, ...]:
        """The categories: Pabulib joins several by commas."""
        return tuple(part.strip() for part in self.category.split(",") if part.strip())

    @property
    def declared(self) -> bool | None:
        """Whether the city declared the project funded; None where the source does not say."""
        mark = self.extra.get("selected", "").strip()
        return mark in {"1", "2"} if mark else None


@dataclass(frozen=True)
class Election:
    """Everything a rule needs. Build it with `Election.of` or read it with `pabulib.read`.

    `profile` is what is known of the votes: every ballot, or only the sums of approvals (`Election.of_sums`).
    """

    budget: Number
    projects: tuple[Project, ...]
    profile: Ballots | Sums
    vote_type: VoteType = VoteType.APPROVAL
    meta: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if len(self.index) != len(self.projects):
            raise ValueError("two projects have the same id")
        if self.budget < 0 or any(project.cost < 0 for project in self.projects):
            raise ValueError("money cannot be negative")

    @classmethod
    def of(
        cls,
        *,
        budget: Number,
        projects: Iterable[Project],
        ballots: Iterable[BallotGroup],
        vote_type: VoteType | str = VoteType.APPROVAL,
        meta: Mapping[str, str] | None = None,
    ) -> Election:
        """Build an election from ballots that name projects by id.

        Identical ballots are merged; a `BallotGroup` with count 1 is one voter.
        Grades are whole numbers from 0, the worst, which is also the grade of what a ballot does not name.
        Raises ValueError for an unknown project, a double id, negative money or malformed points.
        """
        kind, listed = VoteType(vote_type), tuple(projects)
        index = {project.id: position for position, project in enumerate(listed)}
        if kind is VoteType.GRADES:
            ballots = [checked_grades(ballot) for ballot in ballots]
        grouped = group_ballots(ballots, index, ranked=kind is VoteType.ORDINAL, scored=kind.has_points)
        return cls(budget, listed, grouped, kind, meta or {})

    @classmethod
    def of_sums(
        cls,
        *,
        budget: Number,
        projects: Iterable[Project],
        voters: int,
        votes: Mapping[str, int],
        meta: Mapping[str, str] | None = None,
    ) -> Election:
        """Build an election of which only sums are known: how many voted, and how many want each project.

        Raises ValueError for impossible sums, an unknown project or one without a sum.
        """
        listed = tuple(projects)
        if set(votes) != {project.id for project in listed}:
            raise ValueError("there must be one sum for each project")
        sums = Sums(voters, tuple(votes[project.id] for project in listed))
        return cls(budget, listed, sums, VoteType.APPROVAL, meta or {})

    @property
    def ballots(self) -> Ballots:
        """The single ballots. Raises NoBallots where only sums are known."""
        if isinstance(self.profile, Sums):
            raise NoBallots("only the sums of the ballots are known, not what each of them says")
        return self.profile

    @cached_property
    def index(self) -> dict[str, int]:
        """Position of each project by id."""
        return {project.id: position for position, project in enumerate(self.projects)}

    @property
    def voters(self) -> int:
        """Number of ballots, empty ones included."""
        return self.profile.total

    def with_(self, **changes: Any) -> Election:
        """A copy with some fields changed."""
        return replace(self, **changes)
