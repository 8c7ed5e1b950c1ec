"""Who may do what with proposals, in which phase: one table, which the documentation prints."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from accounts.roles import Role
from processes.permissions import Person, Verdict
from processes.phases import Phase
from processes.services import set_timeline
from proposals.lifecycle import Status
from proposals.models import Proposal, Suggestion
from proposals.permissions import (
    may_accept,
    may_answer,
    may_decline,
    may_edit,
    may_invite,
    may_move,
    may_propose,
    may_suggest,
    may_support,
    may_withdraw,
)
from proposals.services.coauthoring import accept_invitation, invite_coauthor
from proposals.services.illustrating import may_illustrate
from proposals.services.suggesting import suggest_change
from tests.factories.accounts import make_user
from tests.factories.processes import make_process, timeline_at
from tests.factories.proposals import collecting_moment, make_proposal

pytestmark = pytest.mark.django_db

# c collect, r review, s support, v vote, e result, d delivery; a dot is a no.
TABLE = """
act       visitor  resident  author   coauthor  moderator  valuator  council_staff  administrator
propose   ......   c.....    c.....   c.....    ......     ......    ......         ......
support   ......   c.s...    c.s...   c.s...    ......     ......    ......         ......
edit      ......   ......    c.....   c.....    ......     ......    ......         ......
picture   ......   ......    c.....   c.....    ......     ......    ......         ......
invite    ......   ......    c.....   ......    ......     ......    ......         ......
suggest   ......   c.....    ......   ......    ......     ......    ......         ......
accept    ......   ......    c.....   c.....    ......     ......    ......         ......
decline   ......   ......    crsved   crsved    ......     ......    ......         ......
withdraw  ......   ......    c.....   ......    ......     ......    ......         ......
answer    ......   ......    ......   ......    ......     ......    crsved         crsved
review    ......   ......    ......   ......    ......     crs...    crs...         crs...
"""
Check = Callable[[Person, Proposal, datetime], Verdict]
ACTS: dict[str, Check] = {
    "propose": lambda user, proposal, now: may_propose(user, proposal.process, now),
    "support": may_support,
    "edit": may_edit,
    "picture": may_illustrate,
    "invite": may_invite,
    "suggest": may_suggest,
    "accept": lambda user, proposal, now: may_accept(user, waiting(proposal), now),
    "decline": lambda user, proposal, now: may_decline(user, waiting(proposal)),
    "withdraw": may_withdraw,
    "answer": may_answer,
    "review": lambda user, proposal, now: may_move(user, proposal, Status.UNDER_REVIEW, now),
}


def rows() -> dict[str, dict[str, str]]:
    head, *lines = (line.split() for line in TABLE.strip().splitlines())
    return {line[0]: dict(zip(head[1:], line[1:], strict=True)) for line in lines}


def waiting(proposal: Proposal) -> Suggestion:
    suggestion = proposal.suggestions.get()
    suggestion.proposal = proposal
    return suggestion


def people(proposal: Proposal) -> dict[str, Person]:
    """One person per role, an author and a co-author; a resident's suggestion waits for these two."""
    staff = {role.value: make_user(roles=(role,)) for role in Role}
    coauthor, now = make_user(), collecting_moment(proposal.process)
    invitation = invite_coauthor(actor=proposal.author, proposal=proposal, now=now)
    accept_invitation(actor=coauthor, invitation=invitation, now=now)
    suggest_change(
        actor=make_user(), proposal=proposal, base=1, title="Benches with backs", summary="",
        body="Six benches.", reason="Shorter", now=now,
    )  # fmt: skip
    return {**staff, "visitor": AnonymousUser(), "author": proposal.author, "coauthor": coauthor}


def test_the_table_holds_for_every_role_in_every_phase() -> None:
    process, now = make_process(), timezone.now()
    proposal = make_proposal(process=process)
    everybody = people(proposal)
    found = {act: dict.fromkeys(rows()[act], "") for act in ACTS}
    for phase in Phase:
        set_timeline(actor=None, process=process, windows=timeline_at(phase, now))
        letter = {Phase.RESULT: "e"}.get(phase, phase.value[0])
        proposal = Proposal.objects.get(pk=proposal.pk)
        for act, check in ACTS.items():
            for name in found[act]:
                found[act][name] += letter if check(everybody[name], proposal, now) else "."
    assert found == rows()


@pytest.mark.parametrize("act", ACTS)
def test_every_no_has_a_sentence(act: str) -> None:
    now = timezone.now()
    proposal = make_proposal(process=make_process(phase=Phase.VOTE))
    for name, person in people(proposal).items():
        verdict = ACTS[act](person, proposal, now)
        assert verdict or verdict.reason.endswith("."), name


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (Status.REJECTED, "The city answered that this is not possible."),
        (Status.MERGED, "This proposal was merged into another. Support that one instead."),
        (Status.WITHDRAWN, "The author withdrew this proposal."),
        (Status.ON_BALLOT, "This proposal is on the ballot. The vote decides now."),
        (Status.FUNDED, "The vote has decided about this proposal."),
    ],
)
def test_the_state_of_a_proposal_can_close_it_for_support(status: Status, reason: str) -> None:
    proposal = make_proposal(status=status)
    assert may_support(make_user(), proposal, timezone.now()).reason == reason
