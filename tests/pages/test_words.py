"""What editors change is on the page at once, though their words are remembered."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from pages.models import ProcessPage
from pages.words import process_titles, process_words
from processes.models import Process
from tests.factories.pages import make_home, make_news, make_process_page
from tests.factories.processes import make_process

pytestmark = pytest.mark.django_db


@pytest.fixture
def process() -> Process:
    process = make_process()
    make_process_page(make_home(), process, "Streets for all")
    return process


def test_words_are_read_once(process: Process) -> None:
    process_words(process, "en")
    process_titles("en")
    with CaptureQueriesContext(connection) as queries:
        assert process_words(process, "en") is not None
        assert process.pk in process_titles("en")
    assert len(queries) == 0


def test_a_process_without_a_page_is_remembered_as_well() -> None:
    process = make_process()
    assert process_words(process, "en") is None
    with CaptureQueriesContext(connection) as queries:
        assert process_words(process, "en") is None
    assert len(queries) == 0


def test_a_change_is_seen_at_once(client: Client, process: Process) -> None:
    assert client.get(f"/{process.slug}/").status_code == 200
    client.get("/")
    page = ProcessPage.objects.get(process=process)
    page.title, page.lead = "Streets first", "Words of today."
    page.save_revision().publish()
    read = client.get(f"/{process.slug}/").content.decode()
    assert "Streets first" in read
    assert "Words of today." in read
    assert "Streets first" in client.get("/").content.decode()


def test_news_are_seen_at_once_and_gone_when_they_are_taken_back(client: Client, process: Process) -> None:
    client.get(f"/{process.slug}/")
    news = make_news(ProcessPage.objects.get(process=process), "The trees are planted", "trees")
    assert news.title in client.get(f"/{process.slug}/").content.decode()
    Page.objects.get(pk=news.pk).specific.unpublish()
    assert news.title not in client.get(f"/{process.slug}/").content.decode()


def test_a_page_that_is_deleted_is_forgotten(process: Process) -> None:
    assert process_words(process, "en") is not None
    ProcessPage.objects.get(process=process).delete()
    assert process_words(process, "en") is None
    assert process_titles("en") == {}
