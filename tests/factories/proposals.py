"""Proposals for tests, written and published by the services that residents use."""

from __future__ import annotations

import itertools
from datetime import datetime
from typing import Unpack

from django.utils import timezone

from accounts.models import User
from processes.models import Process
from proposals.lifecycle import Status
from proposals.models import Proposal
from proposals.services import (
    DraftFields,
    move_proposal,
    publish_proposal,
    start_draft,
    support_proposal,
)
from tests.factories.accounts import make_user
from tests.factories.processes import make_process

_number = itertools.count(1)
PATHS: dict[Status, tuple[Status, ...]] = {
    Status.PUBLISHED: (),
    Status.UNDER_REVIEW: (Status.UNDER_REVIEW,),
    Status.ACCEPTED: (Status.UNDER_REVIEW, Status.ACCEPTED),
    Status.REJECTED: (Status.UNDER_REVIEW, Status.REJECTED),
    Status.MERGED: (Status.MERGED,),
    Status.WITHDRAWN: (Status.WITHDRAWN,),
    Status.ON_BALLOT: (Status.UNDER_REVIEW, Status.ACCEPTED, Status.ON_BALLOT),
    Status.FUNDED: (Status.UNDER_REVIEW, Status.ACCEPTED, Status.ON_BALLOT, Status.FUNDED),
    Status.NOT_FUNDED: (Status.UNDER_REVIEW, Status.ACCEPTED, Status.ON_BALLOT, Status.NOT_FUNDED),
}


def make_draft(
    *,
    process: Process | None = None,
    author: User | None = None,
    now: datetime | None = None,
    **fields: Unpack[DraftFields],
) -> Proposal:
    """A draft by a new resident in a new collecting process, unless `author` or `process` are given."""
    number = next(_number)
    fields.setdefault("title", f"Benches along canal path {number}")
    fields.setdefault("summary", "Six benches with backs, one every hundred metres.")
    fields.setdefault("body", "My mother walks here every day and there is nowhere to sit down.")
    return start_draft(
        actor=author or make_user(),
        process=process or make_process(),
        now=now or timezone.now(),
        **fields,
    )


def make_proposal(
    *,
    process: Process | None = None,
    author: User | None = None,
    now: datetime | None = None,
    status: Status = Status.PUBLISHED,
    **fields: Unpack[DraftFields],
) -> Proposal:
    """A published proposal, moved on to `status`. `now` must lie in the collecting phase of `process`.

    Without `now`, a process that is past collecting gets it published at the start of its collecting phase.
    """
    process = process or make_process()
    moment = now or collecting_moment(process)
    draft = make_draft(process=process, author=author, now=moment, **fields)
    proposal = publish_proposal(actor=draft.author, proposal=draft, now=moment)
    for step in PATHS[status]:
        proposal = move_proposal(actor=None, proposal=proposal, to=step, now=moment)
    return proposal


def collecting_moment(process: Process) -> datetime:
    """A moment in which `process` takes proposals: now if it does, else the start of its first phase."""
    moment = timezone.now()
    first = process.timeline.windows[0]
    return moment if first.starts <= moment < first.ends else first.starts


def make_supporters(proposal: Proposal, count: int) -> list[User]:
    """Let `count` new residents support a proposal."""
    people = [make_user() for _ in range(count)]
    for person in people:
        support_proposal(actor=person, proposal=proposal, now=collecting_moment(proposal.process))
    return people
