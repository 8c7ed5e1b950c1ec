from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from deliberation.services import forget_deleted


class Command(BaseCommand):
    help = "Forget the words of comments whose authors deleted them and can no longer bring them back."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{forget_deleted(now=timezone.now())} deleted comments forgotten.")
