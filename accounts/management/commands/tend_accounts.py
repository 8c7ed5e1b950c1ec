from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.bundling import mail_bundles
from accounts.tending import forget_ended_sessions, mail_what_was_left


class Command(BaseCommand):
    help = (
        "Mail notifications that wait or did not go out; forget where people were signed in, once it is over."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        mailed, bundles = mail_what_was_left(now), mail_bundles(now)
        forgotten = forget_ended_sessions(now)
        self.stdout.write(
            f"{mailed} notifications mailed that were left, {bundles} people mailed several together, "
            f"{forgotten} sessions forgotten."
        )
