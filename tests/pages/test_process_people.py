"""Roles in one process: given and taken after a question, undone, logged, told; and how the check starts."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Notice, User
from accounts.roles import Role
from audit.models import Entry
from processes.giving_roles import grant_process_role
from processes.models import Process, ProcessRole
from tests.factories.accounts import make_user, sign_in, with_second_factor
from tests.factories.processes import make_process

pytestmark = pytest.mark.django_db
PAGE = "/staff/budget/people/"


@pytest.fixture
def process() -> Process:
    return make_process(slug="budget", title="Budget 2030")


@pytest.fixture
def staff(client: Client) -> User:
    """Council staff, signed in with a second factor."""
    user = with_second_factor(make_user(roles=(Role.COUNCIL_STAFF,)))
    sign_in(client, user)
    return user


def typed(person: User, role: Role = Role.VALUATOR, **more: str) -> dict[str, str]:
    return {"email": person.email.upper(), "role": role.value, **more}


def test_a_role_is_given_after_a_question_and_the_person_is_told(
    client: Client, process: Process, staff: User
) -> None:
    person = make_user(display_name="Lotte R.")
    asked = client.post(f"{PAGE}give/", typed(person))
    assert "Give this role?" in asked.content.decode()
    assert not ProcessRole.objects.exists()
    response = client.post(f"{PAGE}give/", typed(person, sure="yes"), follow=True)
    assert "Lotte R. now has the role “Valuator” in this process." in response.content.decode()
    assert ProcessRole.objects.get().user == person
    assert Notice.objects.get(user=person).subject == "You now have the role “Valuator” in “Budget 2030”."
    entry = Entry.objects.get(action="processes.role_granted")
    assert entry.role == "council_staff"
    assert "Lotte" not in str(entry.data)


def test_a_role_is_taken_after_a_question(client: Client, process: Process, staff: User) -> None:
    held = grant_process_role(actor=None, process=process, user=make_user(), role=Role.JUROR)
    assert "Take this role away?" in client.get(f"{PAGE}{held.pk}/").content.decode()
    assert ProcessRole.objects.exists()
    client.post(f"{PAGE}{held.pk}/")
    assert not ProcessRole.objects.exists()
    assert Entry.objects.filter(action="processes.role_revoked").count() == 1


@pytest.mark.parametrize("given", [True, False])
def test_the_last_change_can_be_undone_once(
    client: Client, process: Process, staff: User, given: bool
) -> None:
    person = make_user()
    if given:
        client.post(f"{PAGE}give/", typed(person, sure="yes"))
    else:
        held = grant_process_role(actor=None, process=process, user=person, role=Role.VALUATOR)
        client.post(f"{PAGE}{held.pk}/")
    assert "Undo the last change" in client.get(PAGE).content.decode()
    page = client.post(f"{PAGE}undo/", follow=True).content.decode()
    assert "Undone." in page
    assert "Undo the last change" not in page
    assert ProcessRole.objects.exists() is not given
    client.post(f"{PAGE}undo/")
    assert ProcessRole.objects.exists() is not given


def test_what_cannot_be_given_is_refused_with_a_sentence_and_kept(
    client: Client, process: Process, staff: User
) -> None:
    stranger = client.post(f"{PAGE}give/", {"email": "nobody@example.org", "role": "juror"})
    assert stranger.status_code == 422
    assert "Nobody has an account with this address." in stranger.content.decode()
    assert 'value="nobody@example.org"' in stranger.content.decode()
    person = make_user()
    grant_process_role(actor=None, process=process, user=person, role=Role.JUROR)
    again = client.post(f"{PAGE}give/", typed(person, Role.JUROR, sure="yes"))
    assert "already has this role in this process" in again.content.decode()
    higher = client.post(f"{PAGE}give/", typed(person, Role.ADMINISTRATOR, sure="yes"))
    assert higher.status_code == 422
    assert ProcessRole.objects.count() == 1


def test_staff_of_one_process_manage_its_people_only(client: Client, process: Process) -> None:
    other = make_process(slug="other")
    helper = with_second_factor(make_user(roles=()))
    grant_process_role(actor=None, process=process, user=helper, role=Role.COUNCIL_STAFF)
    sign_in(client, helper)
    assert client.get(PAGE).status_code == 200
    assert client.get(f"/staff/{other.slug}/people/").status_code == 403
    foreign = grant_process_role(actor=None, process=other, user=helper, role=Role.JUROR)
    assert client.post(f"{PAGE}{foreign.pk}/").status_code == 404
    sign_in(client, make_user())
    assert client.get(PAGE).status_code == 403


def test_staff_set_how_the_check_starts(client: Client, process: Process, staff: User) -> None:
    assert "waits until council staff" in client.get("/staff/budget/").content.decode()
    assert client.post("/staff/budget/review/", {"start": "itself"}).status_code == 302
    process.refresh_from_db()
    assert process.review_at_threshold
    assert "straight to the city check" in client.get("/staff/budget/").content.decode()
    assert Entry.objects.filter(action="processes.review_set").count() == 1
    client.post("/staff/budget/review/", {"start": "itself"})
    assert Entry.objects.filter(action="processes.review_set").count() == 1
    assert client.post("/staff/budget/review/", {"start": ""}).status_code == 422


def test_whoever_moderates_one_process_finds_the_queue_in_the_menu(client: Client, process: Process) -> None:
    person = with_second_factor(make_user())
    sign_in(client, person)
    assert 'href="/moderation/"' not in client.get("/log/").content.decode()
    grant_process_role(actor=None, user=person, process=process, role=Role.MODERATOR, now=timezone.now())
    assert 'href="/moderation/"' in client.get("/log/").content.decode()
