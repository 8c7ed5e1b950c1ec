"""The order in which the city is built."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from demo.budget2025.everything import LAST_PROJECTS
from demo.build.earlier import plan_earlier
from demo.build.editor import build_pages, name_city
from demo.build.merges import plan_merges
from demo.build.people import build_districts, build_neighbours, build_people
from demo.build.processes import build_processes
from demo.build.proposals import plan_proposals
from demo.build.rounds import plan_round
from demo.build.stage import Stage
from demo.build.talk import plan_talk
from demo.build.totals import plan_totals_round
from demo.build.trusted import plan_trusted_round
from demo.streets import STREETS_PROJECTS


@transaction.atomic
def build_city(now: datetime, progress: Callable[[int, int], None]) -> None:
    """Build Marenholt as it stands at `now` (local time), all or nothing; `progress(done, of)` is called often."""
    stage = Stage(now=now)
    name_city()
    build_districts(stage)
    build_people(stage)
    build_neighbours(stage)
    build_processes(stage)
    plan_proposals(stage)
    plan_earlier(stage)
    plan_talk(stage)
    plan_merges(stage)
    plan_round(stage, "streets", STREETS_PROJECTS)
    plan_round(stage, "last-budget", LAST_PROJECTS)
    plan_trusted_round(stage, "last-budget")
    plan_totals_round(stage, "last-budget")
    total = len(stage.agenda)
    for done, _when in enumerate(stage.agenda.run(), 1):
        if done % 50 == 0 or done == total:
            progress(done, total)
    build_pages(stage)
