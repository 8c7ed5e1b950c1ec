"""`manage.py tend_tasks`: put back what a killed worker left behind, and delete what is long done."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

STUCK = timedelta(hours=1)
KEPT = timedelta(days=14)
TRIES = 3

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Give tasks that a killed worker left in the middle to another one, and delete old results."

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        again = 0
        for left in DBTaskResult.objects.running().filter(started_at__lt=now - STUCK):
            again += self._give_back(left)
        done = DBTaskResult.objects.finished().filter(finished_at__lt=now - KEPT)
        deleted, _kinds = done.delete()
        self.stdout.write(f"{again} tasks of killed workers given to others, {deleted} old results deleted.")

    def _give_back(self, left: DBTaskResult[Any, Any]) -> bool:
        """Let another worker do a task; after three who did not come back it counts as failed."""
        found = DBTaskResult.objects.filter(pk=left.pk, status=TaskResultStatus.RUNNING)
        if len(left.worker_ids) < TRIES:
            logger.warning("The worker at %s did not come back; another one will do it.", left.task_path)
            return bool(found.update(status=TaskResultStatus.READY))
        logger.error("%s workers did not come back from %s; it counts as failed.", TRIES, left.task_path)
        found.update(status=TaskResultStatus.FAILED, finished_at=timezone.now())
        return False
