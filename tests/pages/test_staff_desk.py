"""The staff desk: dates and money, refused with sentences, and the editor that staff reach."""

from __future__ import annotations

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localtime
from wagtail.models import Locale, Page

from accounts.models import User
from accounts.roles import Role
from accounts.services import grant_role
from audit.models import Entry
from pages.editors import give_editor_rights
from processes.models import Process
from processes.phases import Phase
from processes.services import set_timeline
from proposals.lifecycle import Status
from tests.factories.accounts import make_user, sign_in, with_second_factor
from tests.factories.pages import make_home, make_news, make_process_page, make_text
from tests.factories.processes import make_process
from tests.factories.proposals import make_proposal, make_supporters
from tests.factories.voting import make_open_round, make_published_round
from voting.models import Round
from voting.rounds.words import round_state

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client: Client) -> User:
    """Council staff, signed in with a second factor."""
    user = with_second_factor(make_user(roles=(Role.COUNCIL_STAFF,)))
    sign_in(client, user)
    return user


def typed_dates(process: Process) -> dict[str, str]:
    """The dates of a process as the form shows them."""
    data = {}
    for window in process.timeline.windows:
        data[f"{window.phase}_starts"] = f"{localtime(window.starts):%Y-%m-%dT%H:%M}"
        data[f"{window.phase}_ends"] = f"{localtime(window.ends):%Y-%m-%dT%H:%M}"
    return data


def test_residents_are_told_why_they_may_not(client: Client) -> None:
    process = make_process()
    sign_in(client, make_user())
    response = client.get(f"/staff/{process.slug}/")
    assert response.status_code == 403
    assert "This is for council staff." in response.content.decode()


def test_new_dates_hold_at_once_and_are_in_the_log(client: Client, staff: User) -> None:
    process = make_process()
    data = typed_dates(process) | {"vote_starts": "", "vote_ends": ""}
    assert client.post(f"/staff/{process.slug}/dates/", data).status_code == 302
    fresh = Process.objects.get(pk=process.pk)
    assert fresh.timeline.window(Phase.VOTE) is None
    assert Entry.objects.filter(action="processes.timeline_set", role="council_staff").exists()


def test_dates_that_make_no_timeline_are_refused_and_kept(client: Client, staff: User) -> None:
    process = make_process()
    data = typed_dates(process)
    data["review_ends"] = data["review_starts"]
    response = client.post(f"/staff/{process.slug}/dates/", data)
    html = response.content.decode()
    assert response.status_code == 422
    assert "ends before it starts" in html
    assert data["review_starts"] in html
    assert Process.objects.get(pk=process.pk).timeline == process.timeline


def test_the_dates_of_a_frozen_vote_cannot_be_taken_from_its_voters(client: Client, staff: User) -> None:
    round = make_open_round()
    process = round.process
    page, dates = f"/staff/{process.slug}/dates/", typed_dates(process)
    earlier = f"{localtime(round.closes_at - timedelta(hours=2)):%Y-%m-%dT%H:%M}"
    for change in ({"vote_ends": earlier}, {"vote_starts": "", "vote_ends": ""}):
        refused = client.post(page, dates | change)
        assert refused.status_code == 422
        assert "are frozen: it takes ballots from" in refused.content.decode()
    with pytest.raises(ValidationError):
        set_timeline(actor=staff, process=process, windows=[])
    assert process.phases.filter(phase=Phase.VOTE).exists()
    assert client.post(page, dates).status_code == 302, "the same dates again are no change"
    Round.objects.update(closes_at=timezone.now() - timedelta(minutes=1))
    assert client.post(page, dates | {"vote_ends": earlier}).status_code == 302, "that vote is over"


def test_dates_typed_in_an_expired_session_come_back_after_sign_in(client: Client) -> None:
    process = make_process()
    page = f"/staff/{process.slug}/dates/"
    typed = typed_dates(process) | {"vote_ends": "2031-02-03T04:05"}
    assert client.post(page, typed).headers["Location"] == f"/accounts/login/?next={page}"
    sign_in(client, with_second_factor(make_user(roles=(Role.COUNCIL_STAFF,))))
    assert "2031-02-03T04:05" in client.get(page).content.decode()
    assert Process.objects.get(pk=process.pk).timeline == process.timeline


