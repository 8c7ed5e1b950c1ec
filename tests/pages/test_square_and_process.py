"""The square, the process page in two languages, and the preview of another day."""

from __future__ import annotations

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import Notice
from accounts.roles import Role
from processes.giving_roles import grant_process_role
from processes.models import Process
from processes.permissions import local
from processes.phases import Phase
from tests.factories.accounts import make_district, make_user, sign_in, with_second_factor
from tests.factories.pages import make_home, make_news, make_process_page, make_text
from tests.factories.paper import tick_people
from tests.factories.processes import force_phase, make_process
from tests.factories.proposals import make_proposal
from tests.factories.voting import make_open_round, make_published_round
from voting.casting.sealing import cast_ballot
from voting.models import Round, RoundStatus

pytestmark = pytest.mark.django_db


def test_square_counts_what_is_open_and_says_what_to_do(client: Client) -> None:
    make_home()
    collecting = make_process(phase=Phase.COLLECT)
    make_proposal(process=collecting)
    html = client.get("/").content.decode()
    assert "One decision is open now" in html
    assert "Write a proposal" in html
    assert f'href="/{collecting.slug}/"' in html
    assert "You are here." in html


def test_the_districts_count_what_is_being_collected_and_not_what_is_being_voted_on(client: Client) -> None:
    district = make_district(name="Kilnfield")
    voting = make_process(slug="streets", phase=Phase.VOTE)
    collecting = make_process(slug="budget", phase=Phase.COLLECT)
    for process in (voting, voting, collecting):
        make_proposal(process=process, district=district)
    page = client.get("/")
    assert [(count, slug) for _district, count, slug in page.context["districts"]] == [(1, "budget")]


def test_square_counts_people_who_voted_on_paper_among_those_who_voted(client: Client) -> None:
    make_home()
    voter = make_user()
    round = make_open_round(voters=[voter], strangers=3)
    sign_in(client, voter)
    assert "0 people have voted. You have not voted yet." in words(client)
    cast_ballot(actor=voter, round=round, choices=[1], now=timezone.now())
    assert "1 person has voted." in words(client)
    tick_people(round, "Town hall", 2, now=timezone.now())
    assert "3 people have voted. 2 of them voted on paper.</p>" in words(client)


def test_who_has_voted_sees_so_and_is_not_asked_again(client: Client) -> None:
    make_home()
    voter = make_user()
    round = make_open_round(voters=[voter])
    sign_in(client, voter)
    pages = ("/", round.process.get_absolute_url())
    for page in pages:
        assert "Open your ballot" in words(client, page)
        assert "You have voted" not in words(client, page)
    cast_ballot(actor=voter, round=round, choices=[1], now=timezone.now())
    for page in pages:
        assert "Open your ballot" not in words(client, page)
        assert "You have voted" in words(client, page)
        assert reverse("voting:box", args=[round.process.slug, round.number]) in words(client, page)


def test_the_deadline_is_that_of_the_vote_even_where_its_phase_is_longer(client: Client) -> None:
    make_home()
    now = timezone.now()
    round = make_open_round(now=now, closes_at=now + timedelta(hours=3))
    phase = round.process.timeline.window(Phase.VOTE)
    assert phase is not None
    assert phase.ends > round.closes_at
    assert f"The vote closes on {local(round.closes_at)}." in words(client)
    assert "2 hours left" in words(client)
    Round.objects.update(closes_at=now - timedelta(minutes=1))
    page = words(client, round.process.get_absolute_url())
    assert f"Voting closed on {local(now - timedelta(minutes=1))}." in page
    assert "The vote closes on" not in page
    Round.objects.update(opens_at=now + timedelta(hours=1), closes_at=now + timedelta(hours=3))
    assert f"Voting opens on {local(now + timedelta(hours=1))}." in words(client)


def words(client: Client, page: str = "/") -> str:
    """The square or another page as text on one line."""
    return " ".join(client.get(page).content.decode().split())


