"""How far the platform's work on a count is, ballot by ballot: noted for every process to see, but seldom."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from django.utils import timezone

from voting.board import board
from voting.board.lookup import voters_on_board
from voting.models import Board, BoardEvent, Round

STEPS = ("close", "shuffle", "open", "join", "share", "check")
OF_TRUSTEES = frozenset({"shuffle", "open"})
"""Steps that the platform does not take where trustees hold the key."""
CLOSING, SHUFFLING, OPENING, SHARING = 1, 9, 2, 1
CHECKING_SHUFFLE, CHECKING_OPENING = 11, 3
"""How often a piece of work goes through all ballots; a test counts them."""
CHECKING_BALLOT = 11
"""What it takes to check a ballot of the box, the first thing in a check, beside one such passage."""
EVERY = 3.0
"""Seconds between two notes."""


def steps_of(round: Round) -> tuple[str, ...]:
    """Return the steps of the platform in the count of a round."""
    left_out = OF_TRUSTEES if round.is_verifiable else frozenset({"shuffle"} if round.only_sums else ())
    return tuple(step for step in STEPS if step not in left_out)


def seldom(note: Callable[[], object]) -> Callable[[int], None]:
    """Return a listener for `voting.crypto.bulk` that calls `note` every few seconds: a sign of life."""
    noted = monotonic()

    def listen(_items: int) -> None:
        nonlocal noted
        if monotonic() - noted >= EVERY:
            note()
            noted = monotonic()

    return listen


class Progress:
    """Notes on the board which step the platform is at, and about how many of the ballots are done in it.

    A ballot counts as done in the measure in which a step has gone through all ballots as often as it must. A
    step that takes no ballots one by one has none. What is noted is also the sign of life of whoever counts.
    """

    def __init__(self, round: Round) -> None:
        self._round = round
        self._rows = Board.objects.filter(round=round)
        self._ballots = self._items = self._passes = 0
        self._step = ""
        self._noted = 0.0

    def begin(self, step: str) -> None:
        """Note that one of STEPS begins."""
        self._step, self._items, self._passes = step, 0, self._times(step)
        self._ballots = voters_on_board(self._round) if self._passes else 0
        self._note()

    def more(self, items: int) -> None:
        """Take note of so many more items worked through; most of the time nothing is written."""
        self._items += items
        if monotonic() - self._noted >= EVERY:
            self._note()

    def _note(self) -> None:
        self._rows.update(
            count_step=self._step, count_done=self._done(), count_total=self._ballots, count_at=timezone.now()
        )
        self._noted = monotonic()

    def _done(self) -> int:
        if not self._passes:
            return 0
        dear = min(self._items, self._ballots) * (CHECKING_BALLOT - 1) if self._step == "check" else 0
        return min(self._ballots, (self._items + dear) // self._passes)

    def _times(self, step: str) -> int:
        """Return how many passages through all ballots a step is worth."""
        if step == "check":
            return CHECKING_BALLOT + self._times_of_trustees()
        if self._round.only_sums:
            return CLOSING if step == "close" else 0
        return {"close": CLOSING, "shuffle": SHUFFLING, "open": OPENING, "share": SHARING}.get(step, 0)

    def _times_of_trustees(self) -> int:
        if self._round.only_sums:
            return 0
        events = BoardEvent.objects.filter(round=self._round)
        shuffles, openings = (events.filter(kind=kind).count() for kind in (board.SHUFFLE, board.PARTIAL))
        return CHECKING_SHUFFLE * shuffles + CHECKING_OPENING * openings