@pytest.mark.parametrize(
    "rest", ["users/", "users/new/", "users/edit/{}/", "users/delete/{}/", "groups/", "groups/new/",
             "bulk/accounts/user/delete/?id={}", "bulk/accounts/user/set_active_state/?id={}"]
)  # fmt: skip
def test_the_editor_cannot_change_people_behind_the_log(client: Client, rest: str) -> None:
    boss = with_second_factor(User.objects.create_superuser("boss@example.org", display_name="Boss"))
    sign_in(client, boss)
    person = make_user(display_name="Ana Reyes")
    changes = {"email": "other@example.org", "display_name": "Someone else", "is_superuser": "on"}
    response = client.post("/cms/" + rest.format(person.pk), changes)
    assert response.headers["Location"] == "/accounts/people/"
    person.refresh_from_db()
    assert (person.display_name, person.is_active, person.is_superuser) == ("Ana Reyes", True, False)
    assert "/cms/users/" not in client.get("/cms/").content.decode()


def test_a_round_says_where_it_stands_and_not_what_was_done_to_it(client: Client, staff: User) -> None:
    round = make_open_round()
    page = f"/staff/{round.process.slug}/"
    assert "Open until" in client.get(page).content.decode()
    assert "Frozen" not in client.get(page).content.decode()
    assert round_state(round, round.opens_at - timedelta(hours=1)).startswith("Opens on")
    assert round_state(round, round.closes_at) == "Closed, not counted yet"
    assert round_state(make_published_round().round, round.closes_at) == "Published"


def test_a_draft_is_previewed_as_readers_will_see_it_and_by_staff_alone(client: Client, staff: User) -> None:
    give_editor_rights()
    home = make_home()
    page = make_process_page(home, make_process(), "Budget")
    pages: list[Page] = [home, page, make_news(page, "News", "news"), make_text(home, "How it works", "how")]
    for each in pages:
        field = "intro" if each.slug == "news" else "lead"
        setattr(each, field, "Words that are not published yet")
        each.save_revision()
        draft = f"/cms/pages/{each.pk}/view_draft/"
        assert "Words that are not published yet" in client.get(draft).content.decode()
        public = client.get(each.url, headers={"host": "testserver"}).content.decode()
        assert "Words that are not published yet" not in public
    client.logout()
    assert client.get(draft).status_code == 302


def test_half_a_phase_is_refused(client: Client, staff: User) -> None:
    process = make_process()
    response = client.post(f"/staff/{process.slug}/dates/", typed_dates(process) | {"vote_ends": ""})
    assert "Give both dates, or leave both empty." in response.content.decode()


def test_money_is_set_in_whole_units_and_shown(client: Client, staff: User) -> None:
    process = make_process()
    assert client.post(f"/staff/{process.slug}/budgets/", {"city": "1250000.50"}).status_code == 302
    assert Process.objects.get(pk=process.pk).total_budget == 125_000_050
    assert "1,250,000.50" in client.get(f"/{process.slug}/").content.decode()


def test_negative_money_is_refused(client: Client, staff: User) -> None:
    process = make_process()
    before = process.total_budget
    response = client.post(f"/staff/{process.slug}/budgets/", {"city": "-5"})
    assert response.status_code == 422
    assert Process.objects.get(pk=process.pk).total_budget == before


def test_staff_reach_the_editor_and_residents_do_not(client: Client, staff: User) -> None:
    give_editor_rights()
    page = make_process_page(make_home(), make_process(), "Budget")
    assert client.get(f"/cms/pages/{page.pk}/edit/").status_code == 200
    client.logout()
    sign_in(client, make_user())
    assert client.get(f"/cms/pages/{page.pk}/edit/").status_code == 302


def test_editor_rights_come_with_the_migrations_and_twice_does_no_harm() -> None:
    give_editor_rights()
    call_command("check")
    give_editor_rights()
    group = make_user(roles=(Role.COUNCIL_STAFF,)).groups.get()
    assert group.permissions.filter(codename="access_admin").count() == 1


