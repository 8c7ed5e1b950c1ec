"""`manage.py serve`: everything behind the proxy, in one process that looks after the others."""

from __future__ import annotations

import importlib.util
import os
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from config.checks import refuse_to_start
from config.serving import Stage, parts_of


class Command(BaseCommand):
    help = (
        "Serve the city behind a proxy: pages, live threads, workers and the clock; until Ctrl+C or SIGTERM."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="the address to listen at (127.0.0.1)")
        parser.add_argument("--pages-port", type=int, default=8000, help="for all but /ws/ (8000)")
        parser.add_argument("--live-port", type=int, default=8001, help="for /ws/ (8001)")
        parser.add_argument("--workers", type=int, default=2, help="how many do mail and counts (2)")

    def handle(self, *args: Any, **options: Any) -> None:
        self.look_first()
        os.chdir(settings.BASE_DIR)
        parts = parts_of(
            host=options["host"], pages=options["pages_port"], live=options["live_port"],
            workers=options["workers"],
        )  # fmt: skip
        where = f"{options['host']}:{options['pages_port']}"
        self.stdout.write(f"Pages at {where}, /ws/ at port {options['live_port']}.")
        self.stdout.flush()
        connection.close()
        Stage(parts).run()

    def look_first(self) -> None:
        """Raise CommandError where something is missing that the processes could not say as plainly."""
        if settings.EMBEDDED or not settings.REDIS_URL:
            raise CommandError("This needs PostgreSQL and Redis: set DATABASE_URL and REDIS_URL.")
        if settings.TASKS["default"]["BACKEND"] != settings.TASK_BACKENDS["database"]:
            raise CommandError("Set TASKS=database, so that mail and counts are done by the workers.")
        if importlib.util.find_spec("gunicorn") is None:
            raise CommandError("gunicorn is missing. Install requirements/prod.txt.")
        try:
            refuse_to_start()
            executor = MigrationExecutor(connection)
            waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
        except (ImproperlyConfigured, OperationalError) as error:
            raise CommandError(f"Plaza cannot start: {error}") from error
        if waiting:
            raise CommandError("The database is not up to date. Run: manage.py prepare")
