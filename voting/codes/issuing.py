"""Drawing voting codes for people on the roll of a round in preparation.

A code is in the server's memory while one file or one mail is made, and nowhere else: what is kept is its
public key. So a code leaves the server once. A lost letter means a new code, which voids the old one, and
after the freezing there are none: the list of public keys is part of what is frozen. Files are made before
anything is written, so a file that cannot be made costs nobody a code.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Length
from django.utils.translation import gettext as _

from accounts.models import User
from processes.permissions import require
from voting.codes.codes import random_code
from voting.crypto.groups import Element
from voting.models import CodeBy, RollEntry, Round
from voting.permissions import may_manage
from voting.roll.admission import admitted
from voting.roll.page import WITHOUT_CODE
from voting.rounds.state import RoundError, locked_draft, log

WRITTEN_AT_ONCE = 500
File = TypeVar("File")


class Who(StrEnum):
    """Whose codes are drawn: of people without an account, of everybody without a code of their own, or of
    some numbers once more.
    """

    NO_ACCOUNT = "no-account"
    ALL = "all"
    AGAIN = "again"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A person on the roll with a code that was just drawn; `code` is never written anywhere by us."""

    entry: RollEntry
    key: Element
    code: str = field(repr=False)


def waiting(round: Round, who: Who) -> QuerySet[RollEntry]:
    """Return the people who get a code next, in the order of their numbers."""
    which = WITHOUT_CODE if who is Who.NO_ACCOUNT else Q(code_by=CodeBy.ACCOUNT)
    return round.roll.filter(which, admitted(round)).order_by("roll_number")


def numbers(round: Round, first: str, last: str) -> QuerySet[RollEntry]:
    """Return the people with these numbers, in order, except those whose codes come from outside. A shorter
    number comes first, so that 70 is not between 7 and 9.
    """
    end = last or first
    found = round.roll.filter(admitted(round)).annotate(signs=Length("roll_number"))
    from_first = Q(signs__gt=len(first)) | Q(signs=len(first), roll_number__gte=first)
    to_last = Q(signs__lt=len(end)) | Q(signs=len(end), roll_number__lte=end)
    return found.filter(from_first, to_last).exclude(code_by=CodeBy.OUTSIDE).order_by("signs", "roll_number")


def issue(
    *,
    actor: User | None,
    round: Round,
    entries: Sequence[RollEntry],
    make: Callable[[Sequence[Drawn]], File],
    way: str,
    now: datetime | None = None,
) -> File:
    """Draw a code for each person, make the file that brings it to them, keep the public keys, and return
    the file. `way` says in the log how the codes left: letter, table or mail.

    Raises Denied, and RoundError if the round is frozen or one of them got a code at the same moment.
    """
    if actor:
        require(may_manage(actor, round))
    drawn = [Drawn(entry, key, code) for entry in entries for code, key in [random_code(round)]]
    file = make(drawn)
    keep_keys(actor=actor, round=round, drawn=drawn, way=way, now=now)
    return file


@transaction.atomic
def keep_keys(
    *, actor: User | None, round: Round, drawn: Sequence[Drawn], way: str, now: datetime | None = None
) -> None:
    """Write the public keys of codes. Raises like `issue`."""
    held = locked_draft(round)
    before = {one.entry.pk: one.entry.credential for one in drawn}
    there = RollEntry.objects.select_for_update(no_key=True).filter(round=held)
    for start in range(0, len(drawn), WRITTEN_AT_ONCE):
        part = drawn[start : start + WRITTEN_AT_ONCE]
        rows = {row.pk: row for row in there.filter(pk__in=[one.entry.pk for one in part])}
        if any(
            one.entry.pk not in rows or rows[one.entry.pk].credential != before[one.entry.pk] for one in part
        ):
            raise RoundError(
                _("Someone else issued codes at the same moment. Nothing was issued; try again.")
            )
        for one in part:
            rows[one.entry.pk].credential, rows[one.entry.pk].code_by = one.key, CodeBy.LETTER
        RollEntry.objects.bulk_update(rows.values(), ["credential", "code_by"])
    log(actor, "voting.codes_issued", held, {"people": len(drawn), "round": held.title, "way": way}, now)
