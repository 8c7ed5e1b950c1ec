"""Write a comment, or an answer to one."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.limits import Pace
from accounts.models import User
from deliberation.changes import announce, count_comments, next_numbers
from deliberation.models import Comment, Presence, Stance
from deliberation.permissions import may_comment, may_reply
from deliberation.services.holding import held_proposal, held_thread
from deliberation.services.logging import log
from deliberation.telling import tell
from deliberation.wording import cleaned, is_acceptable
from moderation.links import may_link
from moderation.models import Visibility
from processes.permissions import Denied, Verdict, acting_as, require
from processes.phases import Act
from proposals.models import Proposal

SAME_AGAIN = timedelta(minutes=10)


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
    pace: Pace | None = None,
    now: datetime,
) -> Comment:
    """Write a comment on `proposal`, or an answer to `parent`, and return it.

    The same words again, by the same `submission` or within ten minutes, return the comment they made, so a
    double click is harmless. An answer carries no stance. Raises Denied with the reason, TooMany beyond
    `pace`, ValueError for a text that a form should have refused.
    """
    words = cleaned(text)
    if not is_acceptable(words) or (parent and parent.proposal_id != proposal.pk):
        raise ValueError("A comment needs words, not too many, and a parent from the same discussion.")
    made = _sent_before(actor, submission, words)
    if made:
        return made
    require(may_reply(actor, parent, now) if parent else may_comment(actor, proposal, now))
    require(may_link(actor, proposal.process, words, now))
    if parent:
        parent, held = held_thread(parent)
    else:
        held = held_proposal(proposal)
    require(may_reply(actor, parent, now) if parent else may_comment(actor, held, now))
    made = _sent_before(actor, submission, words) or _said_before(actor, held, parent, words, now)
    if made:
        return made
    if pace:
        pace.count(actor)
    root = (parent.root or parent) if parent else None
    number, revision = next_numbers(held.pk)
    comment = Comment.objects.create(
        proposal=held, number=number, revision=revision, root=root, parent=parent,
        place=root.reply_count + 1 if root else 0, version=held.version,
        author=actor, role=acting_as(actor, Act.COMMENT, held.process),
        stance=Stance.NONE if parent else stance, text=words, language=language or actor.language,
        submission=_unused(actor, submission), created_at=now,
    )  # fmt: skip
    if root:
        Comment.objects.filter(pk=root.pk).update(reply_count=comment.place)
    proposal.comment_count = count_comments(held.pk)
    said = {"parent": parent.number} if parent else {"stance": comment.stance}
    log("deliberation.replied" if parent else "deliberation.commented", actor, comment, now, **said)
    tell(comment)
    announce(comment)
    return comment


def _sent_before(actor: User, submission: UUID | None, words: str) -> Comment | None:
    """Return what this very submission made. Other words under its key come from a form gone back to."""
    if submission is None:
        return None
    return Comment.objects.filter(author=actor, submission=submission, text=words).first()


def _said_before(
    actor: User, proposal: Proposal, parent: Comment | None, words: str, now: datetime
) -> Comment | None:
    """Return the comment in which `actor` said the same here a moment ago. Raises Denied for hidden words."""
    same = Comment.objects.filter(author=actor, proposal=proposal, text=words)
    if same.filter(visibility=Visibility.HIDDEN).exists():
        raise Denied(
            Verdict(False, _("The moderators hid these very words. Say it in another way, or appeal."))
        )
    lately = same.filter(parent=parent, presence=Presence.HERE, created_at__gt=now - SAME_AGAIN)
    return lately.order_by("pk").first()


def _unused(actor: User, submission: UUID | None) -> UUID | None:
    """Return `submission` unless it has made a comment already."""
    if submission and Comment.objects.filter(author=actor, submission=submission).exists():
        return None
    return submission
