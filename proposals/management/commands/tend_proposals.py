from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from proposals.services import expire_merges, move_silent_supporters
from proposals.services.theming import form_all_themes


class Command(BaseCommand):
    help = "End merges nobody answered, move supporters whose notice is over, and form themes anew."

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        ended, moved = expire_merges(now=now), move_silent_supporters(now=now)
        formed = form_all_themes(now=now)
        self.stdout.write(
            f"{ended} merges ended, {moved} supports moved, themes formed in {formed} processes."
        )
