"""Finding a sealed ballot on the board by the words of its receipt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from voting.board.board import BALLOT
from voting.crypto.words import hex_range
from voting.models import BoardEvent, Round

DIGEST = 64


@dataclass(frozen=True, slots=True)
class Found:
    """A ballot on the board. `counts` is False where its voter replaced it by a later one."""

    event: BoardEvent
    counts: bool


def ballots_of(round: Round) -> QuerySet[BoardEvent]:
    """Return every ballot on the board in the order they came, replaced ones included."""
    return BoardEvent.objects.filter(round=round, kind=BALLOT).order_by("height")


def listed(ballots: QuerySet[BoardEvent]) -> QuerySet[BoardEvent, tuple[int, str, bool]]:
    """Return of each ballot its height, its hash, and whether its voter replaced it by a later one."""
    later = BoardEvent.objects.filter(
        round=OuterRef("round"), kind=BALLOT, credential=OuterRef("credential"), height__gt=OuterRef("height")
    )
    return ballots.annotate(replaced=Exists(later)).values_list("height", "payload", "replaced")


def find_ballot(round: Round, meanings: Sequence[int]) -> Found | None:
    """Return the ballot whose hash begins with one of these 66 bits; None if there is none."""
    for bits in meanings:
        least, greatest = hex_range(bits)
        within = {"payload__gte": least.ljust(DIGEST, "0"), "payload__lte": greatest.ljust(DIGEST, "f")}
        event = ballots_of(round).filter(**within).first()
        if event:
            later = ballots_of(round).filter(credential=event.credential, height__gt=event.height)
            return Found(event, not later.exists())
    return None


def voters_on_board(round: Round) -> int:
    """Return how many voters have a ballot on the board."""
    return ballots_of(round).order_by().values("credential").distinct().count()
