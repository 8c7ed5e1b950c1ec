"""The electoral roll: who may vote in a round. It is closed when the round is frozen."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.models import District, User
from accounts.roles import Role
from processes.permissions import require
from voting.codes.codes import account_credentials
from voting.models import RollEntry, Round
from voting.permissions import may_manage
from voting.roll.admission import admits, admitted
from voting.rounds.state import RoundError, locked_draft, log

BATCH = 2_000


@dataclass(frozen=True, slots=True)
class RollLine:
    """One eligible person. `user` is None for people without an account. The rest serves to send a code and
    to recognise the person.
    """

    roll_number: str
    user: User | None = None
    district: District | None = None
    name: str = ""
    address: str = ""
    email: str = ""
    birth_date: date | None = None
    language: str = ""


@transaction.atomic
def load_roll(
    *, actor: User | None, round: Round, entries: Iterable[RollLine], now: datetime | None = None
) -> int:
    """Add people to the roll of a round in preparation; return how many. None as `actor` is the system.

    Raises Denied, and RoundError if the round is frozen, a number or person is on the roll already, or
    somebody does not live in the districts of the round.
    """
    if actor:
        require(may_manage(actor, round))
    held = locked_draft(round)
    lines = list(entries)
    districts = list(held.districts.all())
    if not all(admits(districts, line.district) for line in lines):
        raise RoundError(_("Someone does not live in the districts of this vote. Nothing was added."))
    try:
        with transaction.atomic():
            RollEntry.objects.bulk_create(_entries(round, lines), batch_size=BATCH)
    except IntegrityError as error:
        raise RoundError(_("Someone is already on the roll. Nothing was added.")) from error
    Round.objects.filter(pk=round.pk).update(roll_size=F("roll_size") + len(lines))
    round.refresh_from_db(fields=["roll_size"])
    log(actor, "voting.roll_loaded", round, {"people": len(lines), "round": round.title}, now)
    return len(lines)


def _entries(round: Round, lines: Sequence[RollLine]) -> list[RollEntry]:
    credentials = account_credentials(round, [line.roll_number for line in lines])
    return [
        RollEntry(
            round=round, roll_number=line.roll_number, user=line.user, district=line.district,
            credential=credential, name=line.name, address=line.address, email=line.email,
            birth_date=line.birth_date, language=line.language,
        )
        for line, credential in zip(lines, credentials, strict=True)
    ]  # fmt: skip


def add_residents_to_roll(*, actor: User | None, round: Round, now: datetime | None = None) -> int:
    """Put every resident of the city on the roll who is not on it yet; return how many were added.

    Who is known to be younger than the process's minimum age on the last day of voting is left out, and who
    is not known to live in the districts of the round.
    Raises like `load_roll`.
    """
    eligible = residents(round).select_related("district")
    lines = (RollLine(secrets.token_hex(6), user, user.district) for user in eligible.iterator(BATCH))
    return load_roll(actor=actor, round=round, entries=lines, now=now)


def residents(round: Round) -> QuerySet[User]:
    """Return the people with the resident's role, old enough and of the right district, who are not on the
    roll of the round.
    """
    process = round.process
    found = User.objects.filter(
        Q(role_grants__role=Role.RESIDENT)
        | Q(process_roles__role=Role.RESIDENT, process_roles__process=process),
        admitted(round),
        is_active=True,
        erased_at=None,
    ).exclude(roll_entries__round=round)
    if process.minimum_age:
        youngest = birthday_limit(localdate(round.closes_at), process.minimum_age)
        found = found.filter(Q(birth_date=None) | Q(birth_date__lte=youngest))
    return found.order_by("pk").distinct()


def birthday_limit(on: date, age: int) -> date:
    """Return the last date of birth of those who are `age` years old `on` a day."""
    try:
        return on.replace(year=on.year - age)
    except ValueError:  # 29 February
        return date(on.year - age, 2, 28)
