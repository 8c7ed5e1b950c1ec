"""Where a count with trustees stands: who has shuffled, promised and opened, whose turn it is, and of whom
something is being checked.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext as _

from voting.board import board
from voting.casting.phrases import count_text
from voting.counting.unsealing import kinds
from voting.models import Board, Ceremony, HandedState, Round, RoundStatus, Trustee

IN_CHECK = (HandedState.WAITING, HandedState.RUNNING)


class CountStage(StrEnum):
    """What a count waits for."""

    CLOSE = "close"
    SHUFFLE = "shuffle"
    OPEN = "open"
    SHARE = "share"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Progress:
    """The numbers of the trustees who have done each thing, of whom something is `in_check`, and who is
    shuffling until when. Where `only_sums` are opened, nobody shuffles.
    """

    stage: CountStage
    needed: int
    size: int
    shuffled: tuple[int, ...] = ()
    promised: tuple[int, ...] = ()
    opened: tuple[int, ...] = ()
    turn: int | None = None
    until: datetime | None = None
    in_check: tuple[int, ...] = ()
    only_sums: bool = False


def progress_of(round: Round, now: datetime) -> Progress:
    """Return how far the count of a round with trustees is."""
    ceremony = Ceremony.objects.get(round=round)
    rows = Board.objects.filter(round=round).first()
    if rows is None or round.status in {RoundStatus.DRAFT, RoundStatus.FROZEN, RoundStatus.CANCELLED}:
        return Progress(CountStage.CLOSE, ceremony.needed, ceremony.size)
    said = board.contributions_of(rows, board.setup_of(round).group)
    trustees = Trustee.objects.filter(ceremony=ceremony)
    opened = {one.owner for one in said.openings} | set(
        trustees.exclude(opening="").values_list("number", flat=True)
    )
    busy = rows.turn_owner is not None and rows.turn_until is not None and rows.turn_until > now
    return Progress(
        _stage(round, len(said.openings), ceremony.needed),
        ceremony.needed,
        ceremony.size,
        tuple(one.owner for one in said.shuffles),
        tuple(trustees.exclude(commitment="").values_list("number", flat=True)),
        tuple(sorted(opened)),
        rows.turn_owner if busy else None,
        rows.turn_until if busy else None,
        tuple(trustees.filter(handed_in__state__in=IN_CHECK).values_list("number", flat=True)),
        round.only_sums,
    )


def _stage(round: Round, opened: int, needed: int) -> CountStage:
    if round.status in {RoundStatus.COUNTED, RoundStatus.PUBLISHED}:
        return CountStage.DONE
    if not round.only_sums and board.END_SHUFFLES not in kinds(round):
        return CountStage.SHUFFLE
    return CountStage.SHARE if opened >= needed else CountStage.OPEN


def shuffled_text(progress: Progress) -> str:
    """Say how many have shuffled."""
    return _("Trustees who have shuffled the ballots: %(done)s of %(needed)s.") % {
        "done": count_text(len(progress.shuffled)), "needed": count_text(progress.needed),
    }  # fmt: skip


def opened_text(progress: Progress) -> str:
    """Say how many have opened their part."""
    text = (
        _("Trustees who have opened the totals: %(done)s of %(needed)s.")
        if progress.only_sums
        else _("Trustees who have opened the ballots: %(done)s of %(needed)s.")
    )
    done = count_text(min(len(progress.opened), progress.needed))
    return text % {"done": done, "needed": count_text(progress.needed)}
