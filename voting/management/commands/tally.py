"""`manage.py tally PROCESS NUMBER`: count a closed round from the shell, or go on with a count."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from processes.permissions import Denied
from voting.counting.closing import close_for_trustees
from voting.counting.count import count_round
from voting.counting.run import step_text
from voting.management.naming import add_round_arguments, named_round
from voting.models import Round, RoundStatus
from voting.results.checking import check_record
from voting.rounds.state import RoundError
from voting.trustees.count import CountStage, progress_of


class Command(BaseCommand):
    help = "Count a closed round, or go on with a count that was interrupted."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_round_arguments(parser)

    def handle(self, *args: Any, process: str, number: int, **options: Any) -> None:
        round, now = named_round(process, number), timezone.now()
        try:
            if round.is_verifiable and not self._opened(round):
                return
            result = count_round(actor=None, round=round, now=now, tell=self._tell)
            if round.is_sealed:
                self._tell("check")
                check_record(Round.objects.get(pk=round.pk))
        except (Denied, RoundError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{result.ballots_counted} ballots counted.")

    def _opened(self, round: Round) -> bool:
        """Close the box of a round with trustees; return whether enough of them have opened it."""
        now = timezone.now()
        if round.status == RoundStatus.FROZEN:
            close_for_trustees(actor=None, round=round, now=now, tell=self._tell)
            self.stdout.write("The box is closed. The trustees are asked to count.")
            return False
        progress = progress_of(round, now)
        if progress.stage in {CountStage.SHUFFLE, CountStage.OPEN}:
            self.stdout.write(
                f"{len(progress.shuffled)} of {progress.needed} trustees have shuffled, "
                f"{len(progress.opened)} of {progress.needed} have opened."
            )
            return False
        return True

    def _tell(self, step: str) -> None:
        self.stdout.write(f"{step_text(step)} …")
        self.stdout.flush()
