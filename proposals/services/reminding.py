"""Council staff hear once, a week before the promised day, which proposals still wait for their answer."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.notices import notify, speaking_to
from processes.models import Process
from proposals.models import Proposal
from proposals.querysets import ProposalQuerySet
from proposals.telling import staff_of
from proposals.waiting import waiting_for_answer
from ui.counts import counted

AHEAD = timedelta(days=7)
NAMED = 10


def remind_of_answers(*, now: datetime) -> int:
    """Remind the staff of every process whose promised day is near; return how many people were told.

    One notice speaks of all that waits. Running it twice tells nobody twice; another day is another promise.
    """
    today = timezone.localdate(now)
    near = Process.objects.published().filter(answers_due__range=(today, today + AHEAD))
    new = near.filter(Q(answers_reminded=None) | ~Q(answers_reminded=F("answers_due")))
    return sum(_remind(process) for process in new)


@transaction.atomic
def _remind(process: Process) -> int:
    waiting = waiting_for_answer().in_process(process)
    unsaid = Process.objects.filter(pk=process.pk, answers_due=process.answers_due)
    unsaid = unsaid.filter(Q(answers_reminded=None) | ~Q(answers_reminded=F("answers_due")))
    if not waiting or not unsaid.update(answers_reminded=process.answers_due):
        return 0
    people = list(staff_of(process))
    for person in people:
        _tell(person, process, waiting)
    return len(people)


def _tell(person: User, process: Process, waiting: ProposalQuerySet) -> None:
    due = process.answers_due
    with speaking_to(person):
        count = len(waiting)
        words = {"count": counted(count), "date": date_format(due, "DATE_FORMAT") if due else ""}
        subject = ngettext(
            "%(count)s proposal waits for the answer promised by %(date)s",
            "%(count)s proposals wait for the answers promised by %(date)s",
            count,
        )
        lines = [process.title, "\n".join(_named(proposal) for proposal in waiting[:NAMED])]
        if count > NAMED:
            lines.append(_("The page lists all of them."))
        lines.append(_("Answer them there, or move the day. The old and the new day are in the public log."))
        url = reverse("staff:waiting", args=[process.slug])
        notify(user=person, subject=subject % words, body="\n\n".join(lines), url=url)


def _named(proposal: Proposal) -> str:
    return f"{proposal.number}. {proposal.title}"
