"""`manage.py import_roll PROCESS NUMBER FILE`: put the people of a CSV file on the roll of a round."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from voting.management.naming import add_round_arguments, named_round
from voting.roll.columns import UnreadableRoll, field_name
from voting.roll.decoding import decode
from voting.roll.file import read_roll
from voting.roll.importing import Plan, add_file, plan_of
from voting.roll.rows import Fault, Row
from voting.rounds.state import RoundError

MOST_SHOWN = 20


class Command(BaseCommand):
    help = (
        "Put the people of a CSV file on the roll of a vote in preparation; the same file again adds nobody."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_round_arguments(parser)
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and write nothing")

    def handle(
        self, *args: Any, process: str, number: int, file: Path, dry_run: bool, **options: Any
    ) -> None:
        round = named_round(process, number)
        try:
            content = file.read_bytes()
            listed = read_roll(decode(content))
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror or error}") from error
        except UnreadableRoll as error:
            raise CommandError(f"{file}: {error}") from error
        self.stderr.write(f"Read {file}, {len(content):,} bytes.")
        plan = plan_of(round, listed)
        self._report(plan)
        if dry_run:
            self.stdout.write(f"{len(plan.added):,} people would be added. Nothing was written.")
            return
        self.stderr.write(f"Adding {len(plan.added):,} people and their voting keys.")
        try:
            added = add_file(actor=None, round=round, file=listed)
        except RoundError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{added:,} people were added to the roll of “{round.title}”.")

    def _report(self, plan: Plan) -> None:
        for column in plan.columns:
            self.stdout.write(f"Column “{column.heading}”: {field_name(column.field) or 'ignored'}.")
        for name, people in plan.districts.most_common():
            self.stdout.write(f"{name or 'District not known'}: {people:,} to be added.")
        self.stdout.write(
            f"On the roll already: {plan.present:,}, of these written differently: {len(plan.changed):,}. "
            f"Below the minimum age: {len(plan.young):,}. Unknown district: {len(plan.strangers):,}. "
            f"Not of a district of this vote: {len(plan.outside):,}. "
            f"Lines to repair: {len(plan.faults):,}."
        )
        unknown = [Fault(row.line, f"The city has no district “{row.district}”.") for row in plan.strangers]
        outside = [Fault(row.line, _not_of_this_vote(row)) for row in plan.outside]
        faults = sorted([*plan.faults, *unknown, *outside], key=lambda fault: fault.line)
        for fault in faults[:MOST_SHOWN]:
            self.stdout.write(f"Line {fault.line:,}: {fault.sentence}")
        if len(faults) > MOST_SHOWN:
            self.stdout.write(f"… and {len(faults) - MOST_SHOWN:,} lines more.")


def _not_of_this_vote(row: Row) -> str:
    return f"{row.district} is no district of this vote." if row.district else "District not known."
