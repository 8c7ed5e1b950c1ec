"""Bringing a list of voters onto the roll of a round in preparation: look first, write on the second word."""

from __future__ import annotations

import zlib
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from accounts.models import District, User
from processes.permissions import require
from voting.models import RollDraft, RollEntry, Round
from voting.permissions import may_manage
from voting.roll.admission import admits
from voting.roll.columns import Column
from voting.roll.decoding import decode
from voting.roll.file import RollFile, read_roll
from voting.roll.membership import RollLine, birthday_limit, load_roll
from voting.roll.rows import Fault, Row
from voting.rounds.state import locked_draft

PREVIEWED = 8
KEPT = ("name", "address", "email", "birth_date", "language")


@dataclass(slots=True)
class Plan:
    """What adding a file would do, line by line; nothing is written yet.

    `strangers` name a district that the city does not have, `outside` one that is not the round's, or none.
    `changed` are lines whose number is on the roll with other words; the roll keeps what it has.
    """

    columns: tuple[Column, ...] = ()
    first: list[Row] = field(default_factory=list)
    added: list[RollLine] = field(default_factory=list)
    present: int = 0
    changed: list[Row] = field(default_factory=list)
    young: list[Row] = field(default_factory=list)
    strangers: list[Row] = field(default_factory=list)
    outside: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    districts: Counter[str] = field(default_factory=Counter)


def keep_draft(*, actor: User, round: Round, name: str, content: bytes) -> RollDraft:
    """Keep an uploaded list until somebody has looked at it. The draft before it is thrown away.

    Raises Denied, RoundError if the round is frozen, and UnreadableRoll for a file that is no list.
    """
    require(may_manage(actor, round))
    text = decode(content)
    read_roll(text)
    with transaction.atomic():
        locked_draft(round)
        round.roll_drafts.all().delete()
        return RollDraft.objects.create(
            round=round, made_by=actor, file_name=name[:200], content=zlib.compress(text.encode())
        )


def file_of(draft: RollDraft) -> RollFile:
    """Return the list that waits in a draft."""
    return read_roll(zlib.decompress(bytes(draft.content)).decode())


def plan_of(round: Round, file: RollFile) -> Plan:
    """Return what would become of every line of a file: a pure look at the roll as it is."""
    plan = Plan(columns=file.columns)
    districts = {name.casefold(): one for one in District.objects.all() for name in (one.name, one.slug)}
    own = list(round.districts.all())
    youngest = birthday_limit(localdate(round.closes_at), round.process.minimum_age)
    there = _there(round)
    for found in file.rows():
        if isinstance(found, Fault):
            plan.faults.append(found)
            continue
        if len(plan.first) < PREVIEWED:
            plan.first.append(found)
        district = districts.get(found.district.casefold())
        if found.roll_number in there:
            same = there[found.roll_number] == _words(found, district)
            plan.present += 1
            plan.changed += [] if same else [found]
        elif found.district and district is None:
            plan.strangers.append(found)
        elif not admits(own, district):
            plan.outside.append(found)
        elif found.birth_date and found.birth_date > youngest:
            plan.young.append(found)
        else:
            plan.added.append(_line(found, district))
            plan.districts[district.name if district else ""] += 1
    return plan


@transaction.atomic
def add_file(*, actor: User | None, round: Round, file: RollFile, now: datetime | None = None) -> int:
    """Put the people of a file on the roll who can be; return how many. The same file again adds nobody.

    Raises Denied, and RoundError if the round is frozen.
    """
    if actor:
        require(may_manage(actor, round))
    locked_draft(round)
    lines = plan_of(round, file).added
    return load_roll(actor=actor, round=round, entries=lines, now=now) if lines else 0


@transaction.atomic
def take_draft(*, actor: User, draft: RollDraft, now: datetime | None = None) -> int:
    """Add the people of a draft and delete it; return how many were added. Raises like `add_file`."""
    added = add_file(actor=actor, round=draft.round, file=file_of(draft), now=now)
    draft.delete()
    return added


@transaction.atomic
def drop_draft(*, actor: User, draft: RollDraft) -> None:
    """Throw an uploaded list away. Raises Denied."""
    require(may_manage(actor, draft.round))
    draft.delete()


def _there(round: Round) -> dict[str, tuple[object, ...]]:
    """Return who is on the roll: the words of each line by its number."""
    lines = RollEntry.objects.filter(round=round).values_list("roll_number", "district_id", *KEPT)
    return {roll_number: tuple(words) for roll_number, *words in lines.iterator(chunk_size=5_000)}


def _words(row: Row, district: District | None) -> tuple[object, ...]:
    return (district.pk if district else None, row.name, row.address, row.email, row.birth_date, row.language)


def _line(row: Row, district: District | None) -> RollLine:
    return RollLine(
        row.roll_number, None, district, row.name, row.address, row.email, row.birth_date, row.language
    )
