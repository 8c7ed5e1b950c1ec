"""Change the words of one's own comment."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.limits import Pace
from accounts.models import User
from deliberation.changes import comment_changed
from deliberation.models import Comment, CommentVersion, Presence, Stance
from deliberation.permissions import may_edit
from deliberation.services.holding import held_thread
from deliberation.services.logging import log
from deliberation.wording import UNMARKED, cleaned, is_acceptable
from moderation.links import adds_links, may_link
from processes.permissions import require


@transaction.atomic
def edit_comment(
    *,
    actor: User,
    comment: Comment,
    text: str,
    stance: Stance = Stance.NONE,
    pace: Pace | None = None,
    now: datetime,
) -> Comment:
    """Change what `comment` says and return it; nothing happens where it says that already.

    For a quarter of an hour, while nobody has answered it or found it helpful, the new words simply take the
    place of the old. After that the comment is marked as edited, and everybody can read what it said before.
    An answer carries no stance. Raises Denied with the reason, TooMany beyond `pace`, ValueError for a text
    that a form should have refused.
    """
    words = cleaned(text)
    if not is_acceptable(words):
        raise ValueError("A comment needs words, and not too many.")
    require(may_edit(actor, comment, now))
    held, _proposal = held_thread(comment)
    require(may_edit(actor, held, now))
    if adds_links(words, held.text):
        require(may_link(actor, comment.proposal.process, words, now))
    stance = Stance.NONE if held.parent_id else stance
    if (held.text, held.stance) == (words, stance):
        return held
    if pace:
        pace.count(actor)
    marked = needs_mark(held, now)
    if marked:
        _keep(held, now)
    held.text, held.stance = words, stance
    held.save(update_fields=["text", "stance", "edited_at"])
    comment_changed(held)
    log("deliberation.edited" if marked else "deliberation.corrected", actor, held, now)
    return held


def needs_mark(comment: Comment, now: datetime) -> bool:
    """Return whether readers must be told of a change: someone may have reacted to the words as they are."""
    if now >= comment.created_at + UNMARKED or comment.helpful_count or comment.edited_at:
        return True
    return comment.answers.exclude(presence=Presence.GONE).exists()


def _keep(comment: Comment, now: datetime) -> None:
    """Keep what the comment says now as its latest earlier version."""
    CommentVersion.objects.create(
        comment=comment, number=comment.versions.count() + 1, stance=comment.stance, text=comment.text,
        written_at=comment.edited_at or comment.created_at, replaced_at=now,
    )  # fmt: skip
    comment.edited_at = now
