"""Pages that begin where the last one ended: nothing skipped, nothing twice, whatever happens meanwhile."""

from __future__ import annotations

import random

import pytest
from django.test import Client
from django.utils import timezone

from proposals.filters import Sort
from proposals.keyset import mark, page_at, read
from proposals.models import Proposal
from proposals.orders import COLUMNS, ByChance, ByColumns
from proposals.services import support_proposal
from proposals.shuffled import shuffle_for
from tests.factories.accounts import make_user
from tests.factories.moderation import hide
from tests.factories.processes import make_process
from tests.factories.proposals import make_proposal
from tests.proposals.many import make_many
from tests.proposals.test_list import html, link, numbers_in

pytestmark = pytest.mark.django_db
LIST = "/budget/proposals/"


@pytest.mark.parametrize("query", ["", "?sort=newest", "?sort=support", "?q=bench"])
def test_nothing_is_skipped_or_shown_twice_while_others_come_and_go(client: Client, query: str) -> None:
    process = make_process(slug="budget")
    make_many(process, 58)
    page = html(client, LIST + query)
    seen = numbers_in(page)
    for round_ in range(2):
        make_proposal(process=process, title=f"A new bench {round_} for the quay")
        support_proposal(actor=make_user(), proposal=Proposal.objects.get(number=seen[0]), now=timezone.now())
        hide(Proposal.objects.get(number=seen[1 + round_]))
        page = html(client, LIST + link(page, "next"))
        seen += numbers_in(page)
    assert len(seen) == len(set(seen))
    assert set(range(1, 59)) - set(seen) == set()


def test_a_page_whose_first_proposal_is_gone_still_opens_where_it_was(client: Client) -> None:
    make_many(make_process(slug="budget"), 45)
    second = link(html(client, f"{LIST}?sort=newest"), "next")
    before = numbers_in(html(client, LIST + second))
    hide(Proposal.objects.get(number=20))
    assert numbers_in(html(client, LIST + second)) == before


@pytest.mark.parametrize("sort", COLUMNS)
def test_marks_of_other_orders_are_no_marks(sort: Sort) -> None:
    order = ByColumns(Proposal.objects.all(), COLUMNS[sort])
    for text in ("", "x", "1__2", "1_2_3_4", "_1", "9" * 19, "1.5_2", "١_٢"):
        assert read(text, order.parts) is None
        assert page_at(order, after=text, before=text).wanted == []
    key = tuple(random.Random(1).randrange(10**15) for _ in range(order.parts))
    assert read(mark((key, 7)), order.parts) == key


BAD = [
    "?sort=x&page=-1&after=garbage",
    "?sort=newest&after=999999999999999999_1",
    "?sort=newest&before=-999999999999999999_1",
    "?sort=support&after=999999999999999999_999999999999999999_999999999999999999",
    "?after=999999999999999999&order=ffffffff",
    "?order=zzz&before=1",
    "?near=nan,nan&sort=nearest",
    "?near=999,999",
    "?sort=nearest",
    "?sort=relevance",
    "?q=%27%20OR%201%3D1%20--&sort=relevance&after=1_1",
    "?q=%22bench%22%20AND%20NEAR(quay%2C%202)%20OR%20*%20title%3Abench%5E2",
    "?q=bench*%20%26%20!quay%20%7C%20%3C-%3E%20%3A*A",
    "?q=%25%5F%5C&tag=%25",
    "?q=%00%F0%9F%8C%B3&district=%00&tag=%00&topic=%00",
    "?view=table&sort=discussed&after=-1_-1_-1",
    "?area=nan,inf,-inf,1&view=map",
    "?mine=followed",
    "?q=" + "x" * 10_000,
    "?" + "&".join(f"tag=t{n}&district=d{n}" for n in range(300)),
]


@pytest.mark.parametrize("query", BAD)
def test_nonsense_gives_a_normal_page(client: Client, query: str) -> None:
    make_many(make_process(slug="budget"), 25)
    page = html(client, LIST + query)
    assert "25 proposals" in page
    assert 'rel="next" href="?' in page or "Nothing matches" in page or "No proposals like this" in page or (
        numbers_in(page) or "None of these proposals" in page or "<table" in page
    )  # fmt: skip
    assert client.get(f"{LIST}feed/{query}").status_code == 200
    assert client.get(f"{LIST}proposals.csv{query}").status_code == 200


@pytest.mark.parametrize("mark_", ["999999999999999999", "-999999999999999999", "-3", "70"])
@pytest.mark.parametrize("few", [10, 1_000])
def test_a_mark_beyond_the_random_order_shows_nothing_twice(mark_: str, few: int) -> None:
    process = make_process()
    make_many(process, 45)
    found = Proposal.objects.in_process(process)
    order = ByChance(process, found, shuffle_for(7, 45), 45, few=few)
    for page in (page_at(order, after=mark_), page_at(order, before=mark_)):
        assert len(page.wanted) == len(set(page.wanted))
    assert page_at(order, before="999999999999999999").wanted == page_at(order, before="64").wanted
    assert page_at(order, after="-3").wanted == page_at(order).wanted
