"""The promised day of the answers: set, moved and taken back in the public log, only where it makes sense."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format

from audit.models import Entry
from processes.answers_due import promise_answers, suggested
from processes.models import Process
from processes.permissions import Denied
from processes.phases import Phase
from processes.route import last_day
from tests.factories.accounts import make_staff, make_user
from tests.factories.processes import make_process

pytestmark = pytest.mark.django_db


def sentences(process: Process) -> list[str]:
    """What the log of a process says about its promises."""
    rows = Entry.objects.filter(chain__key=process.chain, action__startswith="processes.answers_")
    return [row.sentence for row in rows.order_by("pk")]


def test_a_promise_is_made_moved_and_taken_back_in_the_log() -> None:
    process, staff, now = make_process(), make_staff(), timezone.now()
    first = suggested(process)
    review = process.timeline.window(Phase.REVIEW)
    assert review
    assert first == timezone.localdate(last_day(review))
    for due in (first, first, first + timedelta(days=10), None):
        promise_answers(actor=staff, process=process, due=due, now=now)
    day, later = (date_format(due, "DATE_FORMAT") for due in (first, first + timedelta(days=10)))
    assert sentences(process) == [
        f"Promised that the city answers every proposal by {day}.",
        f"Moved the day by which the city answers every proposal from {day} to {later}.",
        f"Took back the promise that the city answers every proposal by {later}.",
    ]
    assert Entry.objects.filter(action="processes.answers_moved", role="council_staff").exists()
    assert Process.objects.get(pk=process.pk).answers_due is None


def test_a_day_that_is_over_or_comes_before_the_last_proposal_is_refused() -> None:
    process, now = make_process(), timezone.now()
    for days in (-1, 1):
        with pytest.raises(ValidationError):
            due = timezone.localdate(now) + timedelta(days=days)
            promise_answers(actor=None, process=process, due=due, now=now)
    assert Process.objects.get(pk=process.pk).answers_due is None


def test_a_promise_that_was_not_kept_stays_and_is_late_from_the_day_after() -> None:
    process, now = make_process(), timezone.now()
    due = timezone.localdate(now) + timedelta(days=40)
    promise_answers(actor=None, process=process, due=due, now=now)
    assert process.answers_late_since(now + timedelta(days=40)) is None
    assert process.answers_late_since(now + timedelta(days=41)) == due + timedelta(days=1)
    promise_answers(actor=None, process=process, due=due, now=now + timedelta(days=60))
    assert process.answers_due == due


def test_only_council_staff_promise() -> None:
    process, now = make_process(), timezone.now()
    with pytest.raises(Denied):
        promise_answers(actor=make_user(), process=process, due=suggested(process), now=now)
