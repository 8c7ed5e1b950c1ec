"""What people do in a discussion: comment, reply, and say that a comment helped them.

Order of locks: the comment that starts the thread, the proposal, the head of the log.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from accounts.models import User
from audit.services import record
from deliberation.changes import announce, next_numbers, visible_count
from deliberation.models import Comment, HelpfulMark, Stance
from deliberation.permissions import may_comment, may_mark, may_reply, state_verdict
from deliberation.telling import tell
from deliberation.wording import cleaned, is_acceptable
from processes.permissions import acting_as, require
from processes.phases import Act
from proposals.models import Proposal

COUNT_MARKS = f"""
UPDATE {Comment._meta.db_table} SET helpful_count = helpful_count + %s
  WHERE id = %s RETURNING helpful_count"""


@transaction.atomic
def add_comment(
    *,
    actor: User,
    proposal: Proposal,
    text: str,
    stance: Stance = Stance.NONE,
    parent: Comment | None = None,
    submission: UUID | None = None,
    language: str = "",
    now: datetime,
) -> Comment:
    """Write a comment on `proposal`, or an answer to `parent`, and return it.

    The same `submission` again returns the comment it made, so a double click is harmless. An answer carries
    no stance. Raises Denied with the reason, ValueError for a text that a form should have refused.
    """
    made = _made_by(actor, submission)
    if made:
        return made
    words = cleaned(text)
    if not is_acceptable(words) or (parent and parent.proposal_id != proposal.pk):
        raise ValueError("A comment needs words, not too many, and a parent from the same discussion.")
    require(may_reply(actor, parent, now) if parent else may_comment(actor, proposal, now))
    root = _held_root(parent)
    held = Proposal.objects.select_for_update().get(pk=proposal.pk)
    require(state_verdict(held))
    made = _made_by(actor, submission)
    if made:
        return made
    number, revision = next_numbers(proposal.pk)
    comment = Comment.objects.create(
        proposal=proposal, number=number, revision=revision, root=root, parent=parent,
        place=root.reply_count + 1 if root else 0, version=held.version,
        author=actor, role=acting_as(actor, Act.COMMENT, proposal.process),
        stance=Stance.NONE if parent else stance, text=words, language=language or actor.language,
        submission=submission, created_at=now,
    )  # fmt: skip
    _count(comment)
    _record_comment(comment, now)
    tell(comment)
    announce(comment)
    return comment


@transaction.atomic
def mark_helpful(*, actor: User, comment: Comment, now: datetime) -> bool:
    """Mark a comment as helpful; False if the person did already, which changes nothing.

    Sets `comment.helpful_count` to the number after it. Raises Denied.
    """
    require(may_mark(actor, comment, now))
    try:
        with transaction.atomic():
            HelpfulMark.objects.create(comment=comment, user=actor)
    except IntegrityError:
        return False
    _count_marks("deliberation.marked_helpful", actor, comment, 1, now)
    return True


@transaction.atomic
def unmark_helpful(*, actor: User, comment: Comment, now: datetime) -> bool:
    """Take one's mark back; False if there was none. Sets `comment.helpful_count`. Raises Denied."""
    require(may_mark(actor, comment, now))
    taken, _kinds = HelpfulMark.objects.filter(comment=comment, user=actor).delete()
    if not taken:
        return False
    _count_marks("deliberation.unmarked_helpful", actor, comment, -1, now)
    return True


def _made_by(actor: User, submission: UUID | None) -> Comment | None:
    if submission is None:
        return None
    return Comment.objects.filter(author=actor, submission=submission).first()


def _held_root(parent: Comment | None) -> Comment | None:
    """Return the comment that starts the thread of `parent`, fresh and locked."""
    if parent is None:
        return None
    return Comment.objects.select_for_update().get(pk=parent.root_id or parent.pk)


def _count(comment: Comment) -> None:
    proposal = comment.proposal
    proposal.comment_count = visible_count(proposal.pk)
    Proposal.objects.filter(pk=proposal.pk).update(comment_count=proposal.comment_count)
    if comment.root_id:
        Comment.objects.filter(pk=comment.root_id).update(reply_count=comment.place)


def _record_comment(comment: Comment, now: datetime) -> None:
    about = {"proposal": comment.proposal.number}
    said = {"parent": comment.parent.number} if comment.parent else {"stance": comment.stance}
    record(
        action="deliberation.replied" if comment.parent else "deliberation.commented",
        chain=comment.proposal.process.chain,
        actor=comment.author,
        role=comment.role,
        target=comment,
        data={**about, **said},
        at=now,
    )


def _count_marks(action: str, actor: User, comment: Comment, change: int, now: datetime) -> None:
    """Add `change` in the database, where simultaneous marks cannot lose each other, and log the act."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT_MARKS, (change, comment.pk))
        (comment.helpful_count,) = cursor.fetchone()
    record(
        action=action,
        chain=comment.proposal.process.chain,
        actor=actor,
        role=acting_as(actor, Act.COMMENT, comment.proposal.process),
        target=comment,
        data={"proposal": comment.proposal.number},
        at=now,
    )
