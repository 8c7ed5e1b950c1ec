"""Who may take part in a discussion: the phase, then the role, then the state of the proposal or comment."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from deliberation.models import Comment
from deliberation.wording import UNDO
from processes.permissions import STAFF, YES, Person, Verdict, may, roles_of
from processes.phases import Act
from proposals.lifecycle import Status
from proposals.models import Proposal

NO_DISCUSSION: Mapping[Status, Promise] = {
    Status.DRAFT: gettext_lazy("This is a draft. The discussion starts when it is published."),
    Status.MERGED: gettext_lazy("This proposal was merged into another. The discussion goes on there."),
    Status.WITHDRAWN: gettext_lazy("The author withdrew this proposal. The discussion is closed."),
}


def may_comment(user: Person, proposal: Proposal, now: datetime) -> Verdict:
    """Return whether `user` may write a comment on `proposal`, or mark one as helpful."""
    return state_verdict(proposal) and may(user, Act.COMMENT, proposal.process, now)


def may_reply(user: Person, comment: Comment, now: datetime) -> Verdict:
    """Return whether `user` may answer `comment`."""
    if comment.is_deleted:
        return Verdict(False, _("The author deleted this comment. You cannot reply to it."))
    if comment.is_hidden:
        return Verdict(False, _("Moderators hid this comment. You cannot reply to it."))
    return may_comment(user, comment.proposal, now)


def may_mark(user: Person, comment: Comment, now: datetime) -> Verdict:
    """Return whether `user` may mark `comment` as helpful, or take the mark back: not their own."""
    if comment.is_deleted:
        return Verdict(False, _("The author deleted this comment."))
    if comment.is_hidden:
        return Verdict(False, _("Moderators hid this comment."))
    if user.is_authenticated and comment.author_id == user.pk:
        return Verdict(False, _("You wrote this yourself."))
    return may_comment(user, comment.proposal, now)


def may_edit(user: Person, comment: Comment, now: datetime) -> Verdict:
    """Return whether `user` may change the words of `comment`: its author, while people may comment."""
    return still_own(user, comment) and may_comment(user, comment.proposal, now)


def may_delete(user: Person, comment: Comment) -> Verdict:
    """Return whether `user` may take `comment` back: its author, at any time."""
    return still_own(user, comment)


def may_undelete(user: Person, comment: Comment, now: datetime) -> Verdict:
    """Return whether `user` may bring back the comment they deleted: for a quarter of an hour."""
    if not comment.is_deleted or comment.author_id != user.pk:
        return Verdict(False, _("This comment is not deleted, or it is not yours."))
    if comment.deleted_at is None or now >= comment.deleted_at + UNDO:
        return Verdict(False, _("The time to bring it back is over. Its words are deleted for good."))
    return YES


def still_own(user: Person, comment: Comment) -> Verdict:
    """Return whether `comment` is one of `user`, and still there to be changed."""
    if not user.is_authenticated:
        return Verdict(False, _("Sign in to do this."), sign_in=True)
    if comment.author_id != user.pk:
        return Verdict(False, _("Only its author can change a comment."))
    if comment.is_hidden:
        return Verdict(False, _("Moderators hid this comment. It stays as it is until they show it again."))
    if comment.is_deleted:
        return Verdict(False, _("You have deleted this comment."))
    return YES


def may_follow(user: Person, proposal: Proposal) -> Verdict:
    """Return whether `user` may read the discussion: everybody, once proposal and process are public."""
    if proposal.status == Status.DRAFT or proposal.is_hidden:
        return Verdict(False, _("This discussion is not public."))
    if proposal.process.published or roles_of(user, proposal.process) & STAFF:
        return YES
    return Verdict(False, _("This discussion is not public."))


def state_verdict(proposal: Proposal) -> Verdict:
    """Return whether the state of `proposal` allows a discussion."""
    if proposal.is_hidden:
        return Verdict(False, _("The moderators hid this proposal. The discussion is closed."))
    closed = NO_DISCUSSION.get(Status(proposal.status))
    return Verdict(False, str(closed)) if closed else YES
