from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from voting.counting.run import resume_counts
from voting.trustees.handing_in import resume_checks
from voting.trustees.reminding import remind_all


class Command(BaseCommand):
    help = "Remind trustees whom others wait for, and go on with counts and checks whose worker was killed."

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        reminded, resumed = remind_all(now), resume_counts(now) + resume_checks(now)
        self.stdout.write(f"{reminded} trustees reminded, {resumed} counts or checks resumed.")
