"""The list: what it shows, filters that combine, fair order, pages, map, feed, and few queries."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from proposals.lifecycle import Status
from proposals.models import Proposal
from proposals.services import support_proposal
from tests.factories.accounts import make_district, make_staff, make_user, sign_in
from tests.factories.moderation import hide, restore
from tests.factories.processes import make_process
from tests.factories.proposals import make_draft, make_proposal, make_supporters
from tests.proposals.many import make_many

pytestmark = pytest.mark.django_db
QUERIES = 12
NEAR = "?near=kilnfield"


def html(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_drafts_and_hidden_proposals_are_in_no_list_feed_count_or_search(client: Client) -> None:
    process = make_process(slug="budget")
    make_proposal(process=process, title="Benches on the quay")
    secret = make_proposal(process=process, title="Insulting words about someone")
    make_draft(process=process, title="Half a thought about trams")
    hide(secret)
    for address in ("", "?q=insulting", "?q=trams", "?view=map", "feed/"):
        page = html(client, f"/budget/proposals/{address}")
        assert "Insulting" not in page
        assert "Half a thought" not in page
    assert "1 proposal" in html(client, "/budget/proposals/")
    restore(secret)
    assert "Insulting words" in html(client, "/budget/proposals/feed/")


def test_filters_combine_and_live_in_the_address(client: Client) -> None:
    kiln, north = make_district("Kilnfield"), make_district("Northgate")
    process = make_process(slug="budget", categories=["Green", "Walking"])
    green, walking = process.categories.all()
    make_proposal(process=process, title="Trees in Kilnfield", district=kiln, category=green, tags=["shade"])
    make_proposal(process=process, title="Trees in Northgate", district=north, category=green)
    make_proposal(process=process, title="Crossing in Kilnfield", district=kiln, category=walking)
    page = html(client, "/budget/proposals/?district=kilnfield&topic=green&q=TREES&tag=shade")
    assert "Trees in Kilnfield" in page
    assert "Trees in Northgate" not in page
    assert "Crossing" not in page
    assert "3 proposals" in page
    both = html(client, "/budget/proposals/?district=kilnfield&district=northgate")
    assert both.count('class="prop"') == 3
    assert "2 proposals in Kilnfield" in html(client, "/budget/proposals/?district=kilnfield")


def test_stages_tell_who_still_gathers_support(client: Client) -> None:
    process = make_process(slug="budget", support_threshold=2)
    reached = make_proposal(process=process, title="This one has enough of it")
    make_supporters(reached, 2)
    make_proposal(process=process, title="This one needs more support")
    make_proposal(process=process, title="This one cannot be done", status=Status.REJECTED)
    gathering = html(client, "/budget/proposals/?stage=gathering")
    assert "needs more support" in gathering
    assert "2 more needed" in gathering
    assert "has enough" not in gathering
    check = html(client, "/budget/proposals/?stage=check&stage=not_possible")
    assert "Goes to city check" in check
    assert "cannot be done" in check
    assert "needs more support" not in check


def test_what_was_merged_or_withdrawn_is_listed_only_where_its_stage_is_asked_for(client: Client) -> None:
    kiln = make_district("Kilnfield")
    process = make_process(slug="budget")
    make_proposal(process=process, title="Benches on the quay", district=kiln)
    gone = make_proposal(
        process=process, title="Benches taken back again", district=kiln, status=Status.WITHDRAWN
    )
    for view in ("", "?view=table", "?q=benches", "?q=benches+on", "?sort=newest", "feed/", "proposals.csv"):
        response = client.get(f"/budget/proposals/{view}")
        page = (response.getvalue() if response.streaming else response.content).decode()
        assert "Benches on the quay" in page, view
        assert "Benches taken back" not in page, view
    page = html(client, "/budget/proposals/?district=kilnfield")
    assert "1 proposal in Kilnfield" in page
    assert "1 merged or withdrawn proposal<" in page
    assert 'href="?district=kilnfield&amp;stage=closed"' in page
    assert "Benches taken back" in html(client, "/budget/proposals/?district=kilnfield&stage=closed")
    assert "Benches taken back" in html(client, "/budget/proposals/?stage=closed&q=benches")
    assert "1 proposal<" in html(client, "/")
    sign_in(client, gone.author)
    assert "Benches taken back" in html(client, "/budget/proposals/?mine=written")


def test_a_search_that_finds_only_what_was_withdrawn_leads_to_it(client: Client) -> None:
    process = make_process(slug="budget")
    make_proposal(process=process, title="Benches on the quay")
    make_proposal(process=process, title="Trampolines in the park", status=Status.WITHDRAWN)
    page = html(client, "/budget/proposals/?q=trampolines")
    assert "Nothing matches" in page
    assert "1 merged or withdrawn proposal<" in page
    assert "Trampolines in" in html(client, "/budget/proposals/?q=trampolines&stage=closed")


def test_where_everything_was_withdrawn_the_list_is_empty_and_says_what_there_was(client: Client) -> None:
    make_proposal(process=make_process(slug="budget"), title="Benches on it", status=Status.WITHDRAWN)
    page = html(client, "/budget/proposals/")
    assert "No proposals yet" in page
    assert "1 merged or withdrawn proposal<" in page
    assert "Benches on it" in html(client, "/budget/proposals/?stage=closed")


def test_nonsense_in_the_address_is_no_error(client: Client) -> None:
    make_proposal(process=make_process(slug="budget"))
    nonsense = "?page=999&sort=worst&stage=x&district=%00&area=1,2,3,x&topic=%27&q=%00%F0%9F%8C%B3&view=globe"
    assert client.get(f"/budget/proposals/{nonsense}").status_code == 200
    assert "1 proposal" in html(client, "/budget/proposals/?page=-3&area=9999,0,1,1")


def test_a_search_that_finds_nothing_offers_the_nearest_spelling(client: Client) -> None:
    process = make_process(slug="budget")
    make_proposal(process=process, title="A drinking fountain at the tram stop")
    page = html(client, "/budget/proposals/?q=fountin")
    assert "Nothing matches “fountin”" in page
    assert 'href="?q=fountain"' in page


def test_the_random_order_is_one_reader_s_own_and_the_same_all_day(client: Client) -> None:
    make_many(make_process(slug="budget"), 20)

    def order(agent: str) -> list[int]:
        response = client.get("/budget/proposals/", headers={"user-agent": agent})
        return [int(number) for number in re.findall(r'id="p(\d+)"', response.content.decode())]

    assert order("one browser") == order("one browser")
    assert sorted(order("one browser")) == list(range(1, 21))
    assert order("one browser") != order("another browser")
    person = make_user()
    sign_in(client, person)
    assert order("one browser") == order("another browser")
    assert not {"sessionid", "seed"} & set(Client().get("/budget/proposals/").cookies)


def test_sorting_by_support_and_date(client: Client) -> None:
    process = make_process(slug="budget")
    first = make_proposal(process=process, title="The one that many support")
    make_proposal(process=process, title="The one that came last")
    make_supporters(first, 1)
    by_support = html(client, "/budget/proposals/?sort=support")
    newest = html(client, "/budget/proposals/?sort=newest")
    assert by_support.index("many support") < by_support.index("came last")
    assert newest.index("came last") < newest.index("many support")


@pytest.mark.parametrize("query", ["", "?sort=newest", "?sort=support", "?sort=discussed", "?q=quay"])
def test_pages_hold_every_proposal_once_and_lead_back(client: Client, query: str) -> None:
    make_many(make_process(slug="budget"), 45)
    pages, address = [html(client, f"/budget/proposals/{query}")], ""
    while address := link(pages[-1], "next"):
        pages.append(html(client, f"/budget/proposals/{address}"))
    found = [numbers_in(page) for page in pages]
    assert [len(numbers) for numbers in found] == [20, 20, 5]
    assert sorted(number for numbers in found for number in numbers) == list(range(1, 46))
    assert not link(pages[0], "prev")
    back = html(client, f"/budget/proposals/{link(pages[2], 'prev')}")
    assert numbers_in(back) == found[1]
    assert numbers_in(html(client, f"/budget/proposals/{link(back, 'prev')}")) == found[0]


def link(page: str, rel: str) -> str:
    """The address of the page before or after; "" where there is none."""
    found = re.search(rf'rel="{rel}" href="([^"]*)"', page)
    return found[1].replace("&amp;", "&") if found else ""


def numbers_in(page: str) -> list[int]:
    """The numbers of the proposals that a page lists."""
    return [int(number) for number in re.findall(r'id="p(\d+)"', page)]


@pytest.mark.parametrize("count", [50, 500])
@pytest.mark.parametrize(
    "address",
    [
        "",
        "?sort=support&after=3_5_7",
        "?q=bench&district=kilnfield",
        "?view=map",
        "?view=table",
        NEAR,
    ],
)
def test_few_queries_however_long_the_list(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries, count: int, address: str
) -> None:
    kiln = make_district("Kilnfield")
    process = make_process(slug="budget", categories=["Green", "Walking"])
    make_many(process, count, district=kiln)
    sign_in(client, make_user())
    client.get("/log/")  # what the frame of every page remembers
    with django_assert_max_num_queries(QUERIES):
        assert client.get(f"/budget/proposals/{address}").status_code == 200


def test_the_list_stands_alone_where_places_lie_outside_the_city(client: Client) -> None:
    make_district("Kilnfield")
    process = make_process(slug="budget")
    make_proposal(process=process, latitude=51.77, longitude=19.45)
    page = html(client, "/budget/proposals/?view=map")
    assert "?view=map" not in html(client, "/budget/proposals/")
    assert 'class="pin"' not in page


def test_the_map_has_a_plate_for_each_place_and_works_without_scripts(client: Client) -> None:
    kiln = make_district("Kilnfield")
    lat, lon = kiln.boundary[0]
    process = make_process(slug="budget")
    make_proposal(process=process, title="Where the slide is", latitude=lat, longitude=lon, district=kiln)
    make_proposal(process=process, title="Nowhere in particular")
    page = html(client, "/budget/proposals/?view=map&district=kilnfield")
    assert 'class="pin" href="/budget/proposals/1/" aria-label="1 Where the slide is"' in page
    assert 'href="/budget/proposals/2/"' not in page
    assert "&amp;view=map" in html(client, "/budget/proposals/?district=kilnfield")


def test_a_crowded_map_adds_up_in_the_database_and_each_plate_leads_to_its_proposals(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("proposals.places.MOST_PLATES", 30)
    kiln, north = make_district("Kilnfield"), make_district("Northgate")
    process = make_process(slug="budget")
    make_many(process, 39, district=kiln)
    lat, lon = north.boundary[0]
    Proposal.objects.filter(number=7).update(latitude=lat, longitude=lon)
    page = html(client, "/budget/proposals/?view=map")
    assert "Map with 39 proposals" in page
    assert 'aria-label="38 places"' in page
    assert 'class="pin" href="/budget/proposals/7/"' in page
    found = re.search(r'class="pin many" href="([^"]*)"', page)
    assert found
    assert "38 proposals match" in html(client, "/budget/proposals/" + found[1].replace("&amp;", "&"))


def test_nobody_but_staff_sees_an_unpublished_process(client: Client) -> None:
    process = make_process(slug="budget")
    type(process).objects.filter(pk=process.pk).update(published=False)
    assert client.get("/budget/proposals/").status_code == 404
    sign_in(client, make_staff())
    assert client.get("/budget/proposals/").status_code == 200


def test_support_from_the_list_swaps_the_row_and_counts_once(client: Client) -> None:
    proposal, person = make_proposal(process=make_process(slug="budget")), make_user()
    sign_in(client, person)

    def send(want: str) -> str:
        form = {"in": "row", "want": want}
        page = client.post("/budget/proposals/1/support/", form, headers={"hx-request": "true"})
        return page.content.decode()

    for _double_click in range(2):
        row = send("yes")
        assert 'aria-pressed="true"' in row
        assert "<b>1</b>" in row
        assert "<html" not in row
    assert "<b>0</b>" in send("no")
    assert support_proposal(actor=person, proposal=proposal, now=timezone.now())


def test_a_whole_page_pasted_into_the_search_is_cut_and_not_refused(client: Client) -> None:
    make_process(slug="budget")
    answer = client.get("/budget/proposals/", {"q": "bench " * 5_000, "topic": ""})
    assert (answer.status_code, len(answer.headers["Location"]) < 500) == (302, True)


def test_an_address_carries_no_empty_fields(client: Client) -> None:
    make_proposal(process=make_process(slug="budget"))
    sent = client.get("/budget/proposals/?q=&topic=&district=kiln&district=north&near=+&stage=gathering")
    assert sent["Location"] == "/budget/proposals/?district=kiln&district=north&stage=gathering"
    assert client.get(sent["Location"]).status_code == 200
    assert client.get("/budget/proposals/?q=")["Location"] == "/budget/proposals/"
