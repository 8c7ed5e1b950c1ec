from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.tending import forget_ended_sessions, mail_what_was_left


class Command(BaseCommand):
    help = "Mail notifications that did not go out, and forget where people were signed in once that is over."

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        mailed, forgotten = mail_what_was_left(now), forget_ended_sessions(now)
        self.stdout.write(f"{mailed} notifications mailed that were left, {forgotten} sessions forgotten.")