def test_a_published_result_is_not_promised_any_more(client: Client) -> None:
    make_home()
    now = timezone.now()
    round = make_published_round().round
    force_phase(round.process, Phase.RESULT, now)
    page = words(client, f"/{round.process.slug}/")
    assert "The result is published." in page
    assert "worked out and published by" not in page
    assert "days left" not in page
    Round.objects.filter(pk=round.pk).update(status=RoundStatus.COUNTED)
    assert "The result is worked out and published by" in words(client, f"/{round.process.slug}/")


def test_square_without_any_process_says_so(client: Client) -> None:
    make_home()
    html = client.get("/").content.decode()
    assert "Nothing is open right now" in html
    assert "What was decided so far is under Results." not in html


def test_unpublished_process_is_for_staff_only(client: Client) -> None:
    process = make_process()
    process.published = False
    process.save(update_fields=["published"])
    assert client.get(f"/{process.slug}/").status_code == 404
    staff = with_second_factor(make_user(roles=(Role.COUNCIL_STAFF,)))
    sign_in(client, staff)
    html = client.get(f"/{process.slug}/").content.decode()
    assert "Not public yet" in html


def test_process_page_speaks_the_readers_language(client: Client) -> None:
    process = make_process()
    english = make_home()
    make_process_page(english, process, "Budget for all")
    make_process_page(make_home("es", english), process, "Presupuesto para todos")
    assert "Budget for all" in client.get(f"/{process.slug}/").content.decode()
    spanish = client.get(f"/{process.slug}/", headers={"accept-language": "es"}).content.decode()
    assert "Presupuesto para todos" in spanish
    assert '<h1 lang="es">' in spanish


def test_process_without_an_editors_page_still_has_one(client: Client) -> None:
    process = make_process()
    html = client.get(f"/{process.slug}/").content.decode()
    assert f'<h1 lang="{process.language}">{process.title}</h1>' in html


def test_news_of_another_process_is_not_found_under_this_one(client: Client) -> None:
    home = make_home()
    mine, other = make_process(), make_process()
    make_news(make_process_page(home, mine, "Mine"), "Lights are on", "lights")
    make_process_page(home, other, "Other")
    assert "Lights are on" in client.get(f"/{mine.slug}/lights/").content.decode()
    assert client.get(f"/{other.slug}/lights/").status_code == 404


def test_menu_holds_text_pages_and_falls_back_to_the_language_there_is(client: Client) -> None:
    english = make_home()
    how = make_text(english, "How it works", "how")
    make_text(english, "Only English", "only")
    make_text(make_home("es", english), "Cómo funciona", "how", how)
    html = client.get("/", headers={"accept-language": "es"}).content.decode()
    assert "Cómo funciona" in html
    assert "How it works" not in html
    assert "Only English" in html
    assert client.get("/only/", headers={"accept-language": "es"}).status_code == 200


def test_outside_its_phases_a_process_says_what_comes_or_that_it_is_over(client: Client) -> None:
    soon = client.get(make_process(phase=None).get_absolute_url()).content.decode()
    assert "Next: Ideas, from" in soon
    long_ago = make_process(phase=Phase.DELIVERY, now=timezone.now() - timedelta(days=60))
    over = client.get(long_ago.get_absolute_url()).content.decode()
    assert "This process is over. It ended on" in over
    assert "This process is over" not in soon


def test_preview_shows_another_day_to_staff_only_and_never_writes(client: Client) -> None:
    process = make_process(phase=Phase.COLLECT)
    vote = process.timeline.window(Phase.VOTE)
    assert vote is not None
    day = f"{timezone.localtime(vote.starts + timedelta(days=1)):%Y-%m-%d}"
    assert "Proposals close on" in client.get(f"/{process.slug}/?on={day}").content.decode()
    staff = with_second_factor(make_user(roles=(Role.COUNCIL_STAFF,)))
    sign_in(client, staff)
    html = client.get(f"/{process.slug}/?on={day}").content.decode()
    assert "The vote closes on" in html
    assert "You are looking at" in html
    refused = client.post(f"/staff/{process.slug}/dates/?on={day}", {})
    assert refused.status_code == 403
    assert "You are looking at another day, and nothing can be changed there." in refused.content.decode()


