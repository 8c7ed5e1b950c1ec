"""`manage.py import_pb FILE...`: read real elections into finished processes."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from voting.pabulib.importing import import_pb
from voting.rules import PabulibError


class Command(BaseCommand):
    help = "Read elections in the Pabulib format (.pb) into finished processes with a published result."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", type=Path)

    def handle(self, *args: Any, files: list[Path], verbosity: int = 1, **options: Any) -> None:
        for path in files:
            self._import(path, quiet=verbosity == 0)

    def _import(self, path: Path, *, quiet: bool) -> None:
        """Import one file; the files before it stay imported if this one is refused."""
        try:
            with tqdm(desc=path.name, unit=" ballots", disable=quiet) as bar:

                def tell(more: int, total: int) -> None:
                    bar.total = total
                    bar.update(more)

                imported = import_pb(path=path, progress=tell)
        except PabulibError as error:
            raise CommandError(f"{path}: {error}. Nothing was imported from this file.") from error
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror or error}") from error
        round = imported.round
        said = "imported as" if imported.created else "is here already as"
        self.stdout.write(f"{path.name} {said} “{round.process.slug}”: {round.ballot_count} ballots.")
