"""Districts and people: those with names, those who sign for the city, and the neighbours who support."""

from __future__ import annotations

from datetime import date

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from accounts.models import District, User
from accounts.roles import Role
from accounts.services import grant_role, seed_second_factor, set_residency
from demo.build.stage import Stage
from demo.city import DISTRICTS
from demo.people import ACCOUNTS, PEOPLE
from demo.shapes import ResidentData

PASSWORD = "marenholt-square"
SECOND_FACTOR = "MARENHOLTSQUAREMARENHOLTSQUARE77"
NEIGHBOURS = 330


def build_districts(stage: Stage) -> None:
    """Make the six districts with their outlines."""
    for position, data in enumerate(DISTRICTS):
        stage.districts[data.slug] = District.objects.create(
            name=data.name.en,
            slug=data.slug,
            tile=data.tile,
            boundary=[list(point) for point in data.boundary.latlon],
            position=position,
        )


def build_people(stage: Stage) -> None:
    """Make everybody who has a name; only the four accounts of the demo have a password."""
    accounts = {data.key for data in ACCOUNTS}
    hashed = make_password(PASSWORD)  # slow on purpose, and the same for all four
    for data in PEOPLE:
        stage.people[data.key] = make_person(stage, data, password=hashed if data.key in accounts else "")


def make_person(stage: Stage, data: ResidentData, *, password: str) -> User:
    """Make one person with a confirmed address, a home and roles; `password` is a hash, "" for none."""
    user = User.objects.create_user(
        data.email,
        display_name=data.display_name,
        legal_name=data.legal_name,
        language=data.language if data.language in {"en", "es"} else "en",
        birth_date=date(stage.today.year - data.age, 5, 17),
        is_staff="administrator" in data.roles or "council_staff" in data.roles,
        is_superuser="administrator" in data.roles,
    )
    if password:
        user.password = password
        user.save(update_fields=["password"])
    EmailAddress.objects.create(user=user, email=data.email, verified=True, primary=True)
    set_residency(actor=None, user=user, district=stage.districts[data.district], now=stage.founded)
    for role in data.roles:
        grant_role(actor=None, user=user, role=Role(role), now=stage.founded)
    if password and user.needs_second_factor:
        seed_second_factor(user, secret=SECOND_FACTOR)
    return user


def build_neighbours(stage: Stage) -> None:
    """Make the residents who only support and find comments helpful; nobody sees their names."""
    slugs = [data.slug for data in DISTRICTS]
    weights = [data.weight for data in DISTRICTS]
    for number in range(1, NEIGHBOURS + 1):
        home = stage.districts[stage.rng.choices(slugs, weights)[0]]
        user = User.objects.create_user(
            f"neighbour{number}@example.org", None, display_name=f"Neighbour {number}"
        )
        set_residency(actor=None, user=user, district=home, now=stage.founded)
        stage.neighbours.append(user)
