"""Notices that are mailed together: once a day for who wants it so, and where many came within an hour."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from smtplib import SMTPException

from django.db.models import Max, Min
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from accounts.models import MailPace, Notice, User
from accounts.notices import speaking_to
from accounts.tasks import address, send_to
from accounts.veils import readable

MORNING = 7  # no daily mail before this hour
MOST_IN_ONE = 20
STORM = timedelta(hours=1)

logger = logging.getLogger(__name__)


def mail_bundles(now: datetime) -> int:
    """Mail everyone for whom it is time what waits to be mailed together; return how many people got one."""
    sent = 0
    waiting = Notice.objects.to_bundle(now).order_by().values("user").annotate(oldest=Min("created_at"))
    for user_id, oldest in waiting.values_list("user", "oldest"):
        user = User.objects.get(pk=user_id)
        if not is_time(user, oldest, now):
            continue
        try:
            sent += _mail(user, now)
        except (OSError, SMTPException):
            logger.exception("The notices of person %s could not be mailed together.", user_id)
            break
    return sent


def is_time(user: User, oldest: datetime, now: datetime) -> bool:
    """Return whether `user` gets what waits now: daily mail in the morning, a storm after an hour."""
    if user.mail_pace == MailPace.AT_ONCE:
        return oldest <= now - STORM
    here = timezone.localtime(now)
    last = Notice.objects.filter(user=user, together=True).aggregate(at=Max("mailed_at"))["at"]
    return here.hour >= MORNING and (last is None or timezone.localtime(last).date() < here.date())


def _mail(user: User, now: datetime) -> bool:
    """Mail one person what waits; False where somebody else is at it."""
    keys = list(Notice.objects.to_bundle(now).filter(user=user).values_list("pk", flat=True))
    taken = [key for key in keys if Notice.objects.begin_mail(key, now)]
    if not taken:
        return False
    notices = list(Notice.objects.filter(pk__in=taken).order_by("-created_at", "-pk"))
    with speaking_to(user):
        shown = readable(notices[:MOST_IN_ONE])
        words = ngettext("%(count)s new notification", "%(count)s new notifications", len(notices))
        subject = words % {"count": len(notices)} if len(notices) > 1 else notices[0].subject
    facts = {
        "notices": [(notice, address(notice.url)) for notice in shown],
        "more": len(notices) - len(shown),
        "all": address(reverse("accounts:notices")),
    }
    send_to(user, subject, "bundle.txt", facts)
    Notice.objects.filter(pk__in=taken).update(mailed_at=now)
    return True
