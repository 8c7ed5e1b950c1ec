"""Work on a vote that need not keep its staff waiting."""

from __future__ import annotations

import logging

from django.utils.translation import gettext as _
from django_tasks import task

from voting.models import Rehearsal, RehearsalState
from voting.rehearsing import count_all

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
