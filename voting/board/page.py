"""What the page of a record says of the board: where it stands and how many ballots lie in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language

from voting.board.lookup import ballots_of, voters_on_board
from voting.board.record import FINISHED
from voting.board.trackers import tracker_of
from voting.models import Board, Round, SignedHead


@dataclass(frozen=True, slots=True)
class SignedLine:
    """A head that the platform signed, as its first six words."""

    at: datetime
    height: int
    words: str
    head: str


@dataclass(frozen=True, slots=True)
class BoxInPublic:
    """Where a board stands: the number and hash of its last event, ballots and those replaced, signed
    heads (the newest first), and whether the outcome and a list of paper are there.
    """

    last: int
    head: str
    words: str
    ballots: int
    replaced: int
    signed: tuple[SignedLine, ...]
    counted: bool
    paper: bool


def box_in_public(round: Round) -> BoxInPublic:
    """Return where the board of a round stands (four queries)."""
    language = get_language() or "en"
    row = Board.objects.only("height", "head", "paper").get(round=round)
    ballots = ballots_of(round).count()
    heads = SignedHead.objects.filter(round=round).order_by("-height").values_list("at", "height", "head")
    return BoxInPublic(
        last=row.height - 1,
        head=row.head,
        words=tracker_of(row.head, language),
        ballots=ballots,
        replaced=ballots - voters_on_board(round),
        signed=tuple(SignedLine(at, height, tracker_of(head, language), head) for at, height, head in heads),
        counted=round.status in FINISHED,
        paper=bool(row.paper),
    )
