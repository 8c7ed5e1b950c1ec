"""Notices: one way to tell a person something, on the site and by e-mail."""

from __future__ import annotations

from contextlib import AbstractContextManager

from django.db import transaction
from django.utils.text import Truncator
from django.utils.translation import override

from accounts.models import Notice, User

SUBJECT_LETTERS = 200


def speaking_to(user: User) -> AbstractContextManager[None]:
    """Switch to the language of `user`, so that texts made inside are in words they understand."""
    return override(user.language)


def notify(*, user: User, subject: str, body: str, url: str) -> None:
    """Store a notice for `user` and mail it once the transaction is committed.

    Make `subject` and `body` inside `speaking_to(user)`. `url` is the path of the page it is about, or "".
    Nobody hears anything about an erased account.
    """
    if user.erased_at:
        return
    line = Truncator(" ".join(str(subject).split())).chars(SUBJECT_LETTERS)
    notice = Notice.objects.create(user=user, subject=line, body=str(body), url=url)
    transaction.on_commit(lambda: _mail(notice.pk), robust=True)


def _mail(notice_id: int) -> None:
    from accounts.tasks import mail_notice

    mail_notice.enqueue(notice_id)
