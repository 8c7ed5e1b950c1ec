"""The city's name and how to reach it, as every page and letter shows them."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from accounts.permissions import acting_role, refuse_if, why_not_manage_city
from accounts.services import CHAIN
from audit.services import record
from pages.models import CitySettings


@transaction.atomic
def set_city(*, actor: User | None, name: str, phone: str, email: str) -> None:
    """Set the city's name, telephone number and e-mail address. Raises Refused."""
    refuse_if("" if actor is None else why_not_manage_city(actor))
    city = CitySettings.load()
    city.name, city.phone, city.email = name, phone, email
    city.save()
    data = {"city": name}
    record(action="pages.city_set", chain=CHAIN, actor=actor, role=acting_role(actor), data=data)
