from __future__ import annotations

from collections.abc import Callable

import pytest

from accounts.models import User
from audit.models import Chain, Entry, Private
from audit.services import erase_person
from audit.verification import check_chain

Write = Callable[..., Entry]
pytestmark = pytest.mark.django_db


@pytest.fixture
def ben(db: None) -> User:
    return User.objects.create_user("ben@example.org", "correct horse battery", display_name="Ben Okoro")


def problems() -> list[object]:
    return list(check_chain(Chain.objects.get()).problems)


def test_erasure_removes_actor_values_and_salts_and_keeps_the_chain_valid(write: Write, ana: User) -> None:
    for title in ("Lamps", "Trees"):
        write(title, actor=ana, role="resident")
    assert erase_person(ana) == 2
    for private in Private.objects.all():
        assert (private.actor, private.values, private.salts) == (None, {}, {})
    assert problems() == []
    assert Entry.objects.earliest("pk").sentence == "Wrote note —: “[removed]”."


def test_erasure_leaves_others_alone(write: Write, ana: User, ben: User) -> None:
    write("Ana's", actor=ana)
    write("Ben's", actor=ben)
    assert erase_person(ana) == 1
    kept = Private.objects.get(actor=ben)
    assert kept.values == {"title": "Ben's"}
    assert set(kept.salts) == {"title", "@actor"}


def test_what_another_did_about_a_person_loses_the_person_but_not_the_other(
    write: Write, ana: User, ben: User
) -> None:
    write("About Ana", actor=ben, target=ana)
    assert erase_person(ana) == 1
    private = Private.objects.get()
    assert (private.actor, private.subject, private.values) == (ben, None, {})
    assert set(private.salts) == {"@actor"}
    assert problems() == []
    assert erase_person(ben) == 1
    assert Private.objects.get().salts == {}


def test_deleting_a_person_keeps_the_chain_valid(write: Write, ana: User) -> None:
    write(actor=ana)
    ana.delete()
    assert Private.objects.get().actor is None
    assert problems() == []


def test_the_chain_grows_on_after_an_erasure(write: Write, ana: User) -> None:
    write(actor=ana)
    erase_person(ana)
    assert write().number == 2
    assert problems() == []
