"""Which proposals wait for the city's answer: nobody has answered or decided, and they had the supporters
they need or the city has promised an answer to every proposal of the process.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F

from processes.models import Process
from proposals.filters import Filters
from proposals.lifecycle import UNDECIDED, Status
from proposals.models import OfficialAnswer, Proposal
from proposals.querysets import ProposalQuerySet
from proposals.recall import COUNT_SECONDS, recalled


@dataclass(frozen=True, slots=True)
class Wait:
    """Since when it has had its supporters, by when its answer is promised, since when that is late."""

    reached_at: datetime | None
    due: date | None
    late_since: date | None


@dataclass(frozen=True, slots=True)
class Promise:
    """How a process keeps its promise to answer: how many of its proposals have been, and how many wait."""

    due: date
    late_since: date | None
    answered: int
    waiting: int


def waiting_for_answer() -> ProposalQuerySet:
    """Return what waits for an answer in all processes: what is promised first, then the longest."""
    due, reached = (F(name).asc(nulls_last=True) for name in ("process__answers_due", "reached_at"))
    return Proposal.objects.living().waiting().order_by(due, reached, "published_at", "pk")


def wait_of(proposal: Proposal, answers: Collection[OfficialAnswer], now: datetime) -> Wait | None:
    """Return how a visible proposal waits; None for one that does not. `answers` are all it has."""
    process = proposal.process
    owed = proposal.reached_at or process.answers_due
    if answers or not owed or Status(proposal.status) not in UNDECIDED:
        return None
    return Wait(proposal.reached_at, process.answers_due, process.answers_late_since(now))


def promise_of(process: Process, count: int, now: datetime) -> Promise | None:
    """Return how the promise of a process stands, if it made one (one query); lists show `count`. Among very
    many proposals the numbers may be a minute old.
    """
    if process.answers_due is None:
        return None
    work = waiting_for_answer().in_process(process).count
    waiting = recalled(process, "waiting", Filters(), work, seconds=COUNT_SECONDS)
    return Promise(process.answers_due, process.answers_late_since(now), max(count - waiting, 0), waiting)
