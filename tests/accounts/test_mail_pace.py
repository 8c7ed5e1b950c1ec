"""How often people are mailed: at once, once a day, never; a storm in one; and a way out in every mail."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from smtplib import SMTPException
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone

from accounts.bundling import mail_bundles
from accounts.erasure import erase_account
from accounts.mail_links import pace_address, stop_address
from accounts.models import MailPace, Notice, User
from accounts.notices import MAILS_IN_AN_HOUR, notify
from accounts.profile import set_mail_pace
from accounts.tending import mail_what_was_left
from tests.factories.accounts import make_user, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def committed(django_capture_on_commit_callbacks: Any) -> Iterator[None]:
    """Mails go out as they do outside of a test's transaction."""
    with django_capture_on_commit_callbacks(execute=True):
        yield


def paced(pace: MailPace) -> User:
    user = make_user()
    set_mail_pace(user=user, pace=pace)
    user.refresh_from_db()
    return user


def tell(user: User, *subjects: str, capture: Any) -> None:
    with capture(execute=True):
        for subject in subjects:
            notify(user=user, subject=subject, body=f"All about {subject}.", url="/log/")


def morning(days: int = 0) -> datetime:
    """Eight o'clock of a day to come, when all notices of a test are old enough."""
    return (timezone.localtime() + timedelta(days=days + 1)).replace(hour=8, minute=0)


def test_who_wants_one_mail_a_day_gets_one(django_capture_on_commit_callbacks: Any) -> None:
    user = paced(MailPace.DAILY)
    tell(user, "bees", "trees", capture=django_capture_on_commit_callbacks)
    assert mail.outbox == [] and mail_what_was_left(timezone.now() + timedelta(hours=1)) == 0
    assert mail_bundles(morning().replace(hour=6)) == 0
    assert mail_bundles(morning()) == 1
    (message,) = mail.outbox
    assert message.subject == "2 new notifications" and message.to == [user.email]
    assert message.content_subtype == "plain" and "All about bees." in message.body
    assert str(message.body).index("trees") < str(message.body).index("bees"), "the newest first"
    assert mail_bundles(morning()) == 0
    tell(user, "seas", capture=django_capture_on_commit_callbacks)
    Notice.objects.filter(subject="seas").update(created_at=morning())
    assert mail_bundles(morning()) == 0, "one a day"
    assert mail_bundles(morning(1)) == 1 and mail.outbox[1].subject == "seas"


def test_what_was_read_on_the_site_is_not_mailed_later(django_capture_on_commit_callbacks: Any) -> None:
    user = paced(MailPace.DAILY)
    tell(user, "bees", capture=django_capture_on_commit_callbacks)
    Notice.objects.update(read_at=timezone.now())
    assert mail_bundles(morning()) == 0 and mail.outbox == []


def test_who_wants_no_mails_gets_none_and_reads_them_on_the_site(
    client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    user = paced(MailPace.NEVER)
    tell(user, "bees", capture=django_capture_on_commit_callbacks)
    assert mail_what_was_left(timezone.now() + timedelta(hours=1)) == 0
    assert mail_bundles(morning()) == 0 and mail.outbox == []
    sign_in(client, user)
    assert "bees" in client.get("/accounts/notices/").content.decode()


def test_a_storm_is_five_mails_and_then_one(django_capture_on_commit_callbacks: Any) -> None:
    user, other = make_user(), make_user()
    many = [f"gust {n}" for n in range(MAILS_IN_AN_HOUR + 25)]
    tell(user, *many, capture=django_capture_on_commit_callbacks)
    tell(other, "calm", capture=django_capture_on_commit_callbacks)
    assert len(mail.outbox) == MAILS_IN_AN_HOUR + 1
    assert mail_bundles(timezone.now() + timedelta(minutes=59)) == 0
    assert mail_bundles(timezone.now() + timedelta(minutes=61)) == 1
    message = mail.outbox[-1]
    assert message.subject == "25 new notifications" and "And 5 more:" in message.body
    assert "/accounts/notices/" in message.body


def test_a_bundle_that_the_mail_server_refuses_goes_out_later(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    tell(paced(MailPace.DAILY), "bees", capture=django_capture_on_commit_callbacks)
    with monkeypatch.context() as broken:

        def refuse(*args: Any, **kwargs: Any) -> int:
            raise SMTPException("Full.")

        broken.setattr(EmailMessage, "send", refuse)
        assert mail_bundles(morning()) == 0
    assert mail_bundles(morning() + timedelta(minutes=11)) == 1


def test_every_mail_has_a_way_out_without_signing_in(
    client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    user = make_user()
    tell(user, "bees", capture=django_capture_on_commit_callbacks)
    (message,) = mail.outbox
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message.extra_headers["List-Unsubscribe"] == f"<http://127.0.0.1:8000{stop_address(user)}>"
    assert f"http://127.0.0.1:8000{pace_address(user)}" in message.body
    page = client.get(pace_address(user)).content.decode()
    assert "Once a day, all in one" in page and user.email not in page and user.display_name not in page
    assert client.post(pace_address(user), {"pace": "hourly"}).status_code == 422
    assert client.post(pace_address(user), {"pace": "daily"}).status_code == 302
    user.refresh_from_db()
    assert user.mail_pace == MailPace.DAILY


def test_mail_programs_stop_it_with_one_click() -> None:
    user, strict = make_user(), Client(enforce_csrf_checks=True)
    assert strict.get(stop_address(user)).status_code == 405
    assert strict.post(stop_address(user), {"List-Unsubscribe": "One-Click"}).status_code == 204
    user.refresh_from_db()
    assert user.mail_pace == MailPace.NEVER
    assert strict.post(pace_address(user), {"pace": "daily"}).status_code == 403


def test_a_link_that_nobody_made_or_whose_account_is_gone_leads_nowhere(client: Client) -> None:
    user = make_user()
    links = [pace_address(user)[:-2] + "x/", "/accounts/mail/1:abc/", "/accounts/mail/x/"]
    erase_account(actor=user, user=user, now=timezone.now())
    for link in [*links, pace_address(user)]:
        assert client.get(link).status_code == 404


def test_it_is_chosen_on_the_profile_too(client: Client) -> None:
    user = make_user()
    sign_in(client, user)
    assert "Notifications by e-mail" in client.get("/accounts/profile/").content.decode()
    data = {"display_name": "Ana", "language": "en", "mail_pace": "daily"}
    assert client.post("/accounts/profile/", data).status_code == 302
    user.refresh_from_db()
    assert user.mail_pace == MailPace.DAILY


def test_what_changes_an_account_is_mailed_at_once_to_everybody(
    django_capture_on_commit_callbacks: Any,
) -> None:
    for pace in MailPace:
        with django_capture_on_commit_callbacks(execute=True):
            notify(user=paced(pace), subject=f"Role, {pace}", body="", url="", about_account=True)
    assert sorted(sent.subject for sent in mail.outbox) == sorted(f"Role, {pace}" for pace in MailPace)
