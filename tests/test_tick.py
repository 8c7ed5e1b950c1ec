"""The clock: mail that was left, tasks of killed workers, pages that were planned, the daily check."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import StringIO
from smtplib import SMTPServerDisconnected
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.core import mail
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from wagtail.models import Page

from accounts.models import Notice
from accounts.notices import notify
from accounts.tasks import mail_notice
from audit.models import VerificationRun
from tests.factories.accounts import PASSWORD, make_user
from tests.factories.pages import make_home, make_text
from tests.factories.processes import make_process

pytestmark = pytest.mark.django_db


def tick() -> str:
    """Do the periodic work; return what it says."""
    out = StringIO()
    call_command("tick", stdout=out)
    return out.getvalue()


def long_ago(notice: Notice) -> None:
    """Make a notice and the attempt to mail it half an hour old."""
    then = timezone.now() - timedelta(minutes=30)
    Notice.objects.filter(pk=notice.pk).update(created_at=then)
    Notice.objects.filter(pk=notice.pk).exclude(mail_begun_at=None).update(mail_begun_at=then)


@pytest.fixture
def notice() -> Notice:
    """A notice whose mail nobody has sent yet."""
    notify(user=make_user(email="ana@example.org"), subject="Yes to the benches", body="", url="")
    return Notice.objects.get()


def break_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the mail server hang up."""

    def refuse(*args: Any, **kwargs: Any) -> None:
        raise SMTPServerDisconnected

    monkeypatch.setattr("accounts.tasks.EmailMessage.send", refuse)


def test_a_notice_whose_mail_was_refused_is_mailed_later_and_once(
    notice: Notice, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        break_mail(broken)
        with pytest.raises(SMTPServerDisconnected):
            mail_notice.call(notice.pk)
    tick()
    assert mail.outbox == [], "whoever is at it has ten minutes"
    long_ago(notice)
    assert "1 notifications mailed that were left" in tick()
    tick()
    assert [message.to for message in mail.outbox] == [["ana@example.org"]]


def test_a_mail_server_that_is_down_is_asked_once_and_stops_nothing_else(
    notice: Notice, monkeypatch: pytest.MonkeyPatch
) -> None:
    notify(user=make_user(), subject="Second", body="", url="")
    for each in Notice.objects.all():
        long_ago(each)
    break_mail(monkeypatch)
    assert "0 notifications mailed that were left" in tick()
    assert Notice.objects.filter(mail_begun_at=None).count() == 1


def test_old_news_is_mailed_to_nobody(notice: Notice) -> None:
    Notice.objects.update(created_at=timezone.now() - timedelta(days=3))
    tick()
    assert mail.outbox == []


def test_where_people_were_signed_in_is_forgotten_with_the_session(client: Client) -> None:
    user = make_user()
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    signed_out = Client()
    signed_out.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    signed_out.session.flush()
    UserSession.objects.update(last_seen_at=timezone.now() - timedelta(days=2))
    tick()
    assert [row.session_key for row in UserSession.objects.all()] == [client.session.session_key]


def left_task(*, workers: int, started: datetime) -> DBTaskResult[Any, Any]:
    """A task that so many workers took and did not finish."""
    return DBTaskResult.objects.create(
        args_kwargs={"args": [1], "kwargs": {}}, task_path="accounts.tasks.mail_notice", queue_name="default",
        backend_name="default", run_after=started, status=TaskResultStatus.RUNNING, started_at=started,
        worker_ids=[f"worker-{n}" for n in range(workers)], exception_class_path="", traceback="",
    )  # fmt: skip


def test_another_worker_does_what_a_killed_one_left() -> None:
    now = timezone.now()
    left = left_task(workers=1, started=now - timedelta(hours=2))
    busy = left_task(workers=1, started=now - timedelta(minutes=5))
    hopeless = left_task(workers=3, started=now - timedelta(hours=2))
    tick()
    states = [DBTaskResult.objects.get(pk=each.pk).status for each in (left, busy, hopeless)]
    assert states == [TaskResultStatus.READY, TaskResultStatus.RUNNING, TaskResultStatus.FAILED]


def test_results_of_old_tasks_are_deleted_with_what_they_were_about() -> None:
    done = left_task(workers=1, started=timezone.now())
    DBTaskResult.objects.update(
        status=TaskResultStatus.SUCCESSFUL, finished_at=timezone.now() - timedelta(days=20)
    )
    tick()
    assert not DBTaskResult.objects.filter(pk=done.pk).exists()


def test_a_page_that_an_editor_planned_is_published() -> None:
    page = make_text(make_home(), "Planned", "planned")
    page.unpublish()
    page.go_live_at = timezone.now() - timedelta(minutes=1)
    page.save_revision(approved_go_live_at=page.go_live_at)
    tick()
    assert Page.objects.get(pk=page.pk).live


def test_the_log_is_checked_once_a_day_however_often_the_clock_ticks() -> None:
    make_process()
    tick()
    checked = VerificationRun.objects.count()
    assert checked
    tick()
    assert VerificationRun.objects.count() == checked
    VerificationRun.objects.update(finished_at=timezone.now() - timedelta(hours=24))
    tick()
    assert VerificationRun.objects.count() == 2 * checked


def test_a_log_found_broken_is_checked_again_at_every_tick() -> None:
    make_process()
    tick()
    VerificationRun.objects.update(problems=[{"number": 1, "kind": "changed", "detail": "", "until": None}])
    before = VerificationRun.objects.count()
    tick()
    assert VerificationRun.objects.count() > before


def test_what_stops_is_named_and_the_rest_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    make_process()

    def stop(**_kwargs: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("proposals.management.commands.tend_proposals.expire_merges", stop)
    with pytest.raises(CommandError, match="Not done, see the messages above: tend_proposals"):
        tick()
    assert VerificationRun.objects.exists()


@override_settings(ALLOWED_HOSTS=["plaza.example.org"], SECURE_SSL_REDIRECT=True)
def test_monitors_are_answered_without_our_name_and_without_https(client: Client) -> None:
    answer = client.get("/health/", headers={"host": "10.0.0.7:8000"})
    assert answer.status_code == 200
    assert answer.json() == {"database": True, "cache": True, "oldest_task_waits_seconds": 0}
    assert answer.headers["Cache-Control"] == "no-store"
    left_task(workers=0, started=timezone.now())
    DBTaskResult.objects.update(
        status=TaskResultStatus.READY, enqueued_at=timezone.now() - timedelta(seconds=90)
    )
    assert client.get("/health/").json()["oldest_task_waits_seconds"] >= 90


def test_monitors_see_that_the_cache_is_gone(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: Any) -> None:
        raise ConnectionError

    monkeypatch.setattr("config.health.cache.set", refuse)
    answer = client.get("/health/")
    assert (answer.status_code, answer.json()["cache"], answer.json()["database"]) == (503, False, True)
