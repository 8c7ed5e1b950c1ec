"""Notices: one way to tell a person something, on the site and by e-mail as often as they want it."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import override

from accounts.models import MailPace, Notice, User

SUBJECT_LETTERS = 200
MAILS_IN_AN_HOUR = 5  # what comes on top of them is mailed together


def speaking_to(user: User) -> AbstractContextManager[None]:
    """Switch to the language of `user`, so that texts made inside are in words they understand."""
    return override(user.language)


def notify(
    *, user: User, subject: str, body: str, url: str, ending: str = "", about_account: bool = False
) -> None:
    """Store a notice for `user` and mail it once the transaction is committed: at once, or later with others.

    What is `about_account` (a role, the second step) is mailed at once to all: it may be another's doing.
    Make `subject` and `body` inside `speaking_to(user)`. `url` is the path of the page it is about, or "";
    `ending` says below the way to that page how to hear no more of it, where one can stop just that.
    Nobody hears anything about an erased account.
    """
    if not user.erased_at:
        begun = begin_notice(
            user=user, subject=subject, body=body, url=url, ending=ending, about_account=about_account
        )
        mail(begun)


def begin_notice(
    *, user: User, subject: str, body: str, url: str, ending: str = "", about_account: bool = False
) -> Notice:
    """Store a notice that is not mailed yet, because `reword` may change it; `mail` it when it is complete.

    If whoever does so is killed before, `tend_accounts` mails it as it then is.
    """
    together = not about_account and waits_for_others(user)
    return Notice.objects.create(
        user=user, subject=one_line(subject), body=str(body), url=url, ending=ending, together=together,
        about_account=about_account,
    )  # fmt: skip


def reword(notice: Notice, *, subject: str, body: str, url: str) -> None:
    """Let a notice that is not mailed yet say something else."""
    notice.subject, notice.body, notice.url = one_line(subject), str(body), url
    notice.save(update_fields=["subject", "body", "url"])


def mail(notice: Notice) -> None:
    """Mail a notice once the transaction is committed, if its person wants it at once and alone."""
    at_once = not notice.together and notice.user.mail_pace == MailPace.AT_ONCE
    if notice.about_account or at_once:
        transaction.on_commit(lambda: _mail(notice.pk), robust=True)


def one_line(subject: str) -> str:
    """Return `subject` on one line, as long as a subject may be."""
    return Truncator(" ".join(str(subject).split())).chars(SUBJECT_LETTERS)


def waits_for_others(user: User) -> bool:
    """Return whether the next notice is mailed together with others: as asked for, or to spare a storm."""
    if user.mail_pace != MailPace.AT_ONCE:
        return user.mail_pace == MailPace.DAILY
    since = timezone.now() - timedelta(hours=1)
    alone = Notice.objects.filter(user=user, together=False, created_at__gt=since)
    return alone.count() >= MAILS_IN_AN_HOUR


def see(user: User, url: str) -> None:
    """Count notices about the page `url` as read: the person has just opened it."""
    if user.unread_notices:
        seen = Notice.objects.filter(user=user, url=url, read_at=None).update(read_at=timezone.now())
        user.unread_notices -= seen


def _mail(notice_id: int) -> None:
    from accounts.tasks import mail_notice

    mail_notice.enqueue(notice_id)
