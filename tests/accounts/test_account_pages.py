"""One's own account: what is shown, what can be changed, what survives an expired session."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Notice, User
from accounts.notices import notify
from accounts.roles import Role
from accounts.typed import KEPT_SECONDS, KEY
from tests.accounts.pages import assert_well_made, text_of
from tests.factories.accounts import (
    PASSWORD,
    make_administrator,
    make_district,
    make_staff,
    make_user,
    sign_in,
)

pytestmark = pytest.mark.django_db
HOME, PROFILE, NOTICES = reverse("accounts:home"), reverse("accounts:profile"), reverse("accounts:notices")


def answers(**changed: str) -> dict[str, str]:
    return {"display_name": "Ana Reyes", "legal_name": "", "birth_date": "", "language": "en"} | changed


@pytest.mark.parametrize(
    "name", ["home", "profile", "notices", "privacy", "erase", "export", "people", "person"]
)
def test_visitors_are_asked_to_sign_in_and_come_back(client: Client, name: str) -> None:
    path = reverse(f"accounts:{name}", args=[1] if name == "person" else [])
    assert client.get(path).headers["Location"] == f"{reverse('account_login')}?next={path}"


@pytest.mark.parametrize("name", ["home", "profile", "notices", "privacy", "erase"])
def test_pages_are_well_made_in_twelve_queries(client: Client, name: str) -> None:
    user = make_user(district=make_district())
    for number in range(60):
        Notice.objects.create(user=user, subject=f"Notice {number}", body="Text")
    sign_in(client, user)
    client.get(HOME)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        page = client.get(reverse(f"accounts:{name}"))
    assert_well_made(page)
    assert len(queries) <= 12, [query["sql"][:90] for query in queries]


def test_the_page_says_who_one_is(client: Client) -> None:
    user = make_user(display_name="Ana Reyes", district=make_district("Northgate"))
    sign_in(client, user)
    page = text_of(client.get(HOME))
    for shown in ("Ana Reyes", "Northgate", user.email, "Resident", "English", "Signed in on"):
        assert shown in page


def test_changing_names_language_and_home(client: Client) -> None:
    user, home = make_user(roles=()), make_district("Northgate")
    sign_in(client, user)
    changed = answers(
        legal_name="Ana María Reyes", birth_date="1990-02-01", language="es", district=home.slug
    )
    response = client.post(PROFILE, changed)
    assert response.headers["Location"] == HOME
    assert response.cookies["django_language"].value == "es"
    user = User.objects.get(pk=user.pk)
    assert (user.display_name, user.legal_name, user.language) == ("Ana Reyes", "Ana María Reyes", "es")
    assert user.district == home
    assert user.city_roles == {Role.RESIDENT}
    assert 'lang="es"' in text_of(client.get(HOME))


def test_moving_away_takes_the_role(client: Client) -> None:
    user = make_user(district=make_district())
    sign_in(client, user)
    client.post(PROFILE, answers(district=""))
    user = User.objects.get(pk=user.pk)
    assert (user.district, user.city_roles) == (None, frozenset())


def test_in_a_city_without_districts_residents_stay_residents(client: Client) -> None:
    user = make_user()
    sign_in(client, user)
    assert "checked" in text_of(client.get(PROFILE))
    client.post(PROFILE, answers(lives_here="on"))
    assert User.objects.get(pk=user.pk).city_roles == {Role.RESIDENT}
    client.post(PROFILE, answers())
    assert User.objects.get(pk=user.pk).city_roles == frozenset()


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("display_name", "", "Say what neighbours should call you."),
        ("display_name", "x" * 70, "Use at most 60 letters. You have 70."),
        ("legal_name", "x" * 121, "Use at most 120 letters. You have 121."),
        ("birth_date", "yesterday", "Write the date as year-month-day, such as 1984-03-09."),
        ("birth_date", "1790-01-01", "Check the year"),
        ("birth_date", "2990-01-01", "Check the year"),
        ("language", "xx", "“xx” cannot be chosen"),
        ("district", "atlantis", "cannot be chosen"),
    ],
)
def test_mistakes_are_named_and_typing_is_kept(client: Client, field: str, value: str, sentence: str) -> None:
    user = make_user(display_name="Before", district=make_district())
    sign_in(client, user)
    page = client.post(PROFILE, answers(legal_name="Kept Name") | {field: value})
    assert page.status_code == 422
    assert sentence in text_of(page)
    assert field == "legal_name" or 'value="Kept Name"' in text_of(page)
    assert_well_made(page)
    user.refresh_from_db()
    assert user.display_name == "Before"


def test_ten_megabytes_in_a_name_are_refused_with_a_sentence(client: Client) -> None:
    sign_in(client, make_user())
    page = client.post(PROFILE, answers(display_name="a" * (10 * 1024 * 1024)))
    assert page.status_code == 422
    assert "Use at most 60 letters. You have 10,485,760." in text_of(page)


def test_what_was_typed_in_an_expired_session_is_there_after_sign_in(client: Client) -> None:
    user = make_user(display_name="Before")
    sign_in(client, user)
    client.logout()
    response = client.post(PROFILE, answers(display_name="Typed for long"))
    login = response.headers["Location"]
    assert "what you typed is kept" in text_of(client.get(login))
    client.post(login, {"login": user.email, "password": PASSWORD, "next": PROFILE})
    page = client.get(PROFILE)
    assert 'value="Typed for long"' in text_of(page)
    assert "It is not sent yet." in text_of(page)
    assert User.objects.get(pk=user.pk).display_name == "Before"
    assert 'value="Before"' in text_of(client.get(PROFILE)), "it is shown once"


def test_what_was_typed_long_ago_is_gone(client: Client) -> None:
    client.post(PROFILE, answers(display_name="Typed for long"))
    session = client.session
    session[KEY] = session[KEY] | {"at": session[KEY]["at"] - KEPT_SECONDS - 1}
    session.save()
    client.post(
        reverse("account_login"), {"login": make_user(email="ana@example.org").email, "password": PASSWORD}
    )
    assert "Typed for long" not in text_of(client.get(PROFILE))


def test_a_password_is_never_kept(client: Client) -> None:
    client.post(reverse("accounts:erase"), {"password": PASSWORD, "sure": "on"})
    kept = str(dict(client.session))
    assert "sure" in kept
    assert PASSWORD.split()[1] not in kept


def test_notices_are_new_once(client: Client) -> None:
    user, other = make_user(), make_user()
    notify(user=user, subject="The city answered you", body="Read <b>it</b>.", url="/x/")
    notify(user=other, subject="Not for you", body="", url="")
    sign_in(client, user)
    assert "1 new notification for you." in text_of(client.get(HOME))
    page = text_of(client.get(NOTICES))
    assert "The city answered you" in page
    assert "Read &lt;b&gt;it&lt;/b&gt;." in page
    assert ">New<" in page.replace(" New<", ">New<")
    assert "Not for you" not in page
    assert "Nothing new for you." in text_of(client.get(HOME))
    assert Notice.objects.get(user=other).read_at is None


def test_many_notices_come_in_pages(client: Client) -> None:
    user = make_user()
    for number in range(25):
        Notice.objects.create(user=user, subject=f"Notice {number}", body="", created_at=timezone.now())
    sign_in(client, user)
    first, second = text_of(client.get(NOTICES)), text_of(client.get(f"{NOTICES}?page=2"))
    assert "Notice 24<" in first
    assert "Notice 0<" not in first
    assert "Notice 0<" in second


def test_an_empty_board_says_what_will_be_there(client: Client) -> None:
    sign_in(client, make_user())
    assert "Nothing yet." in text_of(client.get(NOTICES))


def test_the_language_switch_is_remembered_in_the_account(client: Client) -> None:
    user = make_user()
    sign_in(client, user)
    response = client.post(reverse("accounts:language"), {"language": "es", "next": NOTICES})
    assert response.headers["Location"] == NOTICES
    assert response.cookies["django_language"].value == "es"
    assert User.objects.get(pk=user.pk).language == "es"


def test_visitors_switch_the_language_too_and_nonsense_changes_nothing(client: Client) -> None:
    assert (
        client.post(reverse("accounts:language"), {"language": "es"}).cookies["django_language"].value == "es"
    )
    user = make_user()
    sign_in(client, user)
    client.post(reverse("accounts:language"), {"language": "xx"})
    assert User.objects.get(pk=user.pk).language == "en"


def test_only_administrators_open_the_list_of_people(client: Client) -> None:
    sign_in(client, make_staff())
    page = client.get(reverse("accounts:people"))
    assert page.status_code == 403
    assert "This is for administrators." in text_of(page)
    assert client.post(reverse("accounts:person", args=[1]), {"roles": "administrator"}).status_code == 403


def test_an_administrator_finds_people_and_changes_roles(client: Client) -> None:
    boss, ana = make_administrator(), make_user(display_name="Ana Reyes", email="ana@example.org")
    make_user(display_name="Bo")
    sign_in(client, boss)
    people = reverse("accounts:people")
    assert "Ana Reyes" not in text_of(client.get(people)), "without a search, only those with a staff role"
    for words in ("reyes", "ana@ex"):
        page = client.get(people, {"q": words})
        assert "Ana Reyes" in text_of(page)
        assert "Bo<" not in text_of(page)
        assert_well_made(page)
    assert "Nobody found." in text_of(client.get(people, {"q": "zzz"}))
    url = reverse("accounts:person", args=[ana.pk])
    assert_well_made(client.get(url))
    client.post(url, {"roles": ["moderator"]})
    assert User.objects.get(pk=ana.pk).city_roles == {Role.MODERATOR}
    assert Notice.objects.filter(user=ana).count() == 2, "one for the role given, one for the role taken"


def test_the_last_administrator_cannot_step_down(client: Client) -> None:
    boss = make_administrator()
    sign_in(client, boss)
    page = client.post(reverse("accounts:person", args=[boss.pk]), {"roles": ["resident"]})
    assert page.status_code == 422
    assert "This is the last administrator." in text_of(page)
    assert User.objects.get(pk=boss.pk).city_roles == {Role.ADMINISTRATOR}, "nothing was changed by half"


def test_the_list_of_people_stays_at_twelve_queries(client: Client) -> None:
    boss = make_administrator()
    for _number in range(30):
        make_user(roles=(Role.JUROR, Role.RESIDENT))
    sign_in(client, boss)
    client.get(HOME)
    with CaptureQueriesContext(connection) as queries:
        page = client.get(reverse("accounts:people"))
    assert text_of(page).count("Change roles") == 25
    assert len(queries) <= 12, [query["sql"][:90] for query in queries]
