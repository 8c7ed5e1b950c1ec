"""Work that need not keep a visitor waiting."""

from __future__ import annotations

from urllib.parse import urljoin

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import timezone
from django_tasks import task

from accounts.models import Notice
from accounts.notices import speaking_to


@task()
def mail_notice(notice_id: int) -> None:
    """Mail a notice to its person as plain text, once however often the task runs. One whose mail was refused
    or whose worker was killed is free again after ten minutes, and `tend_accounts` mails it.
    """
    if not Notice.objects.begin_mail(notice_id, timezone.now()):
        return
    notice = Notice.objects.select_related("user").get(pk=notice_id)
    if not notice.user.is_active:
        return
    with speaking_to(notice.user):
        text = render_to_string("accounts/mail/notice.txt", {"notice": notice, "link": address(notice.url)})
    send_mail(notice.subject, text, None, [notice.user.email])
    Notice.objects.filter(pk=notice_id).update(mailed_at=timezone.now())


def address(path: str) -> str:
    """Return the full address of a page of this site; "" for none."""
    return urljoin(f"{settings.SITE_URL}/", path) if path else ""
