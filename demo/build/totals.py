"""The very small vote of which only the totals were opened: voted, counted, published."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from django.utils.timezone import localdate

from demo.build.stage import Stage
from demo.party import BALLOTS, BUDGET, DISTRICT, MOST, PROJECTS, ROLL, SEED, TITLE
from processes.phases import Phase
from voting.casting.sealing import Cast, cast_many
from voting.counting.count import count_round
from voting.models import RollEntry, Round, WhatOpens
from voting.results.publishing import publish_result
from voting.roll.membership import RollLine, load_roll
from voting.rounds.freezing import freeze_round
from voting.rounds.preparing import NewProject, add_projects, create_round


@dataclass
class Totals:
    """The vote while it is being built."""

    stage: Stage
    process: str
    made: list[Round] = field(default_factory=list)

    @property
    def round(self) -> Round:
        """The round as the database has it."""
        return Round.objects.select_related("process").get(pk=self.made[0].pk)


def plan_totals_round(stage: Stage, process: str) -> None:
    """Plan the vote inside the vote phase of a process that is over."""
    vote = stage.processes[process].timeline.window(Phase.VOTE)
    assert vote is not None
    one = Totals(stage, process)
    stage.agenda.add(vote.starts - timedelta(hours=50), partial(prepare, one, vote.starts, vote.ends))
    stage.agenda.add(vote.starts - timedelta(hours=18), partial(freeze, one))
    stage.agenda.add(vote.starts + (vote.ends - vote.starts) / 2, partial(cast, one))
    stage.agenda.add(vote.ends + timedelta(hours=31), partial(count, one))
    stage.agenda.add(vote.ends + timedelta(hours=55), partial(publish, one))


def prepare(one: Totals, opens: datetime, closes: datetime, now: datetime) -> None:
    """Make the round with its projects and its roll."""
    staff, process = one.stage.people["staff"], one.stage.processes[one.process]
    round = create_round(
        actor=staff, process=process, title=TITLE, opens_at=opens, closes_at=closes, budget=BUDGET,
        max_projects=MOST, rule="greedy", what_opens=WhatOpens.SUMS, now=now,
    )  # fmt: skip
    one.made.append(round)
    listed = [NewProject(title=title, cost=cost) for title, cost, _likely in PROJECTS]
    add_projects(actor=staff, round=round, projects=listed, now=now)
    home = one.stage.districts[DISTRICT]
    lines = (RollLine(f"R-{number:03}", district=home) for number in range(1, ROLL + 1))
    load_roll(actor=staff, round=round, entries=lines, now=now)


def freeze(one: Totals, now: datetime) -> None:
    """Freeze the rules of the round."""
    freeze_round(actor=one.stage.people["staff"], round=one.round, now=now)


def cast(one: Totals, now: datetime) -> None:
    """Let people of the street vote."""
    rng, round = random.Random(SEED), one.round
    casts = []
    for entry in RollEntry.objects.filter(round=round).order_by("roll_number")[:BALLOTS]:
        liked = [place for place, (*_, likely) in enumerate(PROJECTS, 1) if rng.random() < likely]
        casts.append(Cast(entry, liked[:MOST], localdate(now)))
    cast_many(round=round, casts=casts, now=now)


def count(one: Totals, now: datetime) -> None:
    """Add the ballots up, and open the totals."""
    count_round(actor=one.stage.people["staff"], round=one.round, now=now)


def publish(one: Totals, now: datetime) -> None:
    """Publish the result."""
    publish_result(actor=one.stage.people["staff"], round=one.round, now=now)
