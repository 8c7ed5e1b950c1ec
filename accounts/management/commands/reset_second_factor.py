"""`manage.py reset_second_factor EMAIL`: for an administrator whom nobody else can help."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from accounts.recovery import reset_second_factor
from accounts.second_factor import has_second_factor


class Command(BaseCommand):
    help = "Take the second step at sign-in from a person who has lost their phone and their recovery codes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="the address this person signs in with")

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        user = User.objects.filter(email__iexact=email, erased_at=None).first()
        if user is None:
            raise CommandError(f"Nobody signs in with {email}.")
        if not has_second_factor(user):
            raise CommandError(f"{email} has no second step at sign-in.")
        reset_second_factor(actor=None, user=user)
        self.stdout.write(f"{email} signs in with the password alone; staff are then asked for a new step.")
