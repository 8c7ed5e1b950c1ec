"""`manage.py sign_heads`: sign, log and mail the head of every open board, once a day."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from voting.board.heads import publish_heads


class Command(BaseCommand):
    help = "Sign the head of every board that is still growing, once a day; log it and mail it out."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{publish_heads(now=timezone.now())} heads of boards signed.")
