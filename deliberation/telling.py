"""Who is told about a new comment, in their language, and not about every one of them."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Notice, User
from accounts.notices import notify, speaking_to
from deliberation.models import Comment


def tell(comment: Comment) -> None:
    """Tell the author of the comment that was answered, else the author of the proposal.

    Nobody is told about their own words, nor again while an earlier notice about the same talk is unread:
    opening the page it leads to counts as reading it.
    Must be called in the transaction of the comment.
    """
    told: set[int] = {comment.author_id}
    if comment.parent and comment.parent.author_id not in told:
        told.add(comment.parent.author_id)
        tell_answered(comment, comment.parent)
    if comment.proposal.author_id not in told:
        tell_author(comment)


def tell_answered(comment: Comment, parent: Comment) -> None:
    """Tell the author of `parent` that somebody answered."""
    url = parent.get_absolute_url()
    if has_unread(parent.author, url):
        return
    with speaking_to(parent.author):
        subject = _("Someone replied to your comment on proposal %(number)s") % {
            "number": comment.proposal.number
        }
        notify(user=parent.author, subject=subject, body=invitation(), url=url)


def tell_author(comment: Comment) -> None:
    """Tell the author of the proposal that people talk about it."""
    proposal = comment.proposal
    url = reverse("deliberation:thread", args=[proposal.process.slug, proposal.number])
    if has_unread(proposal.author, url):
        return
    with speaking_to(proposal.author):
        subject = _("New comments on your proposal “%(title)s”") % {"title": proposal.title}
        notify(user=proposal.author, subject=subject, body=invitation(), url=url)


def has_unread(user: User, url: str) -> bool:
    """Return whether `user` has a notice about `url` that they have not read."""
    return Notice.objects.of(user).unread().filter(url=url).exists()


def invitation() -> str:
    """What the notice says. It quotes nobody: what is hidden or erased later must not live on in mails."""
    return _("Read it on the page. We write again about this only after you have been there.")
