"""`manage.py forget_rolls`: delete personal data from rolls whose time is over."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from voting.roll.forgetting import forget_rolls


class Command(BaseCommand):
    help = "Delete names, addresses and dates of birth from the rolls of votes that are long over."

    def handle(self, *args: Any, **options: Any) -> None:
        rolls = forget_rolls(timezone.now())
        if rolls:
            self.stdout.write(f"Personal data was deleted from {rolls} rolls.")
