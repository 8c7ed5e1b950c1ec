"""The second step at sign-in: nobody with a staff role gets around it; everybody may have it."""

from __future__ import annotations

import re
from html import unescape
from io import StringIO
from typing import Any, cast

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client, override_settings
from django.urls import reverse

from accounts.models import User
from accounts.permissions import Refused
from accounts.recovery import reset_second_factor
from accounts.roles import STAFF_ROLES, Role
from accounts.second_factor import demo_code, has_second_factor
from accounts.services import seed_second_factor
from audit.models import Entry
from tests.accounts.pages import assert_well_made, signed_in_as, text_of
from tests.factories.accounts import (
    PASSWORD,
    SECRET,
    make_administrator,
    make_moderator,
    make_staff,
    make_user,
    sign_in,
    with_second_factor,
)

pytestmark = pytest.mark.django_db
HOME, SET_UP = reverse("accounts:home"), reverse("mfa_activate_totp")
LOGIN, ENTER = reverse("account_login"), reverse("mfa_authenticate")


def code(secret: str = SECRET) -> str:
    _earlier, now, _later = yield_hotp_counters_from_time()
    return cast(str, format_hotp_value(hotp_value(secret, now)))


def give_password(client: Client, user: User) -> str:
    return client.post(LOGIN, {"login": user.email, "password": PASSWORD}).headers["Location"]


@pytest.mark.parametrize("role", sorted(STAFF_ROLES))
def test_staff_without_a_second_factor_are_sent_to_set_one_up(client: Client, role: Role) -> None:
    user = make_user(roles=(role,))
    give_password(client, user)
    for path in (HOME, reverse("audit:log"), reverse("accounts:export"), "/cms/"):
        response = client.get(path)
        assert response.status_code == 302, path
        assert response.headers["Location"].startswith(SET_UP), path
    assert client.post(reverse("accounts:profile"), {"display_name": "X"}).headers["Location"] == SET_UP
    page = client.get(SET_UP)
    assert "Your role can change what others see or decide." in text_of(page)
    assert_well_made(page)


def test_people_who_may_open_the_editor_need_it_too(client: Client) -> None:
    user = make_user(roles=())
    User.objects.filter(pk=user.pk).update(is_staff=True)
    sign_in(client, user)
    assert client.get(HOME).headers["Location"].startswith(SET_UP)


@pytest.mark.parametrize("role", sorted(set(Role) - STAFF_ROLES))
def test_others_are_left_alone(client: Client, role: Role) -> None:
    sign_in(client, make_user(roles=(role,)))
    assert client.get(HOME).status_code == 200


def test_they_can_still_leave_and_change_language_and_colours(client: Client) -> None:
    sign_in(client, make_user(roles=(Role.MODERATOR,)))
    assert client.post(reverse("accounts:language"), {"language": "es"}).headers["Location"] == "/"
    assert client.post(reverse("ui:theme"), {"theme": "dark"}).headers["Location"] == "/"
    client.post(reverse("account_logout"))
    assert signed_in_as(client) is None


def test_setting_it_up_shows_a_code_to_scan_and_recovery_codes(client: Client) -> None:
    user = make_user(roles=(Role.COUNCIL_STAFF,))
    give_password(client, user)
    page = text_of(client.get(SET_UP))
    assert 'src="data:image/svg+xml;base64,' in page
    secret = re.search(r"<code>([A-Z2-7]{32})</code>", page)
    assert secret
    wrong = client.post(SET_UP, {"code": "000000"})
    assert "This code is not right." in text_of(wrong)
    assert secret[1] in text_of(wrong), "the key stays the same after a wrong code"
    done = client.post(SET_UP, {"code": code(secret[1])}, follow=True)
    assert done.redirect_chain[0][0] == reverse("mfa_view_recovery_codes")
    assert len(re.findall(r"<code>\d+</code>", text_of(done))) == 10
    assert_well_made(done)
    assert client.get(HOME).status_code == 200, "who has just set it up is not asked again"
    assert client.get(reverse("mfa_download_recovery_codes")).headers["Content-Type"].startswith("text/plain")


