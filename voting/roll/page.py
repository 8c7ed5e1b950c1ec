"""What staff see of the roll: how many people in which district, and how they can vote. Never who did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy

from voting.models import CodeBy, RollEntry, Round

ACCOUNT, LETTER, OUTSIDE, NONE = range(4)
WAYS = (
    gettext_lazy("With an account"),
    gettext_lazy("With a code"),
    gettext_lazy("With an outside code"),
    gettext_lazy("Neither account nor code"),
)
WAY = Case(
    When(code_by=CodeBy.LETTER, then=Value(LETTER)),
    When(code_by=CodeBy.OUTSIDE, then=Value(OUTSIDE)),
    When(user__isnull=False, then=Value(ACCOUNT)),
    default=Value(NONE),
    output_field=IntegerField(),
)
WITHOUT_CODE = Q(code_by=CodeBy.ACCOUNT, user=None)
"""People who have neither an account nor a code of their own."""


@dataclass(frozen=True, slots=True)
class Part:
    """People of one kind: what they are called, and how many."""

    name: Any
    people: int


def ways_of(round: Round) -> list[Part]:
    """Return how many people vote in which way; ways that nobody has are left out."""
    counted = _counted(round.roll.annotate(way=WAY), "way")
    return [Part(name, counted[way]) for way, name in enumerate(WAYS) if way in counted]


def districts_of(round: Round) -> list[Part]:
    """Return how many people live in which district; the last, "", is for a district that is not known."""
    found = round.roll.order_by().values("district__name").annotate(people=Count("pk"))
    rows = found.order_by(F("district__position").asc(nulls_last=True), "district__name")
    return [Part(row["district__name"] or "", row["people"]) for row in rows]


def lines_of(round: Round, number: str = "") -> QuerySet[RollEntry]:
    """Return the lines of the roll in order, or those of one number."""
    lines = round.roll.select_related("district").order_by("roll_number")
    lines = lines.defer("name", "address", "email", "birth_date", "credential")
    return lines.filter(roll_number=number) if number else lines


def way_of(entry: RollEntry) -> Any:
    """Return how one person can vote, in words."""
    by_code = {CodeBy.LETTER: LETTER, CodeBy.OUTSIDE: OUTSIDE}
    usual = ACCOUNT if entry.user_id else NONE
    return WAYS[by_code.get(CodeBy(entry.code_by), usual)]


def _counted(rows: QuerySet[RollEntry], name: str) -> dict[int, int]:
    return dict(rows.order_by().values_list(name).annotate(people=Count("pk")))
