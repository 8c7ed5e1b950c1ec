"""Closing the box after the last moment of voting. Reading every ballot in it can take minutes, so that is
done before anything is held; the act itself is short.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.chain import Json
from processes.permissions import require
from voting.board import board
from voting.board.heads import publish_head
from voting.board.lookup import ballots_of, voters_on_board
from voting.casting.phrases import count_text
from voting.counting.unsealing import end_shuffles
from voting.crypto.ballots import Ballot, read_ballot
from voting.crypto.bulk import spread
from voting.crypto.encoding import dumps, sha256_hex
from voting.crypto.tally import encrypted_tally, last_ballots, tally_text
from voting.models import Board, Round, RoundStatus, Trustee
from voting.paper.reconciling import paper_problem
from voting.paper.signed_list import sign_paper
from voting.paper.ticking import voted_online
from voting.permissions import count_verdict
from voting.rounds.rulebook import unchanged
from voting.rounds.state import RoundError, locked, log, move
from voting.trustees.mail import write

AT_ONCE = 2_000
"""So many ballots are read together, which is enough for all processors."""


@dataclass(frozen=True, slots=True)
class _Tallied:
    """What is to be opened of a box with `height` events: the last ballots of so many voters."""

    height: int
    voters: int
    text: str


def close_for_trustees(
    *, actor: User | None, round: Round, now: datetime, tell: Callable[[str], object] = lambda _: None
) -> None:
    """Close the box of a round with trustees, who are then asked to count. Raises like `check_roll` and
    `close_box`.
    """
    require(count_verdict(round, now))
    check_roll(round)
    tell("close")
    close_box(actor=actor, round=round, now=now)


def close_box(*, actor: User | None, round: Round, now: datetime) -> None:
    """Close the box after the last moment of voting, post what is to be opened, and sign the list of paper.
    Trustees are asked to count. Does nothing the second time.

    Raises Denied before the close, and RoundError while paper ballots and people ticked off do not agree.
    """
    held = Round.objects.select_related("process").get(pk=round.pk)
    require(count_verdict(held, now))
    closed = held.status == RoundStatus.COUNTING
    while not closed:  # once more where a ballot that was on its way has come in meanwhile
        closed = _post(actor, held, _tallied(held), now)
    round.status = held.status


def check_roll(round: Round) -> None:
    """Raise RoundError unless the rules are those frozen, there is one sealed ballot for every voter ticked
    off online, and offices have a paper ballot for everybody they ticked off, or say why not.
    """
    check_rules(round)
    problem = paper_problem(round) if round.status == RoundStatus.FROZEN else ""
    if problem:
        raise RoundError(problem)
    ballots, voted = _in_the_box(round)
    if ballots != voted:
        numbers = {"ballots": count_text(ballots), "voted": count_text(voted)}
        raise RoundError(
            _("The numbers do not match. Ballots in the box: %(ballots)s. People who have voted: %(voted)s.")
            % numbers
        )


@transaction.atomic
def _in_the_box(round: Round) -> tuple[int, int]:
    """Return how many voters have a ballot in the box and how many are ticked off for one, at one moment: a
    ballot that is on its way is in both numbers or in neither.
    """
    locked(round)
    return voters_on_board(round), voted_online(round)


def check_rules(round: Round) -> None:
    """Raise RoundError unless the rules are those frozen."""
    if not unchanged(round):
        raise RoundError(_("The rules are not the ones that were frozen. The ballots cannot be counted."))


def _tallied(round: Round) -> _Tallied:
    """Read every ballot in the box and add up or sort what is to be opened."""
    height = Board.objects.values_list("height", flat=True).get(round=round)
    ballots, election = _ballots(round), board.setup_of(round).election
    tally = encrypted_tally(election, ballots, dict.fromkeys((one.credential for one in ballots), 1))
    return _Tallied(height, len(last_ballots(ballots)), tally_text(tally))


def _ballots(round: Round) -> list[Ballot]:
    election, found = board.setup_of(round).election, list[Ballot]()
    last = -1
    while rows := list(ballots_of(round).filter(height__gt=last).values_list("height", "data")[:AT_ONCE]):
        found += spread(lambda row: read_ballot(row[1], election), rows)
        last = rows[-1][0]
    return found


@transaction.atomic
def _post(actor: User | None, round: Round, tallied: _Tallied, now: datetime) -> bool:
    """Post on the locked board what is to be opened; False where the board has grown since it was read."""
    held = locked(round)
    require(count_verdict(held, now))
    if held.status == RoundStatus.COUNTING:
        round.status = held.status
        return True
    rows = board.locked_board(held)
    if rows.height != tallied.height:
        return False
    board.post(rows, board.END_BALLOTS)
    digest = sha256_hex(tallied.text)
    sized = {"num_tallied": tallied.voters, "total_weight": tallied.voters, "encrypted_tally": digest}
    board.post(rows, board.TALLY, [tallied.text, dumps(sized)])
    sign_paper(held, rows, now)
    move(round, RoundStatus.COUNTING)
    publish_head(round=held, now=now)
    said: dict[str, Json] = {"round": held.title, "ballots": tallied.voters, "head": rows.head}
    log(actor, "voting.box_closed", held, said, now)
    if held.is_verifiable:
        _ask_trustees(held, rows, tallied.voters, now)
    return True


def _ask_trustees(round: Round, rows: Board, voters: int, now: datetime) -> None:
    """Ask the trustees to count; an empty box needs no shuffling."""
    if not voters and not round.only_sums:
        end_shuffles(rows)
        publish_head(round=round, now=now, mailed=False)
    for trustee in Trustee.objects.filter(ceremony=round.pk):
        write(trustee, "count")
