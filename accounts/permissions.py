"""Who may change whose roles, and the sentence for whoever may not."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from accounts.models import RoleGrant, User
from accounts.roles import Role


class Refused(Exception):
    """A service said no; the text is the reason to show."""


def refuse_if(reason: str) -> None:
    """Raise Refused if there is a reason."""
    if reason:
        raise Refused(reason)


def why_not_manage_people(user: User | AnonymousUser) -> str:
    """Return why `user` may not change roles; "" if they may."""
    if isinstance(user, User) and Role.ADMINISTRATOR in user.city_roles:
        return ""
    return _("This is for administrators.")


def why_not_manage_city(user: User | AnonymousUser) -> str:
    """Return why `user` may not change what is true of the whole city; "" if they may."""
    if isinstance(user, User) and user.city_roles & {Role.COUNCIL_STAFF, Role.ADMINISTRATOR}:
        return ""
    return _("This is for council staff.")


def why_not_revoke(actor: User | None, user: User, role: Role) -> str:
    """Return why `actor` may not take `role` from `user`; "" if they may. None is the system."""
    reason = "" if actor is None else why_not_manage_people(actor)
    if not reason and role is Role.ADMINISTRATOR and is_last_administrator(user):
        return _("This is the last administrator. Make someone else an administrator first.")
    return reason


def why_not_reset(actor: User | None, user: User) -> str:
    """Return why `actor` may not take the second factor from `user`; "" if they may. None is the system."""
    reason = "" if actor is None else why_not_manage_people(actor)
    if not reason and actor == user:
        return _("This is your own account. Change your second step on your account page.")
    return reason


def lock_administrators() -> None:
    """Hold the list of administrators until the transaction ends: of two who take the role from each other at
    the same moment, the second must see what the first did.
    """
    list(RoleGrant.objects.select_for_update(no_key=True).filter(role=Role.ADMINISTRATOR).values_list("pk"))


def is_last_administrator(user: User) -> bool:
    """Return whether nobody else who can sign in is an administrator."""
    grants = RoleGrant.objects.filter(role=Role.ADMINISTRATOR, user__is_active=True)
    holders = set(grants.values_list("user_id", flat=True))
    return holders == {user.pk}


def acting_role(actor: User | None) -> str:
    """Return the role to name in the public log for something that a person did."""
    if actor is None:
        return "system"
    return next((str(role) for role in reversed(Role) if role in actor.city_roles), "")
