"""The opened ballots of a round: stored, counted, read. Nothing else reads or writes their table.

Until a round is counted its ballots lie sealed on the board (`voting.board`); what is opened comes here,
together with ballots from paper and from files, and knows neither a voter nor a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from typing import Any, TypeVar
from uuid import UUID

from voting.models import Ballot, Channel, Round
from voting.rules.exact import Number, from_json, to_json

BATCH = 5_000
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Choice:
    """A project by its number on the ballot, and the points it got, on ballots that give points."""

    number: int
    points: Number | None = None


def store_ballots(*, round: Round, ballots: Iterable[Sequence[Choice]], channel: str = Channel.WEB) -> int:
    """Store opened ballots, and return how many."""
    rows = (Ballot(round=round, channel=channel, choices=stored_choices(one)) for one in ballots)
    return sum(len(Ballot.objects.bulk_create(some)) for some in batches(rows))


def store_once(
    *, round: Round, name: str, ballots: Sequence[tuple[int, Sequence[Choice]]], channel: str
) -> None:
    """Store opened ballots, each with its place in the list `name`. Those that are there already stay: a
    count that was interrupted, or runs twice, stores none twice, as an id follows from name and place.
    """
    rows = [
        Ballot(pk=_id(name, place), round=round, channel=channel, choices=stored_choices(choices))
        for place, choices in ballots
    ]
    Ballot.objects.bulk_create(rows, ignore_conflicts=True)


def _id(name: str, place: int) -> UUID:
    return UUID(bytes=sha256(f"{name}|{place}".encode()).digest()[:16])


def forget_ballots(round: Round) -> None:
    """Delete the opened ballots of a round that is called off while it is counted."""
    Ballot.objects.filter(round=round).delete()


def batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Yield items in lists of at most BATCH, which one statement stores."""
    left = iter(items)
    while some := list(islice(left, BATCH)):
        yield some


def count_ballots(round: Round) -> int:
    """Return how many opened ballots there are."""
    return Ballot.objects.filter(round=round).count()


def ballots_of(round: Round) -> Iterator[tuple[Choice, ...]]:
    """Yield the choices of every ballot, in the order of their ids."""
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
