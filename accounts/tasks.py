"""Work that need not keep a visitor waiting."""

from __future__ import annotations

from urllib.parse import urljoin

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import timezone
from django_tasks import task

from accounts.mail_links import pace_address, stop_address
from accounts.models import Notice, User
from accounts.notices import speaking_to
from accounts.veils import readable


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
        readable([notice])
    send_to(notice.user, notice.subject, "notice.txt", {"notice": notice, "link": address(notice.url)})
    Notice.objects.filter(pk=notice_id).update(mailed_at=timezone.now())


def send_to(user: User, subject: str, template: str, facts: dict[str, object]) -> None:
    """Mail a person in their language, as plain text with the ways to have fewer mails or none."""
    with speaking_to(user):
        facts = {**facts, "user": user, "pace": address(pace_address(user))}
        text = render_to_string(f"accounts/mail/{template}", facts)
    stop = {
        "List-Unsubscribe": f"<{address(stop_address(user))}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    EmailMessage(subject, text, None, [user.email], headers=stop).send()


def address(path: str) -> str:
    """Return the full address of a page of this site; "" for none."""
    return urljoin(f"{settings.SITE_URL}/", path) if path else ""