def test_the_picture_to_scan_is_allowed_by_the_content_security_policy(client: Client) -> None:
    sign_in(client, make_user())
    response = client.get(SET_UP)
    images = next(
        part for part in response.headers["Content-Security-Policy"].split(";") if "img-src" in part
    )
    assert "data:" in images


def test_signing_in_takes_two_steps(client: Client) -> None:
    user = make_staff()
    assert give_password(client, user) == ENTER
    assert signed_in_as(client) is None
    assert_well_made(client.get(ENTER))
    wrong = client.post(ENTER, {"code": "000000"})
    assert "This code is not right." in text_of(wrong)
    client.post(ENTER, {"code": code()})
    assert signed_in_as(client) == user.pk
    assert client.get(HOME).status_code == 200


def test_a_code_works_once(client: Client) -> None:
    user, now = make_staff(), code()
    give_password(client, user)
    client.post(ENTER, {"code": now})
    client.post(reverse("account_logout"))
    give_password(client, user)
    client.post(ENTER, {"code": now})
    assert signed_in_as(client) is None


def test_a_recovery_code_works_once(client: Client) -> None:
    user = make_staff()
    recovery = Authenticator.objects.get(user=user, type="recovery_codes").wrap().get_unused_codes()[0]
    for expected in (user.pk, None):
        give_password(client, user)
        client.post(ENTER, {"code": recovery})
        assert signed_in_as(client) == expected
        client.post(reverse("account_logout"))


def test_codes_cannot_be_guessed_for_long(client: Client) -> None:
    user = make_staff()
    give_password(client, user)
    for guess in range(5):
        client.post(ENTER, {"code": f"00000{guess}"})
    page = client.post(ENTER, {"code": code()})
    assert "Too many attempts did not work." in text_of(page)
    assert signed_in_as(client) is None


def test_a_session_that_came_in_by_password_alone_is_asked_for_the_code(client: Client) -> None:
    user = make_staff()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    response = client.get(reverse("audit:log"))
    assert response.headers["Location"] == f"{reverse('mfa_reauthenticate')}?next=%2Flog%2F"
    page = client.get(response.headers["Location"])
    assert_well_made(page)
    for path in (reverse("mfa_deactivate_totp"), reverse("mfa_view_recovery_codes"), HOME):
        assert client.get(path).headers["Location"].startswith(reverse("mfa_reauthenticate"))
    passed = client.post(reverse("mfa_reauthenticate"), {"code": code(), "next": "/log/"})
    assert passed.headers["Location"] == "/log/"
    assert client.get(HOME).status_code == 200


@pytest.mark.parametrize("path", ["/cms/login/", "/_util/login/"])
def test_the_editors_own_sign_in_pages_lead_to_ours(client: Client, path: str) -> None:
    user = make_user(roles=(Role.ADMINISTRATOR,))
    response = client.post(f"{path}?next=/cms/", {"username": user.email, "password": PASSWORD})
    assert response.headers["Location"] == f"{LOGIN}?next=/cms/"
    assert signed_in_as(client) is None
    assert client.get("/cms/").headers["Location"].startswith(LOGIN)


def test_residents_may_switch_it_on_and_off(client: Client) -> None:
    user = make_user()
    give_password(client, user)
    page = client.get(reverse("mfa_index"))
    assert "Not set up" in text_of(page)
    assert_well_made(page)
    secret = re.search(r"<code>([A-Z2-7]{32})</code>", text_of(client.get(SET_UP)))
    assert secret
    client.post(SET_UP, {"code": code(secret[1])})
    assert_well_made(client.get(reverse("mfa_index")))
    assert_well_made(client.get(reverse("mfa_generate_recovery_codes")))
    assert_well_made(client.get(reverse("mfa_deactivate_totp")))
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.filter(user=user).exists()


def test_switching_it_off_long_after_sign_in_asks_for_the_password(client: Client) -> None:
    user = with_second_factor(make_user())
    sign_in(client, user)
    session = client.session
    for entry in session["account_authentication_methods"]:
        entry["at"] -= 3600
    session.save()
    url = reverse("mfa_deactivate_totp")
    response = client.post(url)
    assert response.headers["Location"].startswith(reverse("account_reauthenticate"))
    page = client.get(response.headers["Location"])
    assert_well_made(page)
    assert "This is not your password." in text_of(
        client.post(response.headers["Location"], {"password": "no", "next": url})
    )
    assert Authenticator.objects.filter(user=user).exists()


