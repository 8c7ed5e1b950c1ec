"""Work on a vote that need not keep its staff waiting."""

from __future__ import annotations

import logging
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from accounts.models import User
from voting.codes.codes import random_code
from voting.codes.issuing import Drawn
from voting.codes.mailing import mail_one, send_identity_code
from voting.counting.run import do_count
from voting.models import CodeBy, Rehearsal, RehearsalState, RollEntry, Round
from voting.rehearsal.rehearsing import count_all
from voting.roll.mailed_codes import Asked, code_for
from voting.rounds.state import RoundError
from voting.trustees.handing_in import check_handed_in

logger = logging.getLogger(__name__)


@task()
def rehearse(rehearsal_id: int) -> None:
    """Count the ballots of a rehearsal by each of its rules, once however often the task runs."""
    found = Rehearsal.objects.filter(pk=rehearsal_id)
    if not found.filter(state=RehearsalState.WAITING).update(state=RehearsalState.RUNNING):
        return
    rehearsal = found.select_related("round__process").get()
    try:
        result = count_all(rehearsal, lambda done: found.update(done=done))
    except ValueError as error:
        found.update(state=RehearsalState.FAILED, problem=str(error))
    except Exception:
        logger.exception("The rehearsal %s stopped.", rehearsal_id)
        problem = _("Something went wrong. Nothing was changed; try again.")
        found.update(state=RehearsalState.FAILED, problem=problem)
    else:
        found.update(state=RehearsalState.DONE, result=result)


@task()
def mail_codes(round_id: int, keys: list[str], actor_id: int) -> None:
    """Mail a fresh code to each person on the roll who still has one of these public keys. So a task that
    runs twice sends nothing twice.
    """
    round = Round.objects.select_related("process").get(pk=round_id)
    actor = User.objects.filter(pk=actor_id).first()
    for entry in RollEntry.objects.filter(round=round, credential__in=keys).exclude(code_by=CodeBy.OUTSIDE):
        code, key = random_code(round)
        try:
            mail_one(actor=actor, round=round, drawn=Drawn(entry, key, code), now=timezone.now())
        except RoundError as error:
            logger.warning("No further voting codes were mailed: %s", error)
            return


@task()
def count(round_id: int, now: str, actor_id: int | None = None) -> None:
    """Do the platform's part of a count, once however often the task runs."""
    round = Round.objects.select_related("process").get(pk=round_id)
    actor = User.objects.filter(pk=actor_id).first() if actor_id else None
    do_count(round=round, now=datetime.fromisoformat(now), actor=actor)


@task()
def check_contribution(trustee_id: int, now: str) -> None:
    """Check what a trustee handed in for the count, once however often the task runs."""
    check_handed_in(trustee_id=trustee_id, now=datetime.fromisoformat(now))


@task()
def mail_identity_code(user_id: int, entry_id: int, nonce: str) -> None:
    """Mail a one-time code to the address of a line of the roll; 0 is a line that does not exist."""
    user = User.objects.filter(pk=user_id).first()
    entry = RollEntry.objects.select_related("round__process").filter(pk=entry_id).first()
    if user and entry and entry.email:
        send_identity_code(entry, code_for(user, Asked(entry.pk, nonce)))
