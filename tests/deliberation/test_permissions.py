"""Who may comment when: role x phase x state, as one table."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from accounts.roles import Role
from deliberation.permissions import may_comment, may_follow, may_mark, may_reply
from processes.permissions import Person
from processes.phases import Phase
from proposals.lifecycle import Status
from proposals.models import Proposal
from tests.factories.accounts import make_user
from tests.factories.deliberation import make_comment
from tests.factories.moderation import hide
from tests.factories.processes import LENGTH, make_process
from tests.factories.proposals import make_proposal

pytestmark = pytest.mark.django_db

# Columns: before the first phase, then the phases in their order, then after the last.
TABLE = """
               before collect review support vote result delivery after
visitor        -      -       -      -       -    -      -        -
resident       -      yes     yes    yes     yes  yes    yes      -
moderator      -      yes     yes    yes     yes  yes    yes      -
council_staff  -      yes     yes    yes     yes  yes    yes      -
valuator       -      -       -      -       -    -      -        -
trustee        -      -       -      -       -    -      -        -
juror          -      -       -      -       -    -      -        -
administrator  -      yes     yes    yes     yes  yes    yes      -
"""
MOMENTS = TABLE.split("\n")[1].split()
CASES = [
    (line.split()[0], moment, cell == "yes")
    for line in TABLE.strip().split("\n")[1:]
    for moment, cell in zip(MOMENTS, line.split()[1:], strict=True)
]


def moment_of(name: str, proposal: Proposal) -> datetime:
    """A moment in the middle of the column `name`."""
    windows = proposal.process.timeline.windows
    if name == "before":
        return windows[0].starts - LENGTH / 2
    if name == "after":
        return windows[-1].ends + LENGTH / 2
    window = proposal.process.timeline.window(Phase(name))
    assert window
    return window.starts + LENGTH / 2


def person(role: str) -> Person:
    return AnonymousUser() if role == "visitor" else make_user(roles=(Role(role),))


def test_the_table_has_every_role_and_phase() -> None:
    assert {role for role, _moment, _may in CASES} == {"visitor", *Role.values}
    assert ["before", *Phase, "after"] == MOMENTS


@pytest.mark.parametrize(("role", "moment", "allowed"), CASES)
def test_the_table(role: str, moment: str, allowed: bool) -> None:
    comment = make_comment(make_proposal(process=make_process(phase=Phase.COLLECT)))
    user, now = person(role), moment_of(moment, comment.proposal)
    for verdict in (
        may_comment(user, comment.proposal, now),
        may_reply(user, comment, now),
        may_mark(user, comment, now),
    ):
        assert verdict.allowed is allowed
        assert bool(verdict.reason) is not allowed


@pytest.mark.parametrize("status", list(Status))
def test_the_state_of_the_proposal(status: Status) -> None:
    proposal = make_proposal()
    proposal.status = status
    closed = {Status.DRAFT, Status.MERGED, Status.WITHDRAWN}
    assert may_comment(make_user(), proposal, timezone.now()).allowed is (status not in closed)
    assert may_follow(AnonymousUser(), proposal).allowed is (status != Status.DRAFT)


def test_hidden_things_are_closed_to_everybody() -> None:
    comment, reader, now = make_comment(), make_user(), timezone.now()
    hide(comment)
    assert may_comment(reader, comment.proposal, now)
    assert not may_reply(reader, comment, now)
    assert not may_mark(reader, comment, now)
    hide(comment.proposal)
    assert not may_comment(reader, comment.proposal, now)
    assert not may_follow(reader, comment.proposal)