def test_the_demo_shows_a_code_that_works_even_twice_in_a_row(client: Client) -> None:
    user = make_user(roles=(Role.MODERATOR,))
    with override_settings(DEMO=True):
        seed_second_factor(user, secret=SECRET)
        for _time in range(2):
            give_password(client, user)
            page = unescape(text_of(client.get(ENTER)))
            shown = re.search(r"In this demo, the code now is <b>(\d{6})</b>", page)
            assert shown
            client.post(ENTER, {"code": shown[1]})
            assert signed_in_as(client) == user.pk
            client.post(reverse("account_logout"))


def test_outside_the_demo_no_code_is_shown_and_none_can_be_known(client: Client) -> None:
    user = make_staff()
    assert settings.DEMO is False
    assert demo_code(user) == ""
    give_password(client, user)
    assert code() not in text_of(client.get(ENTER))
    with pytest.raises(ImproperlyConfigured):
        seed_second_factor(user, secret=SECRET)


def test_the_cache_alone_does_not_sign_anybody_in(client: Client) -> None:
    sign_in(client, make_staff())
    cache.clear()
    assert client.get(HOME).status_code == 200, "sessions outlive the cache"


def test_an_administrator_lets_somebody_in_who_has_lost_everything(
    client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    boss, person = make_administrator(), make_moderator(email="lost@example.org")
    theirs = Client()
    sign_in(theirs, person)
    theirs.get(HOME)
    sign_in(client, boss)
    page = reverse("accounts:reset_second_factor", args=[person.pk])
    assert page in text_of(client.get(reverse("accounts:person", args=[person.pk])))
    question = client.get(page)
    assert_well_made(question)
    assert "An e-mail is not enough." in text_of(question)
    assert has_second_factor(person)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(page)
    assert not Authenticator.objects.filter(user=person).exists()
    assert Entry.objects.latest("pk").action == "accounts.second_factor_reset"
    assert "lost@" not in str(Entry.objects.latest("pk").data)
    assert (mail.outbox[-1].to, mail.outbox[-1].subject) == (
        ["lost@example.org"], "Your second step at sign-in was taken away",
    )  # fmt: skip
    entered = client_of(person)
    assert entered.get(HOME).headers["Location"].startswith(reverse("mfa_activate_totp"))
    before = Entry.objects.count()
    reset_second_factor(actor=boss, user=person)
    assert Entry.objects.count() == before, "where there is none, nothing happens"


def client_of(person: User) -> Client:
    """A browser in which the person typed their password."""
    browser = Client()
    browser.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    return browser


def test_nobody_else_takes_a_second_factor_away_and_not_even_they_their_own(client: Client) -> None:
    boss, staff, person = make_administrator(), make_staff(), make_moderator()
    with pytest.raises(Refused, match="for administrators"):
        reset_second_factor(actor=staff, user=person)
    with pytest.raises(Refused, match="your own account"):
        reset_second_factor(actor=boss, user=boss)
    sign_in(client, boss)
    answer = client.post(reverse("accounts:reset_second_factor", args=[boss.pk]))
    assert (answer.status_code, has_second_factor(boss)) == (403, True)
    sign_in(client, staff)
    assert client.get(reverse("accounts:reset_second_factor", args=[person.pk])).status_code == 403


def test_the_last_administrator_is_helped_at_the_machine() -> None:
    boss = make_administrator(email="boss@example.org")
    with pytest.raises(CommandError, match=r"Nobody signs in with x@y\.org"):
        call_command("reset_second_factor", "x@y.org")
    call_command("reset_second_factor", "Boss@example.org", stdout=StringIO())
    assert not has_second_factor(boss)
    assert Entry.objects.latest("pk").role == "system"
    with pytest.raises(CommandError, match="has no second step"):
        call_command("reset_second_factor", "boss@example.org")
