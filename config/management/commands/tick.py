from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection


class Command(BaseCommand):
    help = "Do the periodic work. Safe to run at any time and twice; a cron job every five minutes is enough."

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("clearsessions")
        call_command("tend_proposals", stdout=self.stdout)
        call_command("sign_heads", stdout=self.stdout)
        call_command("tend_votes", stdout=self.stdout)
        call_command("forget_rolls", stdout=self.stdout)
        call_command("verify_audit", stdout=self.stdout)
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA optimize")  # as PostgreSQL's autovacuum does: how many rows there are
