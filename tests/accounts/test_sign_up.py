"""Making an account: the code, wrong codes, what is kept, who is told what."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.contrib.auth.hashers import BasePasswordHasher, get_hasher
from django.core import mail
from django.db import connections
from django.test import Client, override_settings
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from audit.models import Entry
from tests.accounts.pages import assert_well_made, code_in_mail, signed_in_as, text_of
from tests.factories.accounts import PASSWORD, make_district, make_user

pytestmark = pytest.mark.django_db
SIGN_UP, CODE = reverse("account_signup"), reverse("account_email_verification_sent")


def answers(**changed: str) -> dict[str, str]:
    return {
        "email": "ana@example.org",
        "display_name": "Ana Reyes",
        "password1": PASSWORD,
        "language": "en",
        "district": "",
    } | changed


def test_a_neighbour_signs_up_with_a_code_and_becomes_a_resident(client: Client) -> None:
    home = make_district("Northgate")
    page = client.get(SIGN_UP)
    assert_well_made(page)
    assert "Northgate" in text_of(page)
    response = client.post(SIGN_UP, answers(district=home.slug, language="es"))
    assert response.headers["Location"] == CODE
    assert signed_in_as(client) is None, "nobody is signed in before the code"
    assert mail.outbox[-1].to == ["ana@example.org"]
    assert_well_made(client.get(CODE))
    assert client.post(CODE, {"code": code_in_mail()}).headers["Location"] == "/"
    user = User.objects.get(email="ana@example.org")
    assert signed_in_as(client) == user.pk
    assert (user.display_name, user.district, user.language) == ("Ana Reyes", home, "es")
    assert user.city_roles == {Role.RESIDENT}
    assert Entry.objects.latest("pk").action == "accounts.residency_declared"
    assert client.cookies["django_language"].value == "es"


def test_only_the_demo_shows_the_code_that_it_mailed(client: Client) -> None:
    client.post(SIGN_UP, answers())
    code = code_in_mail()
    assert code not in text_of(client.get(CODE))
    with override_settings(DEMO=True):
        assert f"In this demo, the code now is <b>{code}</b>" in text_of(client.get(CODE))
        assert client.post(CODE, {"code": code}).headers["Location"] == "/"


def test_nobody_is_a_resident_before_the_code(client: Client) -> None:
    client.post(SIGN_UP, answers(district=make_district().slug))
    assert User.objects.get().city_roles == frozenset()


def test_who_does_not_say_where_they_live_is_no_resident(client: Client) -> None:
    make_district()
    client.post(SIGN_UP, answers())
    client.post(CODE, {"code": code_in_mail()})
    assert User.objects.get().city_roles == frozenset()


def test_in_a_city_without_districts_a_tick_is_enough(client: Client) -> None:
    assert 'name="lives_here"' in text_of(client.get(SIGN_UP))
    client.post(SIGN_UP, answers(lives_here="on"))
    client.post(CODE, {"code": code_in_mail()})
    assert User.objects.get().city_roles == {Role.RESIDENT}


def test_a_wrong_code_gets_a_sentence_and_three_end_it(client: Client) -> None:
    client.post(SIGN_UP, answers())
    right = code_in_mail()
    page = client.post(CODE, {"code": "WRONG1"})
    assert "This code is not right" in text_of(page)
    assert 'value="WRONG1"' in text_of(page), "what was typed stays"
    client.post(CODE, {"code": "WRONG2"})
    client.post(CODE, {"code": "WRONG3"})
    client.post(CODE, {"code": right})
    assert signed_in_as(client) is None


def test_a_new_code_can_be_asked_for(client: Client) -> None:
    from django.core.cache import cache

    client.post(SIGN_UP, answers())
    first = code_in_mail()
    cache.clear()  # ten seconds later
    client.post(CODE, {"action": "resend"})
    assert len(mail.outbox) == 2
    client.post(CODE, {"code": code_in_mail()})
    assert signed_in_as(client), f"the new code works, {first} was the old one"


def test_a_mistyped_address_can_be_put_right(client: Client) -> None:
    client.post(SIGN_UP, answers(email="ana@exampel.org"))
    client.post(CODE, {"action": "change", "email": "ana@example.org"})
    assert mail.outbox[-1].to == ["ana@example.org"]
    client.post(CODE, {"code": code_in_mail()})
    assert User.objects.get().email == "ana@example.org"
    assert signed_in_as(client)


def test_signing_up_again_does_not_tell_a_stranger_who_has_an_account(client: Client) -> None:
    make_user(email="ana@example.org")
    known = client.post(SIGN_UP, answers())
    unknown = Client().post(SIGN_UP, answers(email="nobody@example.org"))
    assert known.status_code == unknown.status_code
    assert known.headers["Location"] == unknown.headers["Location"]
    told = {message.to[0]: message.subject for message in mail.outbox}
    assert told["ana@example.org"] == "You already have an account"
    page = client.get(CODE)
    assert "Enter the code" in text_of(page)
    assert User.objects.filter(email="ana@example.org").count() == 1


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("email", "", "Enter your e-mail address."),
        ("email", "ana", "This is not an e-mail address."),
        ("email", f"{'a' * 400}@example.org", "Use at most 320 letters."),
        ("display_name", "", "Say what neighbours should call you."),
        ("display_name", "   ", "Say what neighbours should call you."),
        ("display_name", "\u200b\u200d", "Use at least one letter or number."),
        ("display_name", "x" * 61, "Use at most 60 letters. You have 61."),
        ("password1", "", "Choose a password."),
        ("password1", "short", "too short"),
        ("password1", "password1234", "too common"),
        ("password1", "ana@example.org", "too similar"),
    ],
)
def test_every_mistake_gets_a_sentence_and_nothing_typed_is_lost(
    client: Client, field: str, value: str, sentence: str
) -> None:
    page = client.post(SIGN_UP, answers(**{field: value}))
    assert sentence in text_of(page)
    assert 'id="errors"' in text_of(page)
    assert_well_made(page)
    kept = "Ana Reyes" if field != "display_name" else "ana@example.org"
    assert f'value="{kept}"' in text_of(page)
    assert User.objects.count() == 0


def test_a_name_of_ten_megabytes_is_refused_with_its_length(client: Client) -> None:
    page = client.post(SIGN_UP, answers(display_name="ñ" * (5 * 1024 * 1024)))
    assert "Use at most 60 letters. You have 5,242,880." in text_of(page)
    assert User.objects.count() == 0


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "&lt;b&gt;"])
def test_mark_up_in_a_name_stays_text(client: Client, name: str) -> None:
    client.post(SIGN_UP, answers(display_name=name))
    client.post(CODE, {"code": code_in_mail()})
    page = client.get(reverse("accounts:home"))
    assert_well_made(page)
    assert "<script>alert" not in text_of(page)
    assert "<img src=x" not in text_of(page)
    assert User.objects.get().display_name == name


@pytest.mark.parametrize("name", ["مريم الحسن", "Ñandú 🚲", "李小龙"])
def test_names_of_every_script_are_welcome(client: Client, name: str) -> None:
    client.post(SIGN_UP, answers(display_name=name))
    assert User.objects.get().display_name == name


def test_a_name_cannot_turn_the_text_around_it(client: Client) -> None:
    client.post(SIGN_UP, answers(display_name="Ana\u202e gnirts"))
    assert User.objects.get().display_name == "Ana gnirts"


def test_a_second_click_makes_no_second_account_and_loses_no_code(client: Client) -> None:
    client.get(SIGN_UP)
    client.post(SIGN_UP, answers())
    second = client.post(SIGN_UP, answers())
    assert second.headers["Location"] == CODE
    assert User.objects.count() == 1
    assert [message.subject for message in mail.outbox] == ["Your code for Plaza"]
    client.post(CODE, {"code": code_in_mail()})
    assert signed_in_as(client) == User.objects.get().pk


def test_the_second_of_two_clicks_waits_and_sees_what_the_first_did(transactional_db: None) -> None:
    """Both requests left the browser before the first answer came back."""
    browsers = Client(), Client()
    browsers[0].get(SIGN_UP)
    browsers[1].cookies["sessionid"] = browsers[0].cookies["sessionid"].value
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(lambda browser: browser.post(SIGN_UP, answers()), browsers)
        pool.submit(connections.close_all)
    assert first.headers["Location"] == second.headers["Location"] == CODE
    assert User.objects.count() == 1
    assert [message.subject for message in mail.outbox] == ["Your code for Plaza"]
    browsers[0].post(CODE, {"code": code_in_mail()})
    assert signed_in_as(browsers[0]) == User.objects.get().pk


def test_after_many_sign_ups_from_one_place_a_page_says_wait(client: Client) -> None:
    codes = [Client().get(SIGN_UP).status_code for _try in range(25)]
    posts = [Client().post(SIGN_UP, answers(email=f"a{n}@example.org", password1="")) for n in range(25)]
    assert 200 in codes
    last = posts[-1]
    assert last.status_code == 429
    assert "That was a lot at once" in text_of(last)
    assert_well_made(last)


@pytest.mark.parametrize("known", [True, False])
def test_an_address_that_has_an_account_takes_as_long_as_a_new_one(
    client: Client, monkeypatch: pytest.MonkeyPatch, known: bool
) -> None:
    hashed: list[str] = []
    hasher = type(get_hasher())
    real = hasher.encode

    def counted(self: BasePasswordHasher, password: str, *args: Any, **kwargs: Any) -> str:
        hashed.append(password)
        return str(real(self, password, *args, **kwargs))

    if known:
        make_user(email="ana@example.org")
    monkeypatch.setattr(hasher, "encode", counted)
    form = {"email": "ana@example.org", "password1": PASSWORD, "display_name": "Ana", "language": "en"}
    assert client.post(SIGN_UP, form)["Location"] == CODE
    assert hashed == [PASSWORD]
