"""The public page: honest about its checks, filterable, fast however long the log."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from audit import actions, triggers
from audit.models import Chain, Entry
from audit.services import open_chain
from audit.timeline import PAGE
from audit.verification import check_chain

Write = Callable[..., Entry]
pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 17, 12, 0, tzinfo=UTC)


def page(client: Client, **query: object) -> str:
    """The page with blanks folded, as a reader sees it."""
    response = client.get(reverse("audit:log"), {key: str(value) for key, value in query.items()})
    assert response.status_code == 200
    return " ".join(unescape(response.content.decode()).split())


def titles(html: str, *candidates: str) -> list[str]:
    places = {title: html.find(f"<bdi>{title}</bdi>") for title in candidates}
    return sorted((title for title in candidates if places[title] >= 0), key=lambda title: places[title])


def test_an_empty_log_says_so_and_claims_nothing(client: Client) -> None:
    html = page(client)
    assert "Nothing has happened yet" in html
    assert "unbroken" not in html
    assert html.count("<h1") == 1


def test_entries_are_sentences_by_day_with_roles_and_no_names(
    client: Client, write: Write, ana: User
) -> None:
    write("Lamps", actor=ana, role="council_staff", at=NOON)
    write("Trees", at=NOON + timedelta(days=1))
    html = page(client)
    assert "Wrote note <bdi>—</bdi>: “<bdi>Lamps</bdi>”." in html
    assert titles(html, "Lamps", "Trees") == ["Trees", "Lamps"]
    assert html.index("Wednesday 18 March 2026") < html.index("Tuesday 17 March 2026")
    assert "Council staff" in html
    assert "Ana" not in html
    assert 'href="/log/city/1/"' in html


def test_what_anyone_may_do_is_done_by_someone(client: Client, write: Write, ana: User) -> None:
    write("Lamps", actor=ana, role="")
    assert ">Someone</td>" in page(client)
    assert ">Someone</td>" in " ".join(client.get("/log/city/1/").content.decode().split())


def test_it_says_that_no_check_ran(client: Client, write: Write) -> None:
    write()
    assert "Not checked yet." in page(client)
    assert "unbroken" not in page(client)


def test_it_says_what_the_last_check_found(client: Client, write: Write) -> None:
    for _ in range(3):
        write()
    check_chain(Chain.objects.get())
    assert "The chain is unbroken.</b> 3 entries, last checked by the city on" in page(client)
    write()
    html = page(client)
    assert "3 entries, last checked" in html
    assert "1 entry was written after that check." in html


def test_it_says_which_entry_is_broken(client: Client, write: Write) -> None:
    for _ in range(3):
        write()
    triggers.remove(connection)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_entry SET role = 'x' WHERE number = 2")
    check_chain(Chain.objects.get())
    html = page(client)
    assert "The chain is broken." in html
    assert "The whole city: entry 2 was changed." in html
    assert "unbroken" not in html
    assert "This entry is broken." in client.get("/log/city/2/").content.decode()


def test_one_unchecked_chain_is_enough_to_claim_nothing(client: Client, write: Write) -> None:
    write()
    check_chain(Chain.objects.get())
    write(chain="process-3")
    assert "The city has not yet checked 1 part of this log." in page(client)
    assert "The chain is unbroken." in page(client, chain="city")


@pytest.fixture
def various(write: Write, ana: User) -> None:
    open_chain(key="process-3", title="Budget 2026")
    write("Amber", at=NOON, role="moderator", actor=ana)
    write("Birch", at=NOON, role="resident", actor=ana, chain="process-3")
    write("Cedar", at=NOON + timedelta(days=1), role="moderator", actor=ana, chain="process-3")
    write(action="notes.counted", data={"count": 5}, at=NOON + timedelta(days=2))


ALL = ("Amber", "Birch", "Cedar")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["Cedar", "Birch", "Amber"]),
        ({"chain": "city"}, ["Amber"]),
        ({"chain": "process-3"}, ["Cedar", "Birch"]),
        ({"role": "moderator"}, ["Cedar", "Amber"]),
        ({"role": "moderator", "chain": "process-3"}, ["Cedar"]),
        ({"day": "2026-03-17"}, ["Birch", "Amber"]),
        ({"day": "2026-03-17", "role": "resident"}, ["Birch"]),
        ({"action": "notes.written", "day": "2026-03-18"}, ["Cedar"]),
        ({"action": "notes.counted"}, []),
        ({"action": "notes.written", "role": "moderator", "chain": "city", "day": "2026-03-17"}, ["Amber"]),
        ({"day": "2026-03-19", "role": "moderator"}, []),
    ],
)
def test_filters_combine(client: Client, various: None, query: dict[str, str], expected: list[str]) -> None:
    assert titles(page(client, **query), *ALL) == expected


def test_a_filter_without_result_offers_the_way_back(client: Client, various: None) -> None:
    html = page(client, role="juror")
    assert "Nothing in the log matches what you chose." in html
    assert "Show the whole log" in html


def test_the_choice_is_kept_in_the_form(client: Client, various: None) -> None:
    html = page(client, chain="process-3", day="2026-03-17")
    assert '<option value="process-3" selected>Budget 2026</option>' in html
    assert 'value="2026-03-17"' in html


@pytest.mark.parametrize(
    "query",
    [
        {"chain": "nowhere"}, {"day": "tomorrow"}, {"role": "<b>"}, {"action": "x.y"}, {"day": "9999-12-31"},
        {"day": "0001-01-01"},
    ],
)  # fmt: skip
def test_an_impossible_filter_is_an_error_and_not_a_lie(
    client: Client, various: None, query: dict[str, str]
) -> None:
    html = page(client, **query)
    assert 'id="errors"' in html
    assert titles(html, *ALL) == ["Cedar", "Birch", "Amber"]


@pytest.mark.parametrize("place", ["x", "1", "1-2-3", "9" * 40 + "-1", "1-" + "9" * 40, "-1-1", "١-٢"])
def test_an_impossible_place_is_survived(client: Client, various: None, place: str) -> None:
    assert client.get(reverse("audit:log"), {"before": place}).status_code == 200


def test_day_follows_the_clock_of_the_city(client: Client, write: Write) -> None:
    write("Late", at=datetime(2026, 3, 16, 23, 30, tzinfo=UTC))
    assert "Tuesday 17 March 2026" in page(client, day="2026-03-17")


def test_paging_shows_every_entry_once(client: Client, write: Write) -> None:
    for n in range(2 * PAGE + 3):
        write(f"n{n}", at=NOON + timedelta(minutes=n // 7), role="moderator" if n % 2 else "resident")
    seen: list[str] = []
    query: dict[str, str] = {}
    for turn in range(3):
        html = page(client, **query)
        seen += titles(html, *(f"n{n}" for n in range(2 * PAGE + 3)))
        assert ("Back to the newest" in html) is (turn > 0)
        earlier = re.search(r'before=([\d-]+)">Earlier', html)
        query = {"before": earlier[1]} if earlier else {}
    assert seen == [f"n{n}" for n in reversed(range(2 * PAGE + 3))]
    assert query == {}


def test_paging_keeps_the_filter(client: Client, write: Write) -> None:
    for n in range(PAGE + 1):
        write(f"n{n}", role="moderator")
    assert "?role=moderator&before=" in page(client, role="moderator")


def test_queries_do_not_grow_with_the_log(
    client: Client, write: Write, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(60):
        write(f"n{n}", chain=f"process-{n % 9}")
    for chain in Chain.objects.all():
        check_chain(chain)
    client.get(reverse("audit:log"))
    with django_assert_max_num_queries(6):
        page(client)
    with django_assert_max_num_queries(6):
        page(client, chain="process-3", role="system", day="2026-03-17")


def test_an_entry_has_its_own_page(client: Client, write: Write, ana: User) -> None:
    write("Lamps", actor=ana, role="resident")
    second = write("Trees", actor=ana, role="resident", data={"title": "Trees", "old_cost": 59000})
    write("Last")
    html = " ".join(client.get(second.get_absolute_url()).content.decode().split())
    assert "<h1>Entry 2</h1>" in html
    assert "This entry matches its fingerprint" in html
    assert second.hash in html and second.prev_hash in html
    assert "Old cost" in html and "59,000" in html
    assert 'href="/log/city/1/"' in html and 'href="/log/city/3/"' in html
    assert "Ana" not in html


def test_first_and_last_entries_lead_nowhere_else(client: Client, write: Write) -> None:
    write()
    html = client.get("/log/city/1/").content.decode()
    assert "/log/city/0/" not in html and "/log/city/2/" not in html
    assert client.get("/log/city/2/").status_code == 404
    assert client.get("/log/nowhere/1/").status_code == 404


def test_only_reading_is_possible(client: Client, write: Write) -> None:
    write()
    assert client.post(reverse("audit:log")).status_code == 405
    assert client.post("/log/city/1/").status_code == 405


def test_an_action_declared_after_the_first_look_can_be_chosen(client: Client, write: Write) -> None:
    page(client)
    actions.register(actions.Action(code="notes.lost", sentence="Lost a note."))
    write(action="notes.lost", data={})
    assert '<option value="notes.lost" selected>' in page(client, action="notes.lost")
