"""`manage.py prepare`: what an installation and every upgrade need, in one go."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from accounts.factor_secrets import seal_again
from config.frontend import FrontendError, collect_static, install_packages


class Command(BaseCommand):
    help = "Install the front-end packages, bring the database up to date and lay out the static files."
    requires_system_checks: list[str] = []  # noqa: RUF012  much is still missing; the checks run at the end

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self.say("Front-end packages")
            install_packages()
            self.say("Database")
            call_command("migrate", interactive=False, verbosity=0)
            if settings.SECRET_KEY_FALLBACKS:
                self.say(f"Second factors, sealed with the present key: {seal_again()}")
        except (FrontendError, OperationalError) as error:
            raise CommandError(str(error).strip()) from error
        self.say("Styles and scripts")
        collect_static()
        self.check(include_deployment_checks=not settings.EMBEDDED)
        self.stdout.write(self.style.SUCCESS("Ready."))

    def say(self, what: str) -> None:
        """Say which step begins."""
        self.stdout.write(f"  {what}")
        self.stdout.flush()
