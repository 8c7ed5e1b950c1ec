"""A copy of one's own data, and an end to it that leaves everything else whole."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core import mail
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.users.models import UserProfile

from accounts import privacy
from accounts.erasure import erase_account
from accounts.models import Notice, User
from accounts.notices import notify
from accounts.permissions import Refused
from accounts.privacy import register_eraser, register_export
from accounts.roles import Role
from accounts.services import set_residency
from audit.chain import verify
from audit.models import Entry, Private
from tests.accounts.pages import signed_in_as, text_of
from tests.factories.accounts import (
    PASSWORD,
    make_administrator,
    make_district,
    make_staff,
    make_user,
    sign_in,
    with_second_factor,
)

pytestmark = pytest.mark.django_db
EXPORT, ERASE = reverse("accounts:export"), reverse("accounts:erase")
YES = {"password": PASSWORD, "sure": "on"}


@pytest.fixture
def registries(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What a test registers is gone after it."""
    monkeypatch.setattr(privacy, "_exporters", dict(privacy._exporters))
    monkeypatch.setattr(privacy, "_erasers", dict(privacy._erasers))
    yield


def download(client: Client) -> dict[str, Any]:
    response = client.get(EXPORT)
    assert response.headers["Content-Disposition"] == 'attachment; filename="my-data.json"'
    data: dict[str, Any] = json.loads(response.content)
    return data


def chain_is_whole() -> bool:
    entries = [
        entry.as_log_entry("city") for entry in Entry.objects.filter(chain__key="city").order_by("number")
    ]
    return not verify(entries)


def test_the_download_holds_ones_own_data_and_nobody_elses(client: Client) -> None:
    home = make_district("Northgate")
    ana = with_second_factor(make_user(display_name="Ana Reyes", email="ana@example.org"))
    bo = make_user(display_name="Bo Lind", email="bo@example.org")
    set_residency(actor=ana, user=ana, district=home)
    notify(user=ana, subject="For Ana", body="", url="")
    notify(user=bo, subject="For Bo", body="", url="")
    sign_in(client, ana)
    data = download(client)
    assert data["account"]["email"] == "ana@example.org"
    assert data["account"]["district"] == "Northgate"
    assert [notice["subject"] for notice in data["notices"]] == ["For Ana"]
    assert "Said that they live in the city." in [entry["what"] for entry in data["log"]]
    text = json.dumps(data)
    for secret in ("bo@example.org", "Bo Lind", "For Bo", ana.password, "seed", "secret"):
        assert secret not in text


def test_apps_above_add_their_part(client: Client, registries: None) -> None:
    register_export("part of a test")(lambda user: [{"text": f"by {user.display_name}"}])
    sign_in(client, make_user(display_name="Ana"))
    assert download(client)["part of a test"] == [{"text": "by Ana"}]


def test_a_name_is_registered_once(registries: None) -> None:
    register_export("mine")(lambda user: None)
    register_eraser("mine")(lambda user: None)
    with pytest.raises(ValueError, match="twice"):
        register_export("mine")(lambda user: None)
    with pytest.raises(ValueError, match="twice"):
        register_eraser("mine")(lambda user: None)


def test_downloads_are_limited(client: Client) -> None:
    sign_in(client, make_user())
    answers = [client.get(EXPORT).status_code for _time in range(11)]
    assert answers == [200] * 10 + [429]
    assert "Wait" in text_of(client.get(EXPORT))


