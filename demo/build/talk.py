"""The discussions: comments, replies, what was found helpful, and what was reported and hidden."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from accounts.models import User
from deliberation.models import Stance
from deliberation.services import add_comment, mark_helpful
from demo.build.stage import Stage
from demo.shapes import CommentData, ReportData
from demo.threads.everything import THREADS
from moderation.models import Decision, HouseRule
from moderation.services import decide_in_place, report

STANCES = {"for": Stance.FOR, "against": Stance.AGAINST, "question": Stance.QUESTION, "none": Stance.NONE}


def plan_talk(stage: Stage) -> None:
    """Plan every comment of every thread."""
    for thread in THREADS:
        for comment, parent in with_parents(thread.comments):
            plan_comment(stage, thread.proposal, comment, parent)


def with_parents(
    comments: tuple[CommentData, ...], parent: CommentData | None = None
) -> Iterator[tuple[CommentData, CommentData | None]]:
    """Yield each comment with the one it replies to, parents first."""
    for comment in comments:
        yield comment, parent
        yield from with_parents(comment.replies, comment)


def plan_comment(stage: Stage, proposal: str, data: CommentData, parent: CommentData | None) -> None:
    """Plan one comment and what people did about it."""
    when = stage.at(data.days, data.hour, data.minute)
    stage.agenda.add(when, partial(write, stage, proposal, data, parent))
    fans = stage.rng.sample(stage.neighbours, min(data.helpful, len(stage.neighbours)))
    minutes = max(int((stage.now - when).total_seconds() // 60) - 2, 1)
    for user in fans:
        later = when + timedelta(minutes=min(stage.rng.randrange(1, 60 * 48), minutes))
        stage.agenda.add(later, partial(find_helpful, stage, data, user))
    for complaint in data.reports:
        at = stage.at(complaint.days, complaint.hour, complaint.minute)
        stage.agenda.add(max(at, when), partial(complain, stage, data, complaint))
    if data.hide_because:
        stage.agenda.add(when + timedelta(hours=9), partial(hide, stage, data))


def write(stage: Stage, proposal: str, data: CommentData, parent: CommentData | None, now: datetime) -> None:
    """Write one comment."""
    stage.comments[id(data)] = add_comment(
        actor=stage.people[data.author],
        proposal=stage.proposals[proposal],
        text=stage.words(data.body, data.lang),
        stance=STANCES[data.stance],
        parent=stage.comments[id(parent)] if parent else None,
        submission=None,
        language=data.lang,
        now=now,
    )


def find_helpful(stage: Stage, data: CommentData, user: User, now: datetime) -> None:
    """One neighbour finds one comment helpful."""
    mark_helpful(actor=user, comment=stage.comments[id(data)], now=now)


def complain(stage: Stage, data: CommentData, complaint: ReportData, now: datetime) -> None:
    """One person reports a comment."""
    report(
        actor=stage.people[complaint.reporter],
        target=stage.comments[id(data)],
        rule=HouseRule(complaint.rule),
        note=complaint.reason,
        now=now,
    )


def hide(stage: Stage, data: CommentData, now: datetime) -> None:
    """The moderator hides a comment and tells the author why."""
    decide_in_place(
        actor=stage.people["moderator"],
        target=stage.comments[id(data)],
        outcome=Decision.Outcome.HIDE,
        rule=HouseRule(data.hide_rule or HouseRule.OFF_TOPIC),
        note=stage.words(data.hide_because),
        now=now,
    )
