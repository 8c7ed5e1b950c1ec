"""Rounds for tests, brought to the state they need by the services that do it for real."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from processes.models import Process
from processes.phases import Phase
from tests.factories.accounts import make_user
from tests.factories.processes import make_process
from voting.casting.sealing import cast_ballot
from voting.counting.count import count_round
from voting.models import Result, Round
from voting.results.publishing import publish_result
from voting.roll.membership import RollLine, load_roll
from voting.rounds.freezing import freeze_round
from voting.rounds.preparing import NewProject, add_projects, create_round

COSTS = (86_000_00, 174_000_00, 320_000_00, 142_000_00, 480_000_00, 95_000_00)
BUDGET = 900_000_00


SUMS: Mapping[str, Any] = {"what_opens": "sums", "max_projects": 3, "spending_limit": None}
"""The settings of a round of which only the sums are opened."""


def make_draft_round(
    *,
    now: datetime | None = None,
    process: Process | None = None,
    costs: Sequence[int] = COSTS,
    projects: Sequence[NewProject] | None = None,
    voters: Sequence[User] = (),
    strangers: int = 0,
    **fields: Any,
) -> Round:
    """A round in preparation: six projects numbered from 1, `voters` on the roll and so many `strangers`
    without an account, voting on since yesterday.
    """
    now = now or timezone.now()
    process = process or make_process(phase=Phase.VOTE, now=now, title="Streets for Children")
    given: Mapping[str, Any] = {
        "title": "Streets for Children",
        "opens_at": now - timedelta(days=1),
        "closes_at": now + timedelta(days=5),
        "budget": BUDGET,
        "spending_limit": BUDGET,
        "rule": "greedy",
    }
    round = create_round(actor=None, process=process, **{**given, **fields})
    listed = projects or [NewProject(title=f"Project {n}", cost=cost) for n, cost in enumerate(costs, 1)]
    add_projects(actor=None, round=round, projects=listed)
    lines = [RollLine(f"R{person.pk}", person, person.district) for person in voters]
    lines += [RollLine(f"M-{number:03}") for number in range(1, strangers + 1)]
    if lines:
        load_roll(actor=None, round=round, entries=lines)
    return round


def make_open_round(*, now: datetime | None = None, voters: Sequence[User] = (), **fields: Any) -> Round:
    """A frozen round that takes ballots at `now`."""
    now = now or timezone.now()
    round = make_draft_round(now=now, voters=voters or [make_user()], **fields)
    freeze_round(actor=None, round=round, now=now - timedelta(hours=1))
    return round


def make_counted_round(
    *, now: datetime | None = None, ballots: Sequence[Sequence[int]] = ((1, 2), (1,), (3,)), **fields: Any
) -> Result:
    """A round whose `ballots` (project numbers) were cast by as many people, closed and counted."""
    now = now or timezone.now()
    voters = [make_user() for _ in ballots]
    round = make_open_round(now=now, voters=voters, **fields)
    for voter, choices in zip(voters, ballots, strict=True):
        cast_ballot(actor=voter, round=round, choices=list(choices), now=now)
    return count_round(actor=None, round=round, now=round.closes_at)


def make_published_round(
    *, now: datetime | None = None, ballots: Sequence[Sequence[int]] = ((1, 2), (1,), (3,)), **fields: Any
) -> Result:
    """A round with a published result."""
    result = make_counted_round(now=now, ballots=ballots, **fields)
    return publish_result(actor=None, round=result.round, now=result.round.closes_at)
