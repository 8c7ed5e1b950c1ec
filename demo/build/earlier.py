"""The ideas of the decisions that are further on: written, supported on a list, checked, and answered or not."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from demo.build.proposals import PATHS, enter_list, move, publish_answer, write
from demo.build.stage import Stage
from demo.earlier import EARLIER, EARLIER_ANSWERS
from demo.shapes import ProposalData

LISTED_AFTER, CHECKED_AFTER = 4, 40
"""Days after the idea was written."""


def plan_earlier(stage: Stage) -> None:
    """Plan the life of every idea."""
    for data in EARLIER:
        stage.agenda.add(stage.at(data.days, data.hour), partial(write, stage, data))
        stage.agenda.add(stage.at(data.days + LISTED_AFTER, 12), partial(sign, stage, data))
        for later, status in enumerate(PATHS[data.status]):
            when = stage.at(data.days + CHECKED_AFTER + later, 10)
            stage.agenda.add(when, partial(move, stage, data.key, status))
    for answer in EARLIER_ANSWERS:
        stage.agenda.add(stage.at(answer.days, answer.hour), partial(publish_answer, stage, answer))


def sign(stage: Stage, data: ProposalData, now: datetime) -> None:
    """Council staff enter the list that the neighbours signed."""
    enter_list(stage, data.key, stage.neighbours[: data.supporters], now)
