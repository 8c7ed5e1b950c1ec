"""The day by which the city promises to answer every proposal of a process."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from audit.chain import Json
from processes.logging import log
from processes.models import Process
from processes.permissions import require, role_verdict
from processes.phases import Act, Phase
from processes.route import last_day


@transaction.atomic
def promise_answers(*, actor: User | None, process: Process, due: date | None, now: datetime) -> None:
    """Promise an answer to every proposal by the end of a day, move that day, or (None) promise none.

    The same day again changes nothing. Raises Denied, and ValidationError for a day that is over and for one
    on which proposals can still come in.
    """
    if actor:
        require(role_verdict(actor, Act.MANAGE, process))
    held = Process.objects.select_for_update(no_key=True).get(pk=process.pk)
    before = held.answers_due
    wrong = reason_against(held, due, now)
    if wrong:
        raise ValidationError({"answers_due": wrong})
    if before == due:
        return
    process.answers_due = due
    process.save(update_fields=["answers_due"])
    days = (("before", before), ("day", due))
    data: dict[str, Json] = {name: day.isoformat() for name, day in days if day}
    log(actor, _act(before, due), process, data, at=now)


def suggested(process: Process) -> date | None:
    """Return the last day of the city check, by which a city can well have answered."""
    review = process.timeline.window(Phase.REVIEW)
    return timezone.localdate(last_day(review)) if review else None


def reason_against(process: Process, due: date | None, now: datetime) -> str:
    """Return why `due` cannot be promised in `process`, or "". What was promised stands until it is moved."""
    if due is None:
        return ""
    if due != process.answers_due and due < timezone.localdate(now):
        return _("This day is over. Choose today or a later day.")
    collect = process.timeline.window(Phase.COLLECT)
    last = timezone.localdate(last_day(collect)) if collect else due
    if due < last:
        text = _("Proposals come in until %(date)s. Promise their answers for that day or a later one.")
        return text % {"date": date_format(last, "DATE_FORMAT")}
    return ""


def _act(before: date | None, due: date | None) -> str:
    if due is None:
        return "processes.answers_not_promised"
    return "processes.answers_moved" if before else "processes.answers_promised"
