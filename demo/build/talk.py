"""The discussions: comments, replies, what was changed, found helpful, reported, hidden and appealed against."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from accounts.models import User
from deliberation.models import Comment, Stance
from deliberation.services import add_comment, delete_comment, edit_comment, mark_helpful
from demo.build.stage import Stage
from demo.shapes import AppealData, CommentData, ReportData
from demo.threads.everything import THREADS
from moderation.history import latest_hiding
from moderation.models import Decision, HouseRule
from moderation.services import appeal, decide_in_place, report

ANSWERED_AFTER = timedelta(hours=5)
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
    plan_fans(stage, data, when)
    for complaint in data.reports:
        at = stage.at(complaint.days, complaint.hour, complaint.minute)
        stage.agenda.add(max(at, when), partial(complain, stage, data, complaint))
        if data.keep_because:
            stage.agenda.add(at + timedelta(hours=3), partial(keep, stage, data))
    if data.hide_because:
        stage.agenda.add(when + timedelta(hours=9), partial(hide, stage, data))
    if data.appeal:
        plan_appeal(stage, data, data.appeal)
    if data.at_first:
        stage.agenda.add(when + timedelta(hours=20), partial(change, stage, data))
    if data.deleted:
        stage.agenda.add(when + timedelta(hours=20), partial(delete, stage, data))


def plan_fans(stage: Stage, data: CommentData, when: datetime) -> None:
    """Plan who finds a comment helpful; of one that was hidden for a while, after that."""
    if data.appeal:
        when = stage.at(data.appeal.days, data.appeal.hour, data.appeal.minute) + ANSWERED_AFTER
    fans = stage.rng.sample(stage.neighbours, min(data.helpful, len(stage.neighbours)))
    minutes = max(int((stage.now - when).total_seconds() // 60) - 2, 1)
    for user in fans:
        later = when + timedelta(minutes=min(stage.rng.randrange(1, 60 * 48), minutes))
        stage.agenda.add(later, partial(find_helpful, stage, data, user))


def plan_appeal(stage: Stage, data: CommentData, said: AppealData) -> None:
    """Plan what the author says to a hiding, and what an administrator answers: there is one moderator."""
    at = stage.at(said.days, said.hour, said.minute)
    stage.agenda.add(at, partial(object_to, stage, data, said))
    if said.answer:
        stage.agenda.add(at + ANSWERED_AFTER, partial(answer, stage, data, said))


def write(stage: Stage, proposal: str, data: CommentData, parent: CommentData | None, now: datetime) -> None:
    """Write one comment."""
    stage.comments[id(data)] = add_comment(
        actor=stage.people[data.author],
        proposal=stage.proposals[proposal],
        text=stage.words(data.at_first or data.body, data.lang),
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


def change(stage: Stage, data: CommentData, now: datetime) -> None:
    """The author says it otherwise, which readers can see."""
    edit_comment(
        actor=stage.people[data.author],
        comment=stage.comments[id(data)],
        text=stage.words(data.body, data.lang),
        stance=STANCES[data.stance],
        now=now,
    )


def delete(stage: Stage, data: CommentData, now: datetime) -> None:
    """The author takes it back."""
    delete_comment(actor=stage.people[data.author], comment=stage.comments[id(data)], now=now)


def keep(stage: Stage, data: CommentData, now: datetime) -> None:
    """The moderator decides that a reported comment stays."""
    decide_in_place(
        actor=stage.people["moderator"],
        target=stage.comments[id(data)],
        outcome=Decision.Outcome.KEEP,
        rule=None,
        note=stage.words(data.keep_because),
        now=now,
    )


def object_to(stage: Stage, data: CommentData, said: AppealData, now: datetime) -> None:
    """The author appeals."""
    comment = Comment.objects.get(pk=stage.comments[id(data)].pk)
    decision = latest_hiding(comment)
    assert decision is not None, data.body
    appeal(actor=stage.people[data.author], decision=decision, text=stage.words(said.body), now=now)


def answer(stage: Stage, data: CommentData, said: AppealData, now: datetime) -> None:
    """An administrator decides about the appeal."""
    decide_in_place(
        actor=stage.people["admin"],
        target=Comment.objects.get(pk=stage.comments[id(data)].pk),
        outcome=Decision.Outcome.RESTORE if said.granted else Decision.Outcome.UPHOLD,
        rule=None,
        note=stage.words(said.answer),
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
