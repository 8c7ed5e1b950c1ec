"""The three processes with their dates, money and topics."""

from __future__ import annotations

from datetime import datetime, timedelta

from demo.build.stage import Stage
from demo.city import CATEGORIES
from demo.processes import PROCESSES
from demo.shapes import PhaseData
from processes.answers_due import promise_answers, suggested
from processes.giving_roles import grant_process_role
from processes.phases import Phase, Window
from processes.services import create_process

OPEN_END = timedelta(days=400)


def build_processes(stage: Stage) -> None:
    """Make the processes as staff posted them, oldest first."""
    for data in sorted(PROCESSES, key=lambda one: one.notice):
        stage.data[data.key] = data
        windows = tuple(window(stage, phase) for phase in data.phases)
        process = create_process(
            actor=stage.people["staff"],
            slug=stage.words(data.slug),
            title=stage.words(data.title.en),
            summary=stage.words(data.summary.en),
            language="en",
            notice_number=data.notice,
            currency=data.currency,
            support_threshold=data.support_threshold or 100,
            minimum_age=data.minimum_age,
            largest_cost=data.largest_project,
            windows=windows,
            budgets={None: data.budget},
            categories=[category.name.en for category in CATEGORIES],
            published=True,
            posted_at=posted(windows),
        )
        stage.processes[data.key] = process
        for key, role in data.helpers:
            helper, since = stage.people[key], posted(windows)
            grant_process_role(
                actor=stage.people["staff"], process=process, user=helper, role=role, now=since
            )
        promise_answers(
            actor=stage.people["staff"], process=process, due=suggested(process), now=posted(windows)
        )
        for category, kept in zip(CATEGORIES, process.categories.all(), strict=True):
            stage.categories[data.key, category.slug] = kept


def posted(windows: tuple[Window, ...]) -> datetime:
    """Return when the process was announced: a week before its first phase."""
    return windows[0].starts - timedelta(days=7)


def window(stage: Stage, data: PhaseData) -> Window:
    """Return one phase with its moments."""
    starts = stage.at(data.opens, data.opens_hour)
    ends = stage.at(data.closes, data.closes_hour) if data.closes is not None else starts + OPEN_END
    return Window(Phase(data.phase), starts, ends)
