"""What the public log knows about accounts. It names roles and never a person."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from audit.actions import Action, register
from audit.chain import Json


def role_name(data: Mapping[str, Json]) -> str:
    """The name of the role that the entry speaks of."""
    return str(Role(str(data["role"])).label)


register(
    Action(
        code="accounts.role_granted",
        sentence=_("Gave a person the role “{role}”."),
        shown={"role": role_name},
    )
)
register(
    Action(
        code="accounts.role_revoked",
        sentence=_("Took the role “{role}” from a person."),
        shown={"role": role_name},
    )
)
register(
    Action(
        code="accounts.residency_declared",
        sentence=_("Said that they live in the city."),
        personal=frozenset({"district"}),
        small=True,
    )
)
register(
    Action(code="accounts.residency_withdrawn", sentence=_("Said that they no longer live in the city."))
)
register(
    Action(
        code="accounts.second_factor_reset",
        sentence=_("Took away the second step at sign-in of a person who had lost it."),
    )
)
register(
    Action(code="accounts.person_erased", sentence=_("Erased an account and everything personal in it."))
)
register(Action(code="accounts.districts_set", sentence=_("Set the districts of the city: {districts}.")))
