"""`manage.py verify_audit`: check the public log, say which entry is wrong and how."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.utils import timezone
from tqdm import tqdm

from audit import triggers
from audit.models import Chain
from audit.verification import chains_found_unbroken, check_chain, problems_of

DAY = timedelta(hours=23)  # a clock that is a few minutes early must not leave a day out


class Command(BaseCommand):
    help = (
        "Checks every entry of the public log: changed, missing, added or re-ordered ones are named. "
        "Exits with 1 if there are any. The public page shows when this last ran and what it found."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--chain", help="Check only this chain, such as city or process-3.")
        parser.add_argument(
            "--daily", action="store_true", help="Leave out chains that were found unbroken in the last day."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        chains = self._chains(options["chain"])
        if options["daily"]:
            fresh = chains_found_unbroken(since=timezone.now() - DAY)
            chains = [chain for chain in chains if chain.pk not in fresh]
            if not chains:
                self.stdout.write("Every chain of the public log was found unbroken within the last day.")
                return
        if options["verbosity"] > 0:
            self._warn_of_missing_triggers()
        broken = [chain for chain in chains if not self._is_sound(chain, quiet=options["verbosity"] == 0)]
        if broken:
            keys = ", ".join(chain.key for chain in broken)
            raise CommandError(f"The public log is broken in: {keys}.")
        self.stdout.write(self.style.SUCCESS(f"The public log is unbroken. Chains checked: {len(chains)}."))

    def _chains(self, key: str | None) -> list[Chain]:
        chains = list(Chain.objects.filter(key=key) if key else Chain.objects.all())
        if key and not chains:
            known = ", ".join(Chain.objects.values_list("key", flat=True)) or "none yet"
            raise CommandError(f"There is no chain “{key}”. Chains: {known}.")
        return chains

    def _is_sound(self, chain: Chain, *, quiet: bool) -> bool:
        with tqdm(total=chain.length, desc=chain.key, unit=" entries", disable=quiet or None) as bar:
            run = check_chain(chain, progress=lambda _number: bar.update())
        problems = problems_of(run)
        state = "broken" if problems else "unbroken"
        self.stdout.write(f"{chain.key}: {run.length} entries, {state}, Merkle root {run.merkle_root}")
        for problem in problems:
            self.stdout.write(self.style.ERROR(f"  {chain.key} {problem}"))
        return not problems

    def _warn_of_missing_triggers(self) -> None:
        if missing := triggers.missing(connection):
            self.stderr.write(
                "Note: this database does not itself refuse changes to the log; it lacks "
                f"{', '.join(missing)}. A migration with InstallTriggers() puts them back."
            )
