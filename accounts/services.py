"""What changes a person's standing: roles and residency. Every change is in the public log."""

from __future__ import annotations

from datetime import datetime

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.db import transaction
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import District, RoleGrant, User
from accounts.notices import notify, speaking_to
from accounts.permissions import (
    acting_role,
    lock_administrators,
    refuse_if,
    why_not_manage_people,
    why_not_revoke,
)
from accounts.roles import Role
from accounts.second_factor import seed
from audit.services import record

CHAIN = "city"


@transaction.atomic
def grant_role(*, actor: User | None, user: User, role: Role, now: datetime | None = None) -> None:
    """Give `user` the role in the whole city; nothing happens if they have it. None is the system.

    `now` is the moment of the log entry, the present one unless given.

    Raises Refused unless `actor` is an administrator or the system.
    """
    if actor is not None:
        refuse_if(why_not_manage_people(actor))
    _give(actor=actor, user=user, role=role, now=now)


@transaction.atomic
def revoke_role(*, actor: User | None, user: User, role: Role) -> None:
    """Take the role from `user`; nothing happens if they do not have it. None is the system.

    Raises Refused unless `actor` is an administrator or the system, and for the last administrator.
    """
    lock_administrators()
    refuse_if(why_not_revoke(actor, user, role))
    deleted, _models = RoleGrant.objects.filter(user=user, role=role).delete()
    user.__dict__.pop("city_roles", None)
    if not deleted:
        return
    user.groups.remove(role_group(role))
    _record("accounts.role_revoked", actor, user, None, role=role.value)
    if actor not in (None, user):
        _tell_of_role(user, gettext_lazy("You no longer have the role “%(role)s”."), role)


@transaction.atomic
def set_residency(
    *,
    actor: User | None,
    user: User,
    district: District | None,
    lives_here: bool = True,
    now: datetime | None = None,
) -> None:
    """Note where `user` says to live, and give or take the role of resident.

    `district` None with `lives_here` is for people who do not name their district. Raises Refused unless
    `actor` is the person, an administrator or the system (None).
    """
    if actor is not None and actor != user:
        refuse_if(why_not_manage_people(actor))
    home = district if lives_here else None
    moved = user.district_id != (home.pk if home else None)
    was_resident = Role.RESIDENT in user.city_roles
    if moved:
        user.district = home
        user.save(update_fields=["district"])
    if lives_here and (moved or not was_resident):
        RoleGrant.objects.get_or_create(user=user, role=Role.RESIDENT)
        name = home.name if home else ""
        _record("accounts.residency_declared", actor, user, now, district=name)
    elif not lives_here and was_resident:
        RoleGrant.objects.filter(user=user, role=Role.RESIDENT).delete()
        _record("accounts.residency_withdrawn", actor, user, now)
    user.__dict__.pop("city_roles", None)


@transaction.atomic
def make_first_administrator(user: User) -> None:
    """Give a person that was made on the machine itself the role of administrator and a confirmed address."""
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    grant_role(actor=None, user=user, role=Role.ADMINISTRATOR)


def seed_second_factor(user: User, *, secret: str) -> None:
    """Give a person of the demo an authenticator whose `secret` (base 32) is known. Only in the demo."""
    seed(user, secret)


def _give(*, actor: User | None, user: User, role: Role, now: datetime | None) -> None:
    _grant, created = RoleGrant.objects.get_or_create(user=user, role=role)
    user.__dict__.pop("city_roles", None)
    if not created:
        return
    user.groups.add(role_group(role))
    _record("accounts.role_granted", actor, user, now, role=role.value)
    if actor not in (None, user):
        _tell_of_role(user, gettext_lazy("You now have the role “%(role)s”."), role)


def role_group(role: Role) -> Group:
    """Return the group of everybody with `role`; the editor's rights hang on it."""
    group, _created = Group.objects.get_or_create(name=role.value)
    return group


def _tell_of_role(user: User, subject: Promise, role: Role) -> None:
    with speaking_to(user):
        line = str(subject) % {"role": role.label}
        body = _("An administrator of the city changed your roles. If this is a mistake, write to the city.")
        notify(user=user, subject=line, body=body, url=reverse("accounts:home"), about_account=True)


def _record(action: str, actor: User | None, user: User, at: datetime | None, **data: str) -> None:
    record(
        action=action,
        chain=CHAIN,
        actor=actor,
        role=acting_role(actor),
        target=user,
        data=data,
        at=at,
    )
