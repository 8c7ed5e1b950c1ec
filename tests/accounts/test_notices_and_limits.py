"""Notices by mail, and how often one person may do one thing."""

from __future__ import annotations

import time
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext as _
from pytest_django import DjangoAssertNumQueries

from accounts.limits import TooMany, check, check_name
from accounts.models import Notice
from accounts.notices import notify, speaking_to
from accounts.tasks import mail_notice
from tests.factories.accounts import make_user, sign_in

pytestmark = pytest.mark.django_db


def test_a_notice_is_mailed_as_plain_text_after_commit(django_capture_on_commit_callbacks: Any) -> None:
    user = make_user(display_name="Ana <b>Reyes</b>")
    with django_capture_on_commit_callbacks(execute=True):
        notify(user=user, subject="Two\nlines", body="“Quoted” & <plain>", url="/budget/proposals/12/")
        assert mail.outbox == [], "nothing is sent before the transaction is done"
    message = mail.outbox[0]
    assert (message.subject, message.to) == ("Two lines", [user.email])
    assert "Hello Ana <b>Reyes</b>," in message.body
    assert "“Quoted” & <plain>" in message.body
    assert "http://127.0.0.1:8000/budget/proposals/12/" in message.body
    assert message.content_subtype == "plain"


def test_a_notice_of_something_that_failed_is_never_sent(django_capture_on_commit_callbacks: Any) -> None:
    user = make_user()
    with (
        django_capture_on_commit_callbacks(execute=True),
        pytest.raises(RuntimeError),
        transaction.atomic(),
    ):
        notify(user=user, subject="Done", body="", url="")
        raise RuntimeError
    assert mail.outbox == []
    assert Notice.objects.count() == 0


def test_a_task_that_runs_twice_mails_once() -> None:
    notify(user=make_user(), subject="Once", body="", url="")
    for _time in range(2):
        mail_notice.enqueue(Notice.objects.get().pk)
    assert len(mail.outbox) == 1


def test_a_long_subject_is_cut_not_refused() -> None:
    notify(user=make_user(), subject="é" * 5000, body="", url="")
    assert len(Notice.objects.get().subject) == 200


def test_texts_are_made_in_the_language_of_the_reader() -> None:
    with speaking_to(make_user(language="es")):
        assert _("Yes") == "Sí"


def test_acts_are_counted_per_person_and_kind() -> None:
    ana, bo = make_user(), make_user()
    for _time in range(3):
        check(actor=ana, act="comment", limit=3, seconds=3600)
    with pytest.raises(TooMany) as refusal:
        check(actor=ana, act="comment", limit=3, seconds=3600)
    assert 0 < refusal.value.seconds_left <= 3600
    assert str(refusal.value).startswith("That was a lot in a short time. Wait ")
    check(actor=bo, act="comment", limit=3, seconds=3600)
    check(actor=ana, act="report", limit=3, seconds=3600)


def test_after_the_window_one_may_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    ana, start = make_user(), time.time()
    check(actor=ana, act="comment", limit=1, seconds=60)
    with pytest.raises(TooMany):
        check(actor=ana, act="comment", limit=1, seconds=60)
    monkeypatch.setattr("accounts.limits.time.time", lambda: start + 61)
    check(actor=ana, act="comment", limit=1, seconds=60)


def test_the_sentence_counts_minutes() -> None:
    assert "Wait 1 minute," in str(TooMany(5))
    assert "Wait 2 minutes," in str(TooMany(61))


def test_a_busy_city_does_not_make_limits_forget() -> None:
    """One process keeps sessions and limits in the same memory, and makes room when it is full."""
    name = f"line-{time.monotonic()}"
    for _turn in range(3):
        check_name(name, act="try", limit=3, seconds=3_600)
    for number in range(3_000):
        cache.set(f"session-{name}-{number}", "somebody", 60)
    with pytest.raises(TooMany):
        check_name(name, act="try", limit=3, seconds=3_600)


def test_the_number_of_what_is_new_stands_in_the_menu_of_every_page_and_costs_no_query(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    user = make_user()
    sign_in(client, user)
    client.get("/log/")
    with CaptureQueriesContext(connection) as before:
        page = client.get("/log/").content.decode()
    assert "new notification" not in page and ">Notifications</a>" in page
    for _time in range(2):
        notify(user=user, subject="News", body="", url="")
    with django_assert_num_queries(len(before)):
        page = client.get("/log/").content.decode()
    assert "2 new notifications" in page and ">Notifications (2)</a>" in page
    assert "Notifications (" not in client.get("/accounts/notices/").content.decode()
    assert "new notification" not in client.get("/log/").content.decode()
