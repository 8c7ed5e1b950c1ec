"""Roles and residency: who may change them, what the log says, who is told."""

from __future__ import annotations

import pytest
from django.core import mail
from pytest_django import DjangoCaptureOnCommitCallbacks

from accounts.models import Notice, RoleGrant
from accounts.permissions import Refused
from accounts.roles import STAFF_ROLES, Role
from accounts.services import grant_role, revoke_role, set_residency
from audit.models import Entry
from tests.factories.accounts import make_administrator, make_district, make_user

pytestmark = pytest.mark.django_db


def actions() -> list[str]:
    return list(Entry.objects.order_by("pk").values_list("action", flat=True))


def test_an_administrator_grants_a_role_and_the_person_is_told(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    boss, person = make_administrator(), make_user(roles=(), language="en")
    with django_capture_on_commit_callbacks(execute=True):
        grant_role(actor=boss, user=person, role=Role.MODERATOR)
    assert person.city_roles == {Role.MODERATOR}
    entry = Entry.objects.latest("pk")
    assert (entry.action, entry.role) == ("accounts.role_granted", "administrator")
    assert entry.sentence == "Gave a person the role “Moderator”."
    assert Notice.objects.get(user=person).subject == "You now have the role “Moderator”."
    assert [message.to for message in mail.outbox] == [[person.email]]


def test_granting_twice_changes_and_logs_nothing() -> None:
    boss, person = make_administrator(), make_user(roles=())
    grant_role(actor=boss, user=person, role=Role.JUROR)
    before = actions()
    grant_role(actor=boss, user=person, role=Role.JUROR)
    assert actions() == before
    assert RoleGrant.objects.filter(user=person).count() == 1


@pytest.mark.parametrize("role", [None, *sorted(set(Role) - {Role.ADMINISTRATOR})])
def test_only_administrators_change_roles(role: Role | None) -> None:
    actor, person = make_user(roles=(role,) if role else ()), make_user(roles=(Role.RESIDENT,))
    with pytest.raises(Refused, match="for administrators"):
        grant_role(actor=actor, user=actor, role=Role.ADMINISTRATOR)
    with pytest.raises(Refused, match="for administrators"):
        revoke_role(actor=actor, user=person, role=Role.RESIDENT)
    assert person.city_roles == {Role.RESIDENT}


def test_the_last_administrator_stays() -> None:
    boss = make_administrator()
    with pytest.raises(Refused, match="last administrator"):
        revoke_role(actor=boss, user=boss, role=Role.ADMINISTRATOR)
    grant_role(actor=boss, user=make_user(), role=Role.ADMINISTRATOR)
    revoke_role(actor=boss, user=boss, role=Role.ADMINISTRATOR)
    assert boss.city_roles == frozenset()
    assert actions()[-1] == "accounts.role_revoked"


def test_saying_where_one_lives_makes_a_resident() -> None:
    person, home = make_user(roles=()), make_district("Northgate")
    set_residency(actor=person, user=person, district=home)
    assert person.city_roles == {Role.RESIDENT}
    assert person.district == home
    entry = Entry.objects.latest("pk")
    assert entry.action == "accounts.residency_declared"
    assert "Northgate" not in str(entry.data), "where somebody lives must not be in the hashed part"


def test_saying_that_one_left_takes_the_role_and_the_district() -> None:
    person = make_user(district=make_district())
    set_residency(actor=person, user=person, district=None, lives_here=False)
    person.refresh_from_db()
    assert person.city_roles == frozenset()
    assert person.district is None
    assert actions()[-1] == "accounts.residency_withdrawn"


def test_saying_the_same_again_is_not_logged() -> None:
    person = make_user(roles=(), district=None)
    set_residency(actor=person, user=person, district=None)
    before = actions()
    set_residency(actor=person, user=person, district=None)
    assert actions() == before


def test_nobody_says_it_for_another() -> None:
    with pytest.raises(Refused):
        set_residency(actor=make_user(), user=make_user(roles=()), district=None)


def test_roles_of_staff_are_those_that_can_change_what_others_see() -> None:
    assert {role for role in Role if role not in STAFF_ROLES} == {Role.RESIDENT, Role.TRUSTEE, Role.JUROR}
