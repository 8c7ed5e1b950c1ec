"""Who may report and decide, in which phase: one table, which the documentation prints."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from accounts.roles import Role
from moderation.models import Moderated
from moderation.permissions import may_decide, may_open_queue, may_report
from processes.permissions import Person, Verdict
from processes.phases import Phase
from processes.services import set_timeline
from proposals.models import Proposal
from tests.factories.accounts import make_user
from tests.factories.processes import make_process, timeline_at
from tests.factories.proposals import make_proposal

pytestmark = pytest.mark.django_db

# c collect, r review, s support, v vote, e result, d delivery; a dot is a no.
TABLE = """
act     visitor  resident  author   moderator  valuator  council_staff  administrator
report  ......   crsved    ......   crsved     crsved    crsved         crsved
decide  ......   ......    ......   crsved     ......    ......         crsved
queue   ......   ......    ......   crsved     ......    ......         crsved
"""
Check = Callable[[Person, Moderated, datetime], Verdict]
ACTS: dict[str, Check] = {
    "report": lambda user, target, now: may_report(user, target),
    "decide": may_decide,
    "queue": lambda user, target, now: may_open_queue(user),
}


def test_the_table_holds_for_every_role_in_every_phase() -> None:
    head, *lines = (line.split() for line in TABLE.strip().splitlines())
    expected = {line[0]: dict(zip(head[1:], line[1:], strict=True)) for line in lines}
    process, now = make_process(), timezone.now()
    target = make_proposal(process=process)
    people: dict[str, Person] = {role.value: make_user(roles=(role,)) for role in Role}
    people |= {"visitor": AnonymousUser(), "author": target.author}
    found = {act: dict.fromkeys(head[1:], "") for act in ACTS}
    for phase in Phase:
        set_timeline(actor=None, process=process, windows=timeline_at(phase, now))
        target = Proposal.objects.get(pk=target.pk)
        letter = "e" if phase is Phase.RESULT else phase.value[0]
        for act, check in ACTS.items():
            for name in head[1:]:
                found[act][name] += letter if check(people[name], target, now) else "."
    assert found == expected
