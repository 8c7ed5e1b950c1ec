"""Periodic work on accounts: mail that did not go out, and traces of sessions that are over."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from smtplib import SMTPException

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from accounts.models import Notice
from accounts.tasks import mail_notice

MOST_MAILS = 500
JUST_BEGUN = timedelta(hours=1)

logger = logging.getLogger(__name__)


def mail_what_was_left(now: datetime) -> int:
    """Mail the notices whose mail did not go out; return how many. Stops where the mail server refuses one:
    the rest waits for the next time.
    """
    waiting = Notice.objects.to_mail(now).order_by("created_at").values_list("pk", flat=True)
    mailed = 0
    for notice_id in list(waiting[:MOST_MAILS]):
        try:
            mail_notice.call(notice_id)
        except (OSError, SMTPException):
            logger.exception("Notice %s could not be mailed.", notice_id)
            break
        mailed += 1
    return mailed


def forget_ended_sessions(now: datetime) -> int:
    """Delete from which devices and addresses people were signed in, once that is over; return how many."""
    going_on = Session.objects.filter(expire_date__gt=now).values("session_key")
    ended = UserSession.objects.filter(last_seen_at__lt=now - JUST_BEGUN).exclude(session_key__in=going_on)
    return int(ended.delete()[0])
