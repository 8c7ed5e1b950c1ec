"""Processes for tests, opened by the services that open real ones."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.utils import timezone

from accounts.models import District
from processes.models import Process
from processes.phases import Phase, Window
from processes.services import create_process

LENGTH = timedelta(days=30)
_number = itertools.count(1)


def timeline_at(phase: Phase | None, now: datetime) -> list[Window]:
    """Six phases of 30 days each; `now` is in the middle of `phase` (None: the day before the first)."""
    order = list(Phase)
    first = now - LENGTH / 2 - LENGTH * order.index(phase) if phase else now + timedelta(days=1)
    return [Window(each, first + LENGTH * i, first + LENGTH * (i + 1)) for i, each in enumerate(order)]


def make_process(
    *,
    phase: Phase | None = Phase.COLLECT,
    now: datetime | None = None,
    slug: str = "",
    title: str = "",
    windows: Sequence[Window] | None = None,
    budgets: Mapping[District | None, int] | None = None,
    categories: Sequence[str] = (),
    support_threshold: int = 100,
    largest_cost: int | None = None,
    minimum_age: int = 0,
    currency: str = "EUR",
) -> Process:
    """A published process that is in `phase` at `now` (the real time unless given). Money in minor units."""
    number = next(_number)
    moment = now or timezone.now()
    return create_process(
        actor=None,
        slug=slug or f"process-{number}",
        title=title or f"Neighbourhood Budget {number}",
        notice_number=number + 5000,
        windows=timeline_at(phase, moment) if windows is None else windows,
        budgets=budgets,
        categories=categories,
        support_threshold=support_threshold,
        largest_cost=largest_cost,
        minimum_age=minimum_age,
        currency=currency,
        published=True,
        posted_at=moment - timedelta(days=200),
    )


def force_phase(process: Process, phase: Phase, now: datetime) -> Process:
    """Put `process` into `phase` as nobody could who has promised dates: for what must hold all the same."""
    for window in timeline_at(phase, now):
        process.phases.filter(phase=window.phase).update(starts_at=window.starts, ends_at=window.ends)
    process.__dict__.pop("timeline", None)
    return process