def test_erasing_takes_everything_personal_and_leaves_the_log_whole(
    client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    ana = with_second_factor(
        make_user(display_name="Ana Reyes", email="ana@example.org", district=make_district())
    )
    set_residency(actor=ana, user=ana, district=make_district("Northgate"))
    notify(user=ana, subject="For Ana", body="", url="")
    sign_in(client, ana)
    client.get(reverse("accounts:home"))
    assert Private.objects.filter(actor=ana).exists()
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(ERASE, YES)
    assert response.headers["Location"] == "/"
    assert signed_in_as(client) is None
    gone = User.objects.get(pk=ana.pk)
    assert gone.erased_at
    assert gone.public_name == str(gone) == "Former member"
    assert gone.email.endswith("@erased.invalid")
    assert (gone.display_name, gone.legal_name, gone.birth_date, gone.district) == ("", "", None, None)
    assert not gone.is_active
    assert not gone.has_usable_password()
    assert gone.city_roles == frozenset()
    assert not EmailAddress.objects.filter(user=gone).exists()
    assert not Authenticator.objects.filter(user=gone).exists()
    assert not Notice.objects.filter(user=gone).exists()
    assert not Private.objects.filter(actor=gone).exists()
    assert not Private.objects.filter(subject=gone).exists()
    assert "Northgate" not in str(list(Private.objects.values_list("values", flat=True)))
    assert Entry.objects.latest("pk").action == "accounts.person_erased"
    assert chain_is_whole()
    assert mail.outbox[-1].to == ["ana@example.org"]
    assert mail.outbox[-1].subject == "Your account is erased"


def test_erasing_takes_the_picture_that_an_editor_uploaded_and_how_they_used_the_site(
    django_capture_on_commit_callbacks: Any,
) -> None:
    editor = make_user(language="es")
    profile = UserProfile.objects.create(user=editor, avatar=ContentFile(b"a face", "me.png"))
    file = Path(settings.MEDIA_ROOT) / profile.avatar.name
    assert file.exists()
    with django_capture_on_commit_callbacks(execute=True):
        erase_account(actor=editor, user=editor, now=timezone.now())
    assert not file.exists()
    gone = User.objects.get(pk=editor.pk)
    assert (gone.language, gone.date_joined) == (settings.LANGUAGE_CODE, gone.erased_at)


def test_the_address_is_free_again_and_the_old_account_cannot_be_entered(client: Client) -> None:
    ana = make_user(email="ana@example.org")
    other = Client()
    sign_in(other, ana)
    erase_account(actor=ana, user=ana, now=timezone.now())
    assert other.get(reverse("accounts:home")).status_code == 302
    page = client.post(reverse("account_login"), {"login": "ana@example.org", "password": PASSWORD})
    assert "do not match" in text_of(page)
    assert make_user(email="ana@example.org").pk != ana.pk


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"password": "wrong one", "sure": "on"}, "This is not your password."),
        ({"password": "", "sure": "on"}, "Enter your password."),
        ({"password": PASSWORD}, "Tick the box"),
    ],
)
def test_erasing_needs_the_password_and_a_tick(client: Client, typed: dict[str, str], sentence: str) -> None:
    ana = make_user()
    sign_in(client, ana)
    page = client.post(ERASE, typed)
    assert page.status_code == 422
    assert sentence in text_of(page)
    assert User.objects.get(pk=ana.pk).erased_at is None


def test_a_password_cannot_be_guessed_here_either(client: Client) -> None:
    ana = make_user()
    sign_in(client, ana)
    for _guess in range(5):
        client.post(ERASE, {"password": "wrong", "sure": "on"})
    page = client.post(ERASE, YES)
    assert "Wait" in text_of(page)
    assert User.objects.get(pk=ana.pk).erased_at is None


def test_the_last_administrator_must_find_another_first(client: Client) -> None:
    boss = make_administrator()
    sign_in(client, boss)
    page = client.post(ERASE, YES)
    assert page.status_code == 422
    assert "You are the last administrator" in text_of(page)
    assert User.objects.get(pk=boss.pk).erased_at is None
    make_administrator()
    client.post(ERASE, YES)
    assert User.objects.get(pk=boss.pk).erased_at


def test_nobody_erases_another_except_an_administrator() -> None:
    ana, now = make_user(), timezone.now()
    with pytest.raises(Refused, match="for administrators"):
        erase_account(actor=make_staff(), user=ana, now=now)
    erase_account(actor=make_administrator(), user=ana, now=now)
    ana.refresh_from_db()
    assert ana.erased_at == now


def test_a_second_click_erases_once() -> None:
    ana = make_user()
    erase_account(actor=ana, user=ana, now=timezone.now())
    erase_account(actor=ana, user=User.objects.get(pk=ana.pk), now=timezone.now())
    assert Entry.objects.filter(action="accounts.person_erased").count() == 1


def test_apps_above_erase_their_part_in_the_same_transaction(registries: None) -> None:
    ana = make_user(roles=(Role.RESIDENT,))

    def fails(user: User) -> None:
        raise RuntimeError("The drafts are locked.")

    register_eraser("part of a test")(fails)
    with pytest.raises(RuntimeError):
        erase_account(actor=ana, user=ana, now=timezone.now())
    assert User.objects.get(pk=ana.pk).erased_at is None
    assert not Entry.objects.filter(action="accounts.person_erased").exists()


def test_erased_people_hear_nothing_more() -> None:
    ana = make_user()
    erase_account(actor=ana, user=ana, now=timezone.now())
    notify(user=User.objects.get(pk=ana.pk), subject="Hello", body="", url="")
    assert Notice.objects.count() == 0
