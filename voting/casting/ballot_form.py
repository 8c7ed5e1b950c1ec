"""What a voter sends: ticks, points, scores, grades or ranks, parsed leniently and answered in sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from voting.casting.choices import Fault, Problem, in_order, problems
from voting.casting.kinds import POINTED, most_points
from voting.casting.phrases import limits_of, problem_text
from voting.models import BallotType, Round

DIGITS = 9
TICK, GIVE = "choice", "give-"


class BallotForm(forms.Form):
    """A ballot as sent. `chosen` are the projects, `points` what each got where the ballot gives points.

    Both hold all that can be understood, so that nothing is lost; `typed` is what stood in each field.
    """

    def __init__(self, data: Any, *, round: Round, costs: Mapping[int, int]) -> None:
        super().__init__(data)
        self.round, self.costs = round, costs
        self.chosen: list[int] = []
        self.points: list[int] = []
        self.typed: dict[int, str] = {}
        self.strange = self.unread = self.same = 0
        if data is not None and round.ballot_type == BallotType.APPROVAL:
            self._read_ticks(data.getlist(TICK)[: len(costs) + 1])
        elif data is not None:
            self._read_numbers(data)

    @classmethod
    def of(
        cls, choices: Sequence[int], points: Sequence[int] = (), *, round: Round, costs: Mapping[int, int]
    ) -> BallotForm:
        """Return the form as if this ballot had been posted."""
        data = QueryDict(mutable=True)
        for name, value in posted(round, choices, points):
            data.appendlist(name, value)
        return cls(data, round=round, costs=costs)

    def _read_ticks(self, sent: list[str]) -> None:
        numbers = [int(text) if text.isdecimal() and len(text) <= DIGITS else -1 for text in sent]
        self.chosen = [number for number in dict.fromkeys(numbers) if number in self.costs]
        self.strange = sum(number not in self.costs for number in numbers)

    def _read_numbers(self, data: Any) -> None:
        given: dict[int, int] = {}
        for number in self.costs:
            text = str(data.get(f"{GIVE}{number}", "")).strip()[: DIGITS + 1]
            if text in {"", "0"}:
                continue
            self.typed[number] = text
            if text.isdecimal() and len(text) <= DIGITS:
                given[number] = int(text)
            else:
                self.unread += 1
        if self.round.ballot_type == BallotType.ORDINAL:
            self.chosen = sorted(given, key=lambda number: given[number])
            self.same = len(given) - len(set(given.values()))
        else:
            self.chosen, self.points = list(given), list(given.values())

    def clean(self) -> dict[str, Any]:
        """Say in sentences what is wrong with the ballot."""
        found = problems(self.chosen, self.costs, limits_of(self.round), self.points)
        for fault, by in (
            (Fault.UNKNOWN, self.strange), (Fault.NO_NUMBER, self.unread), (Fault.SAME_RANK, self.same),
        ):  # fmt: skip
            if by:
                found.insert(0, Problem(fault, by))
        for problem in found:
            self.add_error(None, problem_text(problem, self.round))
        return {"choice": self.chosen}

    def ordered(self, before: Sequence[int]) -> list[int]:
        """Return what is chosen: ticks in the order chosen `before`, everything else in its own order."""
        if self.round.ballot_type == BallotType.APPROVAL:
            return in_order(before, self.chosen)
        return self.chosen


def posted(round: Round, choices: Sequence[int], points: Sequence[int]) -> list[tuple[str, str]]:
    """Return a ballot as the names and values of a form."""
    if round.ballot_type == BallotType.APPROVAL:
        return [(TICK, str(number)) for number in choices]
    given = points if round.ballot_type in POINTED else range(1, len(choices) + 1)
    return [(f"{GIVE}{number}", str(value)) for number, value in zip(choices, given, strict=True)]


def largest(round: Round) -> int:
    """Return the largest number that a field of the ballot takes."""
    return most_points(round.ballot_type, round.ballot_points, round.ballot_most)