@pytest.mark.parametrize("role", [Role.RESIDENT, Role.MODERATOR, Role.VALUATOR])
def test_other_roles_see_no_other_day(client: Client, role: Role) -> None:
    make_home()
    sign_in(client, with_second_factor(make_user(roles=(role,))))
    assert "You are looking at" not in client.get("/?on=2030-05-03").content.decode()


@pytest.mark.parametrize(
    "page",
    ["", "proposals/", "proposals/proposals.csv", "proposals/1/", "vote/1/", "vote/1/box/", "vote/1/key/"],
)
def test_a_process_that_is_not_public_yet_is_for_staff_alone(client: Client, page: str) -> None:
    round = make_open_round()
    make_proposal(process=round.process)
    Process.objects.filter(pk=round.process.pk).update(published=False)
    path = f"/{round.process.slug}/{page}"
    assert client.get(path).status_code == 404
    sign_in(client, make_user())
    assert client.get(path).status_code == 404
    sign_in(client, with_second_factor(make_user(roles=(Role.COUNCIL_STAFF,))))
    assert client.get(path).status_code in {200, 302}


def test_what_a_page_notes_when_it_is_opened_is_not_noted_in_a_preview(client: Client) -> None:
    staff = with_second_factor(make_user(roles=(Role.COUNCIL_STAFF,)))
    Notice.objects.create(user=staff, subject="Unread", body="")
    sign_in(client, staff)
    assert "Unread" in client.get("/accounts/notices/?on=2030-05-03").content.decode()
    assert Notice.objects.waiting_for(staff) == 1
    client.get("/accounts/notices/")
    assert Notice.objects.waiting_for(staff) == 0


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2027-02-30", "soon"])
def test_a_day_that_nobody_can_mean_is_today(client: Client, day: str) -> None:
    proposal = make_proposal()
    sign_in(client, with_second_factor(make_user(roles=(Role.COUNCIL_STAFF,))))
    response = client.get(f"{proposal.get_absolute_url()}?on={day}")
    assert response.status_code == 200
    assert "You are looking at" not in response.content.decode()


def test_staff_of_one_process_preview_it_too(client: Client) -> None:
    process = make_process(phase=Phase.COLLECT)
    staff = with_second_factor(make_user(roles=()))
    grant_process_role(actor=None, process=process, user=staff, role=Role.COUNCIL_STAFF)
    sign_in(client, staff)
    assert "You are looking at" in client.get(f"/{process.slug}/?on=2030-05-03").content.decode()


def test_pages_ask_the_database_little(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    home = make_home()
    for number in range(6):
        process = make_process()
        make_news(make_process_page(home, process, f"Process {number}"), "News", "news")
    sign_in(client, make_user())
    for path in ("/", f"/{process.slug}/", f"/{process.slug}/news/"):
        client.get(path)
        with django_assert_max_num_queries(12):
            assert client.get(path).status_code == 200


def test_the_square_says_how_many_notices_wait_until_they_are_read(client: Client) -> None:
    make_home()
    user = make_user()
    sign_in(client, user)
    assert "new notification" not in client.get("/").content.decode()
    for subject in ("One", "Two"):
        Notice.objects.create(user=user, subject=subject, body="Text")
    assert "new notifications" in client.get("/").content.decode()
    client.get(reverse("accounts:notices"))
    assert "new notification" not in client.get("/").content.decode()


def test_every_page_below_a_process_marks_its_entry_of_the_menu(client: Client) -> None:
    home = make_home()
    make_text(home, "Privacy", "privacy")
    round = make_published_round().round
    process = round.process
    places = {
        "/": "Take part",
        process.get_absolute_url(): "Take part",
        reverse("proposals:list", args=[process.slug]): "Take part",
        round.get_absolute_url(): "Take part",
        reverse("voting:result", args=[process.slug, round.number]): "Results",
        "/results/": "Results",
        "/privacy/": "Privacy",
        "/log/": "",
    }
    for path, entry in places.items():
        page = BeautifulSoup(client.get(path, follow=True).content, "html.parser")
        marked = page.select(".top > .wrap > nav > [aria-current]")
        assert [link.get_text(strip=True) for link in marked] == [entry] * bool(entry), path
        assert all((link["aria-current"] == "page") == (link["href"] == path) for link in marked), path
