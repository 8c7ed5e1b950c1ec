from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from proposals.services import expire_merges, move_silent_supporters
from proposals.services.coauthoring import delete_old_invitations
from proposals.services.filing import delete_orphans
from proposals.services.reminding import remind_of_answers
from proposals.services.telling_versions import tell_of_versions
from proposals.services.theming import form_all_themes


class Command(BaseCommand):
    help = (
        "End unanswered merges, move supporters, tell followers of changes, remind staff of answers, "
        "form themes anew, sweep up."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        ended, moved = expire_merges(now=now), move_silent_supporters(now=now)
        formed = form_all_themes(now=now)
        told, reminded = tell_of_versions(now=now), remind_of_answers(now=now)
        lost, old = delete_orphans(now), delete_old_invitations(now)
        self.stdout.write(
            f"{ended} merges ended, {moved} supports moved, themes formed in {formed} processes, "
            f"{told} followers told of new versions, {reminded} staff reminded of answers, "
            f"{lost} lost files and {old} old invitations deleted."
        )
