"""The small vote whose key three trustees held: named, sworn in, voted, counted by two of them, published."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from demo.benches import BALLOTS, BUDGET, MOST, PROJECTS, ROLL, SEED, TITLE, TRUSTEES
from demo.build.stage import Stage
from demo.devices import cast_from_device, everybody, open_all, say_all, shuffle_all
from processes.phases import Phase
from voting.counting.closing import close_for_trustees
from voting.counting.count import count_round
from voting.crypto.randomness import SECURE
from voting.crypto.signed import new_seed
from voting.models import Mode, RollEntry, Round
from voting.results.publishing import publish_result
from voting.roll.membership import RollLine, load_roll
from voting.rounds.freezing import freeze_round
from voting.rounds.preparing import NewProject, add_projects, create_round
from voting.trustees.ceremony import Person, name_trustee, plan_ceremony

BATCHES = 6


@dataclass
class Trusted:
    """The vote while it is being built, and what the trustees have on their sheets of paper."""

    stage: Stage
    process: str
    made: list[Round] = field(default_factory=list)
    seeds: list[str] = field(default_factory=list)
    rng: random.Random = field(default_factory=lambda: random.Random(SEED))

    @property
    def round(self) -> Round:
        """The round as the database has it."""
        return Round.objects.select_related("process").get(pk=self.made[0].pk)


def plan_trusted_round(stage: Stage, process: str) -> None:
    """Plan the vote inside the vote phase of a process that is over."""
    vote = stage.processes[process].timeline.window(Phase.VOTE)
    assert vote is not None
    one = Trusted(stage, process)
    stage.agenda.add(vote.starts - timedelta(hours=60), partial(prepare, one, vote.starts, vote.ends))
    stage.agenda.add(vote.starts - timedelta(hours=48), partial(make_key, one))
    stage.agenda.add(vote.starts - timedelta(hours=20), partial(freeze, one))
    for batch in range(BATCHES):
        when = vote.starts + (vote.ends - vote.starts) * (batch + 1) / (BATCHES + 1)
        stage.agenda.add(when, partial(vote_batch, one, batch))
    stage.agenda.add(vote.ends + timedelta(hours=30), partial(count, one))
    stage.agenda.add(vote.ends + timedelta(hours=54), partial(publish, one))


def prepare(one: Trusted, opens: datetime, closes: datetime, now: datetime) -> None:
    """Make the round with projects, roll and trustees."""
    staff, process = one.stage.people["staff"], one.stage.processes[one.process]
    round = create_round(
        actor=staff, process=process, title=TITLE, opens_at=opens, closes_at=closes, budget=BUDGET,
        max_projects=MOST, rule="equal-shares", mode=Mode.VERIFIABLE, now=now,
    )  # fmt: skip
    one.made.append(round)
    listed = [NewProject(title=title, cost=cost) for title, cost, _likely in PROJECTS]
    add_projects(actor=staff, round=round, projects=listed, now=now)
    homes = enumerate(one.stage.homes(SEED, ROLL), start=1)
    lines = (RollLine(f"B-{number:04}", district=home) for number, home in homes)
    load_roll(actor=staff, round=round, entries=lines, now=now)
    plan_ceremony(actor=staff, round=round, needed=2, size=len(TRUSTEES), now=now)
    for name in TRUSTEES:
        email = f"{name.split()[0].lower()}@trustees.marenholt.example"
        name_trustee(actor=staff, round=round, person=Person(name, email, "en"), now=now)


def make_key(one: Trusted, now: datetime) -> None:
    """Let the trustees make their sheets and the key."""
    one.seeds = [new_seed(SECURE) for _ in everybody(one.round)]
    say_all(one.round, one.seeds, now=now)


def freeze(one: Trusted, now: datetime) -> None:
    """Freeze the rules of the round."""
    freeze_round(actor=one.stage.people["staff"], round=one.round, now=now)


def vote_batch(one: Trusted, batch: int, now: datetime) -> None:
    """Let some people vote at their own devices."""
    entries = list(RollEntry.objects.filter(round=one.round).order_by("roll_number")[:BALLOTS])
    for entry in entries[batch::BATCHES]:
        liked = [place for place, (*_, likely) in enumerate(PROJECTS, 1) if one.rng.random() < likely]
        cast_from_device(one.round, entry, liked[:MOST], now=now)


def count(one: Trusted, now: datetime) -> None:
    """Close the box and let two trustees shuffle and open it."""
    staff = one.stage.people["staff"]
    close_for_trustees(actor=staff, round=one.round, now=now)
    shuffle_all(one.round, one.seeds, now=now, who=(1, 3))
    open_all(one.round, one.seeds, now=now, who=(1, 3))
    count_round(actor=staff, round=one.round, now=now)


def publish(one: Trusted, now: datetime) -> None:
    """Publish the result."""
    publish_result(actor=one.stage.people["staff"], round=one.round, now=now)
