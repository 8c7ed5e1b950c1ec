"""Public keys of voting codes that somebody else issued: this platform never sees the codes."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import datetime
from io import StringIO

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from processes.permissions import require
from voting.crypto.groups import GROUPS, NotAMember
from voting.models import CodeBy, RollEntry, Round
from voting.permissions import may_manage
from voting.roll.admission import outside, whose_vote
from voting.roll.columns import UnreadableRoll
from voting.roll.rows import Fault
from voting.rounds.state import locked_draft, log

HEADING = ["reference", "public_key"]
WRITTEN_AT_ONCE = 500


class WrongKeys(ValueError):
    """A table of keys has faults; nothing was taken."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__(" ".join(fault.sentence for fault in faults[:1]))


@transaction.atomic
def take_keys(*, actor: User | None, round: Round, text: str, now: datetime | None = None) -> int:
    """Give people on the roll the public keys of a table (reference, public_key); return how many. Codes that
    they had before are void. It is all or nothing.

    Raises Denied, RoundError if the round is frozen, UnreadableRoll for a file that is no such table, and
    WrongKeys with every line that is not in order.
    """
    if actor:
        require(may_manage(actor, round))
    held = locked_draft(round)
    roll = RollEntry.objects.select_for_update(no_key=True).filter(round=held)
    entries = {entry.roll_number: entry for entry in roll}
    changed, faults = _matched(held, entries, text)
    if faults:
        raise WrongKeys(faults)
    RollEntry.objects.bulk_update(changed, ["credential", "code_by"], batch_size=WRITTEN_AT_ONCE)
    log(actor, "voting.keys_taken", held, {"people": len(changed), "round": held.title}, now)
    return len(changed)


def _matched(round: Round, entries: dict[str, RollEntry], text: str) -> tuple[list[RollEntry], list[Fault]]:
    """Put each key on its line of the roll, and say what is wrong with the others."""
    group = GROUPS[round.group]
    taken = {entry.credential for entry in entries.values()}
    strangers = set(outside(round).values_list("roll_number", flat=True))
    changed: dict[str, RollEntry] = {}
    faults = []
    for line, cells in _lines(text):
        roll_number, key = (cell.strip() for cell in (*cells, "", "")[:2])
        problem = ""
        if roll_number not in entries:
            problem = _("Nobody on the roll has the number %(number)s.") % {"number": roll_number}
        elif roll_number in strangers:
            problem = f"{roll_number}: {whose_vote(round)}"
        elif roll_number in changed:
            problem = _("The roll number %(number)s is in this file twice.") % {"number": roll_number}
        elif key in taken:
            problem = _("Someone on the roll already has this key.")
        else:
            try:
                group.read(key)
            except NotAMember:
                problem = _("This is not a public key for this vote. Make the keys for its kind of key.")
        if problem:
            faults.append(Fault(line, problem))
            continue
        taken.add(key)
        changed[roll_number] = entries[roll_number]
        changed[roll_number].credential, changed[roll_number].code_by = key, CodeBy.OUTSIDE
    return list(changed.values()), faults


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    try:
        heading = [cell.strip().lower() for cell in next(reader, [])]
        if heading != HEADING:
            raise UnreadableRoll(
                _("The first line must be “reference,public_key”, as “python -m voting.crypto credentials” "
                  "writes it.")
            )  # fmt: skip
        yield from ((reader.line_num, cells) for cells in reader if cells)
    except csv.Error as error:
        raise UnreadableRoll(_("The quotation marks in this file do not match up.")) from error
