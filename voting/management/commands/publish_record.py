"""`manage.py publish_record ROUND DIR`: write a copy of a record that any web server can serve."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from voting.board.static_copy import AnotherRecord, write_copy
from voting.management.naming import round_called


class Command(BaseCommand):
    help = "Write the public record of a round into a folder; run it again to bring the copy up to date."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "round", help="the address of the process, with /NUMBER for one of several rounds"
        )
        parser.add_argument("dir", type=Path, help="the folder; made where it is not there")

    def handle(self, *args: Any, round: str, dir: Path, **options: Any) -> None:
        found = round_called(round)
        if not found.is_sealed or not found.rules_json:
            raise CommandError(f"The round {round!r} has no record: it was imported, or is not frozen yet.")
        try:
            copied = write_copy(round=found, folder=dir)
        except AnotherRecord as error:
            raise CommandError(f"{dir} holds the record of another round. Choose another folder.") from error
        except OSError as error:
            raise CommandError(f"{dir}: {error.strerror or error}") from error
        self.stdout.write(f"{dir}: {copied.added} bytes added to {copied.kept}; the head is {copied.head}.")
