from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

logger = logging.getLogger(__name__)
WORK: tuple[tuple[str, Mapping[str, Any]], ...] = (
    ("clearsessions", {}),
    ("tend_accounts", {}),
    ("tend_tasks", {}),
    ("publish_scheduled", {}),
    ("tend_proposals", {}),
    ("tend_comments", {}),
    ("sign_heads", {}),
    ("tend_votes", {}),
    ("forget_rolls", {}),
    ("verify_audit", {"daily": True}),
)


class Command(BaseCommand):
    help = "Do the periodic work. Safe to run at any time and twice; a cron job every five minutes is enough."

    def handle(self, *args: Any, **options: Any) -> None:
        failed = [name for name, asked in WORK if not self._done(name, asked)]
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA optimize")  # as PostgreSQL's autovacuum does: how many rows there are
        if failed:
            raise CommandError(f"Not done, see the messages above: {', '.join(failed)}.")

    def _done(self, name: str, asked: Mapping[str, Any]) -> bool:
        """Do one piece of the work; what stands in its way keeps nothing else from being done."""
        try:
            call_command(name, stdout=self.stdout, **asked)
        except Exception:
            logger.exception("%s stopped.", name)
            return False
        return True
