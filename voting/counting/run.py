"""Running a count away from the page: begun by staff or by the last trustee, seen ballot by ballot, and gone
on with where a worker was killed. Its last step checks the whole record.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from processes.permissions import Denied, require
from voting.board import board
from voting.counting.closing import check_roll, close_for_trustees
from voting.counting.count import count_round, run_count
from voting.counting.progress import Progress
from voting.crypto.bulk import heard
from voting.models import Board, CountState, Round, RoundStatus
from voting.permissions import may_count
from voting.results.checking import check_record, kept_check
from voting.rounds.state import RoundError, locked
from voting.trustees.count import CountStage, progress_of

logger = logging.getLogger(__name__)

FINISHED = frozenset({RoundStatus.COUNTED, RoundStatus.PUBLISHED})
STALE = timedelta(minutes=30)
STALE_BY_BALLOTS = timedelta(minutes=5)
"""After which silence a worker counts as dead: it gives a sign every few seconds while it goes by ballots."""
BUSY = (CountState.WAITING, CountState.RUNNING)


@transaction.atomic
def start_count(*, actor: User, round: Round, now: datetime) -> None:
    """Begin to count in the background: the box is closed first. With trustees, they are then asked to count;
    without, the platform goes on by itself while staff look on. May be asked again, and then goes on where it
    stopped; does nothing while it runs, or waits for trustees.

    Raises Denied before the close or without the role, and RoundError where the box is not what was cast.
    """
    require(may_count(actor, round, now))
    if not round.is_sealed:
        count_round(actor=actor, round=round, now=now)
        return
    held = locked(round)
    if is_busy(board.locked_board(held), now) or _waits_for_trustees(held, now):
        return
    check_roll(held)
    begin_count(held, now, actor)


def begin_count(round: Round, now: datetime, actor: User | None = None) -> None:
    """Let the platform do its steps of the count. Call it inside a transaction."""
    from voting.tasks import count

    Board.objects.filter(round=round).update(
        count_state=CountState.WAITING, count_problem="", count_at=now, count_done=0, count_total=0
    )
    key = actor.pk if actor else None
    transaction.on_commit(lambda: count.enqueue(round.pk, now.isoformat(), key))


@transaction.atomic
def ask_for_count(round: Round, now: datetime) -> None:
    """Let the platform do what is left of a count, unless it is at it."""
    if not is_busy(board.locked_board(locked(round)), now):
        begin_count(round, now)


def do_count(*, round: Round, now: datetime, actor: User | None = None) -> None:
    """Count a round whose board says that it waits for that, and write there how far it is and what stood in
    the way. Does nothing when somebody is at it.
    """
    rows = Board.objects.filter(round=round)
    if not rows.filter(count_state=CountState.WAITING).update(count_state=CountState.RUNNING):
        return
    try:
        _work(actor, round, now)
    except (Denied, RoundError) as error:
        rows.update(count_state=CountState.FAILED, count_problem=str(error))
    except Exception:
        logger.exception("The count of round %s stopped.", round.pk)
        problem = _("Something went wrong. Nothing is lost: press the button again, and the count goes on.")
        rows.update(count_state=CountState.FAILED, count_problem=problem)
    else:
        rows.update(count_state=CountState.DONE, count_step="")


def _work(actor: User | None, round: Round, now: datetime) -> None:
    """Do what is left of a count: its steps as far as the platform takes them, and the check at the end."""
    progress = Progress(round)
    with heard(progress.more):
        if round.is_verifiable and round.status == RoundStatus.FROZEN:
            close_for_trustees(actor=actor, round=round, now=now, tell=progress.begin)
        if _waits_for_trustees(round, now):
            return
        if round.status not in FINISHED:
            run_count(actor=actor, round=round, now=now, tell=progress.begin)
        counted = Round.objects.get(pk=round.pk)
        if counted.status == RoundStatus.COUNTED and not kept_check(counted):
            progress.begin("check")
            check_record(counted)


def _waits_for_trustees(round: Round, now: datetime) -> bool:
    """Whether the box is closed, and the next step is one of the trustees."""
    if not round.is_verifiable or round.status != RoundStatus.COUNTING:
        return False
    return progress_of(round, now).stage != CountStage.SHARE


def resume_counts(now: datetime) -> int:
    """Go on with counts that have stood still for long; return how many."""
    busy = Board.objects.filter(count_state__in=BUSY).select_related("round__process")
    found = [rows for rows in busy if not is_busy(rows, now)]
    for rows in found:
        with transaction.atomic():
            begin_count(rows.round, now)
    return len(found)


def is_busy(rows: Board, now: datetime) -> bool:
    """Return whether a count is running; one that has stood still for long is not."""
    stale = STALE_BY_BALLOTS if rows.count_total else STALE
    return rows.count_state in BUSY and rows.count_at is not None and now - rows.count_at < stale


def step_text(step: str, *, only_sums: bool = False) -> str:
    """Say what the platform is doing."""
    if step == "open" and only_sums:
        return _("Opening the totals, with proof")
    return {
        "close": _("Closing the box"),
        "shuffle": _("Shuffling the ballots, with proof"),
        "open": _("Opening the ballots, with proof"),
        "join": _("Putting the opened parts together"),
        "share": _("Sharing the money"),
        "check": _("Checking every proof from the public record alone"),
    }.get(step, _("Waiting for a free worker"))
