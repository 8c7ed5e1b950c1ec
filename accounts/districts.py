"""The districts of the city: staff name, order and draw them. Every change is in the public log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import ForeignObjectRel
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.boundaries import Outline
from accounts.models import District, User
from accounts.permissions import Refused, acting_role, refuse_if, why_not_manage_city
from accounts.services import CHAIN
from audit.chain import Json
from audit.services import record

TILES = ("harbour", "kiln", "north", "linden", "weir", "holt")
SLUG_LETTERS = 40


@dataclass(frozen=True, slots=True)
class Line:
    """A district as staff want it: the one that is there already (or None), and its name."""

    district: District | None
    name: str


@transaction.atomic
def set_districts(*, actor: User | None, lines: Sequence[Line]) -> None:
    """Let the city have just these districts, in this order; those that are there keep all that is theirs.

    Raises Refused: without the role, for two of one name, and for a district to be removed that somebody
    lives in or that a proposal, a budget or a vote names.
    """
    refuse_if("" if actor is None else why_not_manage_city(actor))
    names = [line.name.casefold() for line in lines]
    if len(set(names)) < len(names):
        raise Refused(_("Two districts cannot have the same name."))
    there = list(District.objects.select_for_update(no_key=True))
    kept = {line.district.pk for line in lines if line.district}
    for district in there:
        if district.pk not in kept:
            _remove(district)
    _rename(lines)
    for position, line in enumerate(lines):
        if line.district is None:
            _add(line.name, position)
    _log(actor)


@transaction.atomic
def draw_districts(*, actor: User | None, outlines: Sequence[Outline]) -> int:
    """Give districts their outlines by name; a name that is not there yet is a new district. Return how many
    are new. Raises Refused.
    """
    refuse_if("" if actor is None else why_not_manage_city(actor))
    held = District.objects.select_for_update(no_key=True)
    there = {district.name.casefold(): district for district in held}
    new = 0
    for outline in outlines:
        district = there.get(outline.name.casefold())
        if district is None:
            district, new = _add(outline.name, len(there) + new), new + 1
        district.boundary = [list(point) for point in outline.ring]
        district.save(update_fields=["boundary"])
    _log(actor)
    return new


def _rename(lines: Sequence[Line]) -> None:
    """Set names and order. Names are unique, so those that change step aside first: two may swap theirs."""
    for line in lines:
        if line.district and line.district.name != line.name:
            District.objects.filter(pk=line.district.pk).update(name=f"\x1f{line.district.pk}")
    for position, line in enumerate(lines):
        if line.district:
            line.district.name, line.district.position = line.name, position
            line.district.save(update_fields=["name", "position"])


def _add(name: str, position: int) -> District:
    base = slugify(name)[:SLUG_LETTERS] or "district"
    taken = set(District.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    slug = next(slug for slug in (base, *numbered) if slug not in taken)
    tile = TILES[District.objects.count() % len(TILES)]
    return District.objects.create(name=name, slug=slug, tile=tile, position=position)


def _remove(district: District) -> None:
    if is_used(district):
        text = _(
            "People, proposals, money or a vote belong to “%(district)s”, so it cannot be removed. You can "
            "rename it."
        )
        raise Refused(text % {"district": district.name})
    district.delete()


def is_used(district: District) -> bool:
    """Return whether anything in any room names this district."""
    for relation in District._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel):
            rows = relation.related_model._base_manager.filter(**{relation.field.name: district})
            if rows.exists():
                return True
    return False


def _log(actor: User | None) -> None:
    names: list[Json] = list(District.objects.values_list("name", flat=True))
    record(
        action="accounts.districts_set",
        chain=CHAIN,
        actor=actor,
        role=acting_role(actor),
        data={"districts": names},
    )
