"""Signing in and out, new passwords, new addresses."""

from __future__ import annotations

import time
from io import StringIO
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from audit.models import Entry
from tests.accounts.pages import assert_well_made, code_in_mail, link_in_mail, signed_in_as, text_of
from tests.factories.accounts import PASSWORD, make_user, sign_in

pytestmark = pytest.mark.django_db
LOGIN, RESET = reverse("account_login"), reverse("account_reset_password")
NEW = "nine herons over the weir"


def test_signing_in_leads_back_and_switches_to_the_persons_language(client: Client) -> None:
    user = make_user(language="es")
    assert_well_made(client.get(LOGIN))
    response = client.post(
        LOGIN, {"login": user.email.upper(), "password": PASSWORD, "next": "/accounts/notices/"}
    )
    assert response.headers["Location"] == "/accounts/notices/"
    assert signed_in_as(client) == user.pk
    assert client.cookies["django_language"].value == "es"
    assert 'lang="es"' in text_of(client.get(reverse("accounts:home")))


def test_a_link_to_another_site_is_not_followed(client: Client) -> None:
    user = make_user()
    response = client.post(
        LOGIN, {"login": user.email, "password": PASSWORD, "next": "https://evil.example/"}
    )
    assert response.headers["Location"] == "/"


def test_a_wrong_password_and_an_unknown_address_read_the_same(client: Client) -> None:
    user = make_user()
    sentences = []
    for address in (user.email, "nobody@example.org"):
        page = client.post(LOGIN, {"login": address, "password": "not this one at all"})
        assert f'value="{address}"' in text_of(page), "what was typed stays"
        assert_well_made(page)
        sentences.append("This e-mail address and password do not match." in text_of(page))
    assert sentences == [True, True]
    assert signed_in_as(client) is None


def test_guessing_is_stopped_even_with_the_right_password_in_the_end(client: Client) -> None:
    user = make_user()
    for guess in range(5):
        client.post(LOGIN, {"login": user.email, "password": f"guess number {guess}"})
    page = client.post(LOGIN, {"login": user.email, "password": PASSWORD})
    assert "Too many attempts did not work." in text_of(page)
    assert signed_in_as(client) is None


def test_an_address_that_is_not_confirmed_gets_a_new_code(client: Client) -> None:
    user = make_user(verified=False)
    response = client.post(LOGIN, {"login": user.email, "password": PASSWORD})
    assert response.headers["Location"] == reverse("account_email_verification_sent")
    client.post(response.headers["Location"], {"code": code_in_mail()})
    assert signed_in_as(client) == user.pk


def test_a_closed_account_gets_a_page_and_no_session(client: Client) -> None:
    user = make_user()
    user.is_active = False
    user.save()
    response = client.post(LOGIN, {"login": user.email, "password": PASSWORD}, follow=True)
    assert_well_made(response)
    assert "This account is closed" in text_of(response)
    assert signed_in_as(client) is None


def test_signing_out_forgets_an_unfinished_ballot(client: Client) -> None:
    sign_in(client, make_user())
    client.cookies["ballot-7"] = "1,4,9"
    client.cookies["theme"] = "dark"
    assert_well_made(client.get(reverse("account_logout")))
    response = client.post(reverse("account_logout"))
    assert signed_in_as(client) is None
    assert response.cookies["ballot-7"]["max-age"] == 0
    assert "theme" not in response.cookies


def test_asking_to_sign_out_alone_forgets_nothing(client: Client) -> None:
    sign_in(client, make_user())
    client.cookies["ballot-7"] = "1,4,9"
    assert "ballot-7" not in client.get(reverse("account_logout")).cookies


def test_a_new_password_by_mail_works_once(client: Client) -> None:
    user = make_user()
    assert_well_made(client.get(RESET))
    assert_well_made(client.post(RESET, {"email": user.email}, follow=True))
    link = link_in_mail()
    page = client.get(link, follow=True)
    assert_well_made(page)
    form = page.redirect_chain[-1][0]
    assert "Type the new password again." in text_of(client.post(form, {"password1": NEW, "password2": ""}))
    done = client.post(form, {"password1": NEW, "password2": NEW}, follow=True)
    assert_well_made(done)
    assert signed_in_as(client) is None
    again = Client().get(link, follow=True)
    assert "This link no longer works" in text_of(again)
    assert_well_made(again)
    client.post(LOGIN, {"login": user.email, "password": NEW})
    assert signed_in_as(client) == user.pk
    assert mail.outbox[-1].subject == "Your password has been changed"


def test_asking_for_a_new_password_tells_nobody_who_has_an_account(client: Client) -> None:
    known = client.post(RESET, {"email": make_user(email="ana@example.org").email}, follow=True)
    unknown = Client().post(RESET, {"email": "nobody@example.org"}, follow=True)
    assert known.redirect_chain == unknown.redirect_chain
    told = {message.to[0]: message.subject for message in mail.outbox}
    assert told == {
        "ana@example.org": "Choose a new password",
        "nobody@example.org": "No account with this address",
    }


def test_changing_the_password_needs_the_old_one_and_ends_other_sessions(client: Client) -> None:
    user, other = make_user(), Client()
    sign_in(client, user)
    sign_in(other, user)
    url = reverse("account_change_password")
    assert_well_made(client.get(url))
    wrong = client.post(url, {"oldpassword": "not this one", "password1": NEW, "password2": NEW})
    assert "This is not your current password." in text_of(wrong)
    right = client.post(url, {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}, follow=True)
    assert "Your password has been changed." in text_of(right)
    user.refresh_from_db()
    assert user.check_password(NEW)
    assert other.get(reverse("accounts:home")).status_code == 302, "the other browser is signed out"
    assert mail.outbox[-1].to == [user.email]


