"""The day by which trustees should have made the key: in the public log, and with reminders before it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from audit.models import Entry
from demo.devices import everybody, say
from processes.permissions import local
from tests.factories.trustees import make_trustees
from tests.factories.voting import make_draft_round
from voting.crypto.randomness import SECURE
from voting.crypto.signed import new_seed
from voting.models import Round
from voting.rounds.state import RoundError
from voting.trustees.ceremony import plan_ceremony
from voting.trustees.reminding import remind, remind_all

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def round() -> Round:
    """A round in preparation with three trustees, who have not begun."""
    found = make_draft_round(now=NOW)
    make_trustees(found, now=NOW)
    return found


def test_every_change_of_the_deadline_stands_in_the_public_log(round: Round) -> None:
    days = [NOW + timedelta(days=10), NOW + timedelta(days=10), NOW + timedelta(days=12), None, None]
    for deadline in days:
        plan_ceremony(actor=None, round=round, needed=2, size=3, deadline=deadline, now=NOW)
    logged = Entry.objects.filter(action__startswith="voting.deadline").order_by("pk")
    assert [entry.action for entry in logged] == [
        "voting.deadline_set", "voting.deadline_set", "voting.deadline_dropped",
    ]  # fmt: skip
    assert local(NOW + timedelta(days=12)) in logged[1].sentence


def test_reminders_come_near_the_day_and_once_a_day(
    round: Round, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    plan_ceremony(actor=None, round=round, needed=2, size=3, deadline=NOW + timedelta(days=10), now=NOW)
    say(everybody(round)[0], "certificate", new_seed(SECURE), attempt=1, now=NOW)

    def count(at: datetime) -> int:
        with django_capture_on_commit_callbacks(execute=True):
            return remind_all(at)

    assert count(NOW + timedelta(days=2)) == 0
    assert count(NOW + timedelta(days=8)) == 2
    assert {letter.to[0] for letter in mail.outbox} == {"piotr@example.org", "leyla@example.org"}
    assert count(NOW + timedelta(days=8, minutes=5)) == 0
    assert count(NOW + timedelta(days=9)) == 2
    with pytest.raises(RoundError, match="Nothing is waiting"):
        remind(actor=None, trustee=everybody(round)[0], now=NOW)
    with pytest.raises(RoundError, match="Once a day"):
        remind(actor=None, trustee=everybody(round)[1], now=NOW + timedelta(days=9, hours=1))
    call_command("tend_votes", verbosity=0)
