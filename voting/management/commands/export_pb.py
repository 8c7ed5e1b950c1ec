"""`manage.py export_pb ROUND FILE`: write a round as a `.pb` file."""

from __future__ import annotations

import os
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from voting.management.naming import round_called
from voting.models import Round, RoundStatus
from voting.pabulib.file import pb_chunks


def write_whole(file: Path, chunks: Iterable[str]) -> None:
    """Write a text beside the file and put it in its place once it is whole, so that whatever goes wrong
    leaves a file that was there as it was. Raises OSError.
    """
    handle, beside = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as out:
            out.writelines(chunks)
        Path(beside).chmod(file.stat().st_mode & 0o777 if file.exists() else 0o644)
        Path(beside).replace(file)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


class Command(BaseCommand):
    help = "Write a counted round in the Pabulib format (.pb)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "round", help="the address of the process, with /NUMBER for one of several rounds"
        )
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, round: str, file: Path, **options: Any) -> None:
        found = self._round(round)
        try:
            write_whole(file, pb_chunks(found))
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror or error}") from error
        self.stdout.write(f"Wrote {found.ballot_count} ballots to {file}.")

    def _round(self, name: str) -> Round:
        """Return the round that is named. An open box is not read: only counted rounds can be written."""
        found = round_called(name)
        if found.status not in {RoundStatus.COUNTED, RoundStatus.PUBLISHED}:
            raise CommandError(f"The round {name!r} is not counted yet; its box stays shut.")
        if found.only_sums:
            raise CommandError(
                f"Only the sums of the round {name!r} were opened, so there are no ballots to write. "
                "Its result page offers the sums as a file."
            )
        return found