def test_changing_the_address_needs_the_code_sent_there(client: Client) -> None:
    user = make_user(email="old@example.org")
    sign_in(client, user)
    url = reverse("account_email")
    assert_well_made(client.get(url))
    response = client.post(url, {"action_add": "1", "email": "new@example.org"})
    assert mail.outbox[-1].to == ["new@example.org"]
    user.refresh_from_db()
    assert user.email == "old@example.org", "the old address stays until the new one is confirmed"
    assert_well_made(client.get(response.headers["Location"]))
    code = next(m for m in reversed(mail.outbox) if m.to == ["new@example.org"])
    assert code.subject == "Your code for Plaza"
    client.post(response.headers["Location"], {"code": code_in_mail()})
    user.refresh_from_db()
    assert user.email == "new@example.org"
    assert {m.subject for m in mail.outbox if m.to == ["old@example.org"]} == {
        "Your e-mail address has been changed"
    }


def test_the_address_of_a_neighbour_cannot_be_taken(client: Client) -> None:
    make_user(email="taken@example.org")
    user = make_user()
    sign_in(client, user)
    client.post(reverse("account_email"), {"action_add": "1", "email": "taken@example.org"}, follow=True)
    user.refresh_from_db()
    assert user.email != "taken@example.org"


def test_devices_are_listed_in_words_and_others_signed_out(client: Client) -> None:
    user = make_user()
    firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
    phone = Client(headers={"user-agent": firefox})
    for browser in (client, phone):
        browser.post(LOGIN, {"login": user.email, "password": PASSWORD})
        browser.get(reverse("accounts:home"))
    page = client.get(reverse("usersessions_list"))
    assert_well_made(page)
    assert "Firefox on Linux" in text_of(page)
    assert text_of(page).count("This device") == 1
    page = client.post(reverse("usersessions_list"), follow=True)
    assert "You are signed in on this device only." in text_of(page)
    assert phone.get(reverse("accounts:home")).status_code == 302
    assert signed_in_as(client) == user.pk


def test_one_device_is_signed_out_and_no_other_and_nobody_elses(client: Client) -> None:
    user, stranger = make_user(), make_user()
    phone, tablet, theirs = Client(), Client(), Client()
    for browser, person in ((client, user), (phone, user), (tablet, user), (theirs, stranger)):
        browser.post(LOGIN, {"login": person.email, "password": PASSWORD})
    lost = UserSession.objects.get(session_key=phone.session.session_key)
    other = UserSession.objects.get(session_key=theirs.session.session_key)
    assert reverse("accounts:end_session", args=[lost.pk]) in text_of(
        client.get(reverse("usersessions_list"))
    )
    for row in (lost, other, lost):
        page = client.post(reverse("accounts:end_session", args=[row.pk]), follow=True)
    assert page.redirect_chain[-1][0] == reverse("usersessions_list")
    assert signed_in_as(phone) is None
    assert [signed_in_as(each) for each in (client, tablet, theirs)] == [user.pk, user.pk, stranger.pk]


def test_the_address_is_not_changed_in_a_browser_left_open(client: Client) -> None:
    user = make_user(email="old@example.org")
    sign_in(client, user)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time() - 3600}]
    session.save()
    new = {"action_add": "1", "email": "thief@example.org"}
    asked = client.post(reverse("account_email"), new)
    assert asked.headers["Location"].startswith(reverse("account_reauthenticate"))
    assert mail.outbox == []
    assert_well_made(client.get(asked.headers["Location"]))
    client.post(asked.headers["Location"], {"password": PASSWORD}, follow=True)
    client.post(reverse("account_email"), new)
    assert mail.outbox[-1].to == ["thief@example.org"]


def test_a_wrong_password_costs_one_hash_whether_there_is_an_account_or_not(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    user, hashes = make_user(), list[int]()
    encode = PBKDF2PasswordHasher.encode

    def counted(self: PBKDF2PasswordHasher, *args: Any, **kwargs: Any) -> str:
        hashes[-1] += 1
        return encode(self, *args, **kwargs)

    monkeypatch.setattr(PBKDF2PasswordHasher, "encode", counted)
    for login in (user.email, "nobody@example.org"):
        hashes.append(0)
        client.post(LOGIN, {"login": login, "password": "not this one"})
    assert hashes == [1, 1]


def test_a_mail_server_that_is_down_is_named_and_nothing_breaks(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: Any, **_kwargs: Any) -> int:
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
    for email in (make_user().email, "nobody@example.org"):
        page = client.post(reverse("account_reset_password"), {"email": email}, follow=True)
        assert page.status_code == 200
        assert "We could not send the e-mail just now." in text_of(page)


def test_whoever_runs_the_machine_makes_the_first_administrator(client: Client) -> None:
    call_command(
        "createsuperuser",
        interactive=False,
        email="Boss@Example.org",
        display_name="The boss",
        stdout=StringIO(),
    )
    boss = User.objects.get()
    assert boss.city_roles == {Role.ADMINISTRATOR}
    assert boss.groups.get().name == "administrator"
    assert Entry.objects.get().sentence == "Gave a person the role “Administrator”."
    boss.set_password(PASSWORD)
    boss.save()
    entered = client.post(LOGIN, {"login": "boss@example.org", "password": PASSWORD}, follow=True)
    assert entered.redirect_chain[-1][0].startswith(reverse("mfa_activate_totp")), (
        "no code to confirm the address"
    )
