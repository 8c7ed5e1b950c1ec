"""The opened ballots of a round: stored, counted, read. Nothing else reads or writes their table.

Until a round is counted its ballots lie sealed on the board (`voting.board`); what is opened comes here,
together with ballots from paper and from files, and knows neither a voter nor a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from voting.models import Ballot, Channel, Round
from voting.rules.exact import Number, from_json, to_json

BATCH = 5_000


@dataclass(frozen=True, slots=True)
class Choice:
    """A project by its number on the ballot, and the points it got, on ballots that give points."""

    number: int
    points: Number | None = None


def store_ballots(*, round: Round, ballots: Iterable[Sequence[Choice]], channel: str = Channel.WEB) -> int:
    """Store opened ballots, and return how many."""
    total = 0
    batch: list[Ballot] = []
    for choices in ballots:
        batch.append(Ballot(round=round, channel=channel, choices=stored_choices(choices)))
        if len(batch) == BATCH:
            total += len(Ballot.objects.bulk_create(batch))
            batch = []
    return total + len(Ballot.objects.bulk_create(batch))


def count_ballots(round: Round) -> int:
    """Return how many opened ballots there are."""
    return Ballot.objects.filter(round=round).count()


def ballots_of(round: Round) -> Iterator[tuple[Choice, ...]]:
    """Yield the choices of every ballot, in the order of their random ids."""
    rows = Ballot.objects.filter(round=round).order_by("pk").values_list("choices", flat=True)
    for row in rows.iterator(chunk_size=BATCH):
        yield read_choices(row)


def stored_choices(choices: Sequence[Choice]) -> list[Any]:
    """Return choices as they are stored: numbers, or pairs of a number and points."""
    return [
        choice.number if choice.points is None else [choice.number, to_json(choice.points)]
        for choice in choices
    ]


def read_choices(row: Iterable[Any]) -> tuple[Choice, ...]:
    """Return stored choices."""
    return tuple(
        Choice(item) if isinstance(item, int) else Choice(item[0], from_json(item[1])) for item in row
    )
