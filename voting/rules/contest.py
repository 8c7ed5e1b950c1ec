"""What a rule is given, and what it gives back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from voting.rules.exact import Number
from voting.rules.model import Election
from voting.rules.outcome import Json, Step, Tie
from voting.rules.support import Support
from voting.rules.ties import TieOrder


@dataclass(frozen=True)
class Contest:
    """An election made ready for a rule.

    eligible: positions of the projects that may win. rivals: projects that may not win together with the key.
    """

    election: Election
    support: Support
    eligible: tuple[int, ...]
    ties: TieOrder
    rivals: Mapping[int, frozenset[int]] = field(default_factory=dict)

    def id(self, place: int) -> str:
        """The project's id."""
        return self.election.projects[place].id

    def cost(self, place: int) -> Number:
        """The project's cost."""
        return self.election.projects[place].cost


@dataclass
class Count:
    """What a rule has decided so far. Positions in `selected`; ids in steps and ties."""

    selected: list[int] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    spent: Number = 0
    part_funded: dict[str, Number] = field(default_factory=dict)
    start_share: Number | None = None
    share: Number | None = None
    increments: int = 0
    notes: dict[str, Json] = field(default_factory=dict)

    def blocked(self, contest: Contest) -> set[int]:
        """Projects that cannot win any more because a rival has won."""
        return {rival for place in self.selected for rival in contest.rivals.get(place, ())}
