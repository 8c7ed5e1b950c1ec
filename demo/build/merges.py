"""The merges: proposed by the moderator, answered by the authors, followed by some supporters."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from accounts.models import User
from demo.build.stage import Stage
from demo.merges import MERGES
from demo.shapes import MergeData
from proposals.services import answer_merge, answer_move, propose_merge


def plan_merges(stage: Stage) -> None:
    """Plan every merge: the question, the answers hours later, and supporters over the next days."""
    for data in MERGES:
        asked = stage.at(data.days, data.hour)
        stage.agenda.add(asked, partial(propose, stage, data))
        for hours, author in enumerate(data.agreed, 3):
            stage.agenda.add(asked + timedelta(hours=hours), partial(agree, stage, data, author))
        if data.movers:
            stage.agenda.add(asked + timedelta(hours=30), partial(move, stage, data))


def propose(stage: Stage, data: MergeData, now: datetime) -> None:
    """The moderator asks the authors."""
    stage.merges[data.goes] = propose_merge(
        actor=stage.people["moderator"],
        goes=stage.proposals[data.goes],
        stays=stage.proposals[data.stays],
        note=stage.words(data.note),
        now=now,
    )


def agree(stage: Stage, data: MergeData, author: str, now: datetime) -> None:
    """One author says yes."""
    merge = stage.merges[data.goes]
    stage.merges[data.goes] = answer_merge(actor=stage.people[author], merge=merge, agree=True, now=now)


def move(stage: Stage, data: MergeData, now: datetime) -> None:
    """Some supporters ask to count for the proposal that stays."""
    merge = stage.merges[data.goes]
    people = User.objects.filter(supports__proposal=merge.goes).order_by("supports__pk")
    for person, minutes in zip(people[: data.movers], range(0, 60 * data.movers, 60), strict=False):
        answer_move(actor=person, merge=merge, moves=True, now=now + timedelta(minutes=minutes / 30))
