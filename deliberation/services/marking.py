"""Say that a comment helped, and take that back."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, connection, transaction

from accounts.limits import Pace
from accounts.models import User
from deliberation.models import Comment, HelpfulMark
from deliberation.permissions import may_mark
from deliberation.services.logging import log
from processes.permissions import require

COUNT_MARKS = f"""
UPDATE {Comment._meta.db_table} SET helpful_count = helpful_count + %s
  WHERE id = %s RETURNING helpful_count"""


@transaction.atomic
def mark_helpful(*, actor: User, comment: Comment, pace: Pace | None = None, now: datetime) -> bool:
    """Mark a comment as helpful; False if the person did already, which changes nothing.

    Sets `comment.helpful_count` to the number after it. Raises Denied, TooMany.
    """
    require(may_mark(actor, _held(comment), now))
    try:
        with transaction.atomic():
            HelpfulMark.objects.create(comment=comment, user=actor)
    except IntegrityError:
        return False
    if pace:
        pace.count(actor)
    _count("deliberation.marked_helpful", actor, comment, 1, now)
    return True


@transaction.atomic
def unmark_helpful(*, actor: User, comment: Comment, pace: Pace | None = None, now: datetime) -> bool:
    """Take one's mark back; False if there was none. Sets `comment.helpful_count`. Raises Denied, TooMany."""
    require(may_mark(actor, _held(comment), now))
    taken, _kinds = HelpfulMark.objects.filter(comment=comment, user=actor).delete()
    if not taken:
        return False
    if pace:
        pace.count(actor)
    _count("deliberation.unmarked_helpful", actor, comment, -1, now)
    return True


def _held(comment: Comment) -> Comment:
    """Lock the comment and return it as it is now: it may have been hidden or deleted since it was read.

    A merge moves it within its process, so that is the one that was read.
    """
    mine = Comment.objects.select_for_update(of=("self",), no_key=True).select_related("proposal")
    held = mine.get(pk=comment.pk)
    held.proposal.process = comment.proposal.process
    return held


def _count(action: str, actor: User, comment: Comment, change: int, now: datetime) -> None:
    """Add `change` in the database, where simultaneous marks cannot lose each other, and log the act."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT_MARKS, (change, comment.pk))
        (comment.helpful_count,) = cursor.fetchone()
    log(action, actor, comment, now)
