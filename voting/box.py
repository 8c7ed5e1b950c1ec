"""The ballot box: put, replace, count, close, open. Nothing else reads or writes ballots.

What a slip holds is this module's own business, so that a later box can hold sealed ballots instead. A voter
is known here only by a keyed hash that nobody can compute without the city's secret; closing deletes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from voting.models import Ballot, RollEntry, Round
from voting.rules.exact import Number, from_json, to_json

BATCH = 5_000


@dataclass(frozen=True, slots=True)
class Choice:
    """A project by its number on the ballot, and the points it got, on ballots that give points."""

    number: int
    points: Number | None = None


@dataclass(frozen=True, slots=True)
class Slip:
    """One ballot on its way into the box. `key` and `tracker` are None where nobody may replace or find
    it.
    """

    choices: Sequence[Choice]
    key: str | None = None
    tracker: str | None = None


def voter_key(round: Round, entry: RollEntry) -> str:
    """Return the keyed hash of one voter of one round, in hexadecimal."""
    return salted_hmac(f"voting.box.{round.pk}", str(entry.pk), algorithm="sha256").hexdigest()


def put(*, round: Round, slip: Slip) -> None:
    """Put a first ballot into the box. Raises IntegrityError (one_live_ballot_per_voter) if there is one."""
    Ballot.objects.create(
        round=round, voter_key=slip.key, tracker=slip.tracker, choices=_written(slip.choices)
    )


def replace(*, round: Round, slip: Slip) -> bool:
    """Put a ballot in the place of the voter's earlier one; return whether there was one."""
    return bool(
        Ballot.objects.filter(round=round, voter_key=slip.key).update(
            tracker=slip.tracker, choices=_written(slip.choices)
        )
    )


def put_many(*, round: Round, slips: Iterable[Slip]) -> int:
    """Put many first ballots into the box, and return how many. Raises IntegrityError like `put`."""
    total = 0
    batch: list[Ballot] = []
    for slip in slips:
        batch.append(
            Ballot(round=round, voter_key=slip.key, tracker=slip.tracker, choices=_written(slip.choices))
        )
        if len(batch) == BATCH:
            total += len(Ballot.objects.bulk_create(batch))
            batch = []
    return total + len(Ballot.objects.bulk_create(batch))


def count(round: Round) -> int:
    """Return how many ballots lie in the box."""
    return Ballot.objects.filter(round=round).count()


def trackers(round: Round) -> QuerySet[Ballot, str | None]:
    """Return the words of all ballots in the order of the alphabet, which tells nothing of the order of
    casting.
    """
    found = Ballot.objects.filter(round=round, tracker__isnull=False)
    return found.order_by("tracker").values_list("tracker", flat=True)


def close(round: Round) -> None:
    """Delete what could lead from a ballot to its voter. There is no way back."""
    Ballot.objects.filter(round=round, voter_key__isnull=False).update(voter_key=None)


def open_box(round: Round) -> Iterator[tuple[Choice, ...]]:
    """Yield the choices of every ballot, in the order of their random ids."""
    rows = Ballot.objects.filter(round=round).order_by("pk").values_list("choices", flat=True)
    for written in rows.iterator(chunk_size=BATCH):
        yield tuple(_choice(item) for item in written)


def _written(choices: Sequence[Choice]) -> list[Any]:
    return [
        choice.number if choice.points is None else [choice.number, to_json(choice.points)]
        for choice in choices
    ]


def _choice(item: Any) -> Choice:
    return Choice(item) if isinstance(item, int) else Choice(item[0], from_json(item[1]))
