"""Delete one's own comment, bring it back right after, and forget the words of what stays deleted."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F

from accounts.models import User
from deliberation.changes import comment_changed
from deliberation.models import Comment, CommentVersion, HelpfulMark, Presence
from deliberation.permissions import may_delete, may_undelete
from deliberation.services.holding import held_thread, placeholders_above
from deliberation.services.logging import log
from deliberation.wording import UNDO
from processes.permissions import require


@transaction.atomic
def delete_comment(*, actor: User, comment: Comment, now: datetime) -> Comment:
    """Take one's own comment back and return it. Where people answered it, a line stays in its place.

    Its words are forgotten a while later (`forget_deleted`). Raises Denied with the reason.
    """
    require(may_delete(actor, comment))
    held, _proposal = held_thread(comment)
    require(may_delete(actor, held))
    held.deleted_at = now
    held.presence = Presence.DELETED if has_answers(held) else Presence.GONE
    held.save(update_fields=["deleted_at", "presence"])
    if held.presence == Presence.GONE:
        comment_changed(*_gone_with(held), held)
    else:
        comment_changed(held)
    log("deliberation.deleted", actor, held, now)
    return held


@transaction.atomic
def undelete_comment(*, actor: User, comment: Comment, now: datetime) -> Comment:
    """Bring back a comment that one has just deleted, and return it. Raises Denied with the reason."""
    require(may_undelete(actor, comment, now))
    held, _proposal = held_thread(comment)
    require(may_undelete(actor, held, now))
    was_gone = held.presence == Presence.GONE
    held.deleted_at, held.presence = None, Presence.HERE
    held.save(update_fields=["deleted_at", "presence"])
    comment_changed(*(_back_with(held) if was_gone else ()), held)
    log("deliberation.undeleted", actor, held, now)
    return held


def forget_deleted(*, now: datetime, author: User | None = None) -> int:
    """Forget the words of comments that can no longer be brought back; of `author`, all that are deleted.

    Returns how many. What was reported stays with the report until moderators have decided.
    """
    deleted = Comment.objects.exclude(deleted_at=None).exclude(text="")
    deleted = deleted.filter(author=author) if author else deleted.filter(deleted_at__lte=now - UNDO)
    keys = list(deleted.values_list("pk", flat=True))
    with transaction.atomic():
        HelpfulMark.objects.filter(comment__in=keys).delete()
        CommentVersion.objects.filter(comment__in=keys).delete()
        return Comment.objects.filter(pk__in=keys).exclude(deleted_at=None).update(text="", edited_at=None)


def has_answers(comment: Comment) -> bool:
    """Return whether anything that is not gone hangs under `comment` or answers it."""
    below = comment.answers if comment.root_id else comment.replies
    return below.exclude(presence=Presence.GONE).exists()


def _gone_with(comment: Comment) -> list[Comment]:
    """Count a reply out of its thread; return the placeholders that stood only for its sake, gone as well."""
    gone = []
    _count_gone(comment, 1)
    for above in placeholders_above(comment):
        if above.presence == Presence.GONE or has_answers(above):
            break
        Comment.objects.filter(pk=above.pk).update(presence=Presence.GONE)
        _count_gone(above, 1)
        gone.append(above)
    return gone


def _back_with(comment: Comment) -> list[Comment]:
    """Count a reply into its thread again; return the placeholders that it needs above it, there again."""
    back = []
    _count_gone(comment, -1)
    for above in placeholders_above(comment):
        if above.presence != Presence.GONE:
            break
        Comment.objects.filter(pk=above.pk).update(presence=Presence.DELETED)
        _count_gone(above, -1)
        back.append(above)
    return back[::-1]


def _count_gone(comment: Comment, change: int) -> None:
    if comment.root_id:
        Comment.objects.filter(pk=comment.root_id).update(gone_count=F("gone_count") + change)
