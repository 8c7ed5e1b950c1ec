"""`manage.py issue_codes PROCESS NUMBER FOLDER`: codes for a whole roll, as files for a printing house."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from voting.codes.issuing import Drawn, Who, issue, waiting
from voting.codes.letters import LETTERS_AT_ONCE, letters
from voting.codes.merge_table import CODES_AT_ONCE, merge_table
from voting.management.naming import add_round_arguments, named_round
from voting.models import CodeBy, Round
from voting.rounds.state import RoundError

Maker = Callable[[Round, Sequence[Drawn]], bytes]
MAKERS: dict[str, tuple[Maker, str, int]] = {
    "letters": (letters, "pdf", LETTERS_AT_ONCE),
    "table": (merge_table, "csv", CODES_AT_ONCE),
}


class Command(BaseCommand):
    help = (
        "Issue voting codes for a vote in preparation, as letters (PDF) or a table for mail merge (CSV), in "
        "files one after the other. Each file holds the only copy of its codes."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_round_arguments(parser)
        parser.add_argument("folder", type=Path, help="where the files go; files there are never overwritten")
        parser.add_argument("--as", dest="form", choices=sorted(MAKERS), default="letters")
        parser.add_argument(
            "--everybody", action="store_true", help="also people with an account, who could vote without"
        )

    def handle(
        self, *args: Any, process: str, number: int, folder: Path, form: str, everybody: bool,
        verbosity: int = 1, **options: Any,
    ) -> None:  # fmt: skip
        round = named_round(process, number)
        make, ending, size = MAKERS[form]
        left = waiting(round, Who.ALL if everybody else Who.NO_ACCOUNT)
        part = 0
        with tqdm(total=left.count(), unit=" codes", disable=verbosity == 0) as bar:
            while entries := list(left[:size]):
                part += 1
                path = folder / f"codes-{part:04}.{ending}"
                try:
                    issue(
                        actor=None, round=round, entries=entries, make=partial(_write, path, make, round),
                        way="letter" if form == "letters" else "table",
                    )  # fmt: skip
                except (OSError, RoundError) as error:
                    raise CommandError(f"{path}: {error} The files before it are good.") from error
                bar.update(len(entries))
        self.stdout.write(f"{part} files are in {folder}." if part else nobody_left(round))


def nobody_left(round: Round) -> str:
    """Say why no code was issued: this command never voids one that somebody has."""
    there = round.roll.filter(code_by=CodeBy.LETTER).count()
    return (
        f"Nobody on this roll is without a code, so no file was written. Codes issued before: {there}. For "
        "a lost letter or file, issue codes for those roll numbers again on the page of voting codes."
    )


def _write(path: Path, make: Maker, round: Round, drawn: Sequence[Drawn]) -> None:
    """Write a file before its keys are kept, so that a full disk costs nobody a code."""
    content = make(round, drawn)
    path.touch(mode=0o600, exist_ok=False)
    path.write_bytes(content)