def test_staff_add_pictures_and_papers_and_translate_pages(client: Client, staff: User) -> None:
    give_editor_rights()
    home = make_home()
    for path in (
        "/cms/images/add/",
        "/cms/documents/multiple/add/",
        f"/cms/translation/submit/page/{home.pk}/",
    ):
        assert client.get(path).status_code == 200, path
    assert set(Locale.objects.values_list("language_code", flat=True)) == {"en", "es"}


def test_whoever_was_made_staff_on_the_site_finds_the_editor(client: Client) -> None:
    person = with_second_factor(make_user(roles=()))
    grant_role(actor=None, user=person, role=Role.COUNCIL_STAFF)
    assert not User.objects.get(pk=person.pk).is_staff
    sign_in(client, person)
    assert "Page editor" in client.get("/").content.decode()


def test_no_page_can_be_private_because_our_own_addresses_would_show_it(client: Client, staff: User) -> None:
    give_editor_rights()
    page = make_text(make_home(), "How it works", "how")
    assert "has been disabled" in client.get(f"/cms/pages/{page.pk}/privacy/").json()["html"]


def test_the_staff_side_has_a_menu_of_its_own(client: Client, staff: User) -> None:
    page = BeautifulSoup(client.get("/staff/").content, "html.parser")
    menu = [link.get_text(strip=True) for link in page.select(".top > .wrap > nav > a")]
    assert menu == ["Staff desk", "Public log", "Public site"]
    assert [each.text for each in page.select(".plate small")] == ["Plaza staff"]
    assert {each.text for each in page.select(".top nav > [aria-current]")} == {"Staff desk"}
    vote = reverse("voting:new", args=[make_process().slug])
    page = BeautifulSoup(client.get(vote).content, "html.parser")
    assert {each.text for each in page.select(".top nav > [aria-current=true]")} == {"Staff desk"}


def test_the_desk_counts_what_the_city_has_to_check_as_the_list_does(client: Client, staff: User) -> None:
    process = make_process(support_threshold=1)
    for status in (Status.PUBLISHED, Status.UNDER_REVIEW, Status.REJECTED):
        make_proposal(process=process, status=status)
    make_supporters(make_proposal(process=process), 1)
    assert "2 proposals for the city to check" in client.get("/staff/").content.decode()
    assert "2 proposals match" in client.get(f"/{process.slug}/proposals/?stage=check").content.decode()


@pytest.mark.parametrize("page", ["dates", "budgets", "merging", "review"])
def test_what_is_typed_for_one_process_is_not_kept_for_another(
    client: Client, staff: User, page: str
) -> None:
    """Typing is kept in the browser under the name that a form has: no two processes may share it."""
    kept = []
    for process in (make_process(), make_process()):
        shown = BeautifulSoup(client.get(f"/staff/{process.slug}/{page}/").content, "html.parser")
        kept += [form["data-keep"] for form in shown.select("main form[data-keep]")]
    assert len(set(kept)) == 2
    assert "" not in kept


def test_the_desk_leads_to_every_vote_and_says_where_it_stands(client: Client, staff: User) -> None:
    round = make_open_round()
    page = BeautifulSoup(client.get("/staff/").content, "html.parser")
    address = reverse("voting:manage", args=[round.process.slug, round.number])
    assert ["Open until" in line.get_text() for line in page.select(f'main li:has(a[href="{address}"])')] == [
        True
    ]


def test_amounts_stand_with_their_separators_in_every_form_of_the_staff(client: Client, staff: User) -> None:
    process = make_process(budgets={None: 2_500_000_00}, largest_cost=12_400_000_00)
    forms = {"budgets/": "2,500,000", "details/": "12,400,000"}
    for form, amount in forms.items():
        page = BeautifulSoup(client.get(f"/staff/{process.slug}/{form}").content, "html.parser")
        assert amount in [field.get("value") for field in page.select("input.money")]
    vote = BeautifulSoup(client.get(reverse("voting:new", args=[process.slug])).content, "html.parser")
    assert [field.get("value") for field in vote.select("input.money")] == ["2,500,000", None]
    assert "Money to share, in EUR" in vote.get_text()
