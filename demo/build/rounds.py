"""The ballot rounds: projects, roll, ballots drawn from the model of tastes, count, result and building."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from django.utils.timezone import localdate

from demo.build.letters import send_letters
from demo.build.paper import Urns
from demo.build.stage import Stage
from demo.city import CATEGORIES
from demo.shapes import BallotProjectData, DeliveryData, RoundData
from demo.tastes import draw_ballots
from processes.phases import Phase
from voting.casting.sealing import Cast, cast_many
from voting.counting.count import count_round
from voting.models import Project, RollEntry, Round
from voting.results.checking import check_record
from voting.results.publishing import publish_result, report_delivery
from voting.roll.membership import RollLine, add_residents_to_roll, load_roll
from voting.roll.page import WITHOUT_CODE
from voting.rounds.freezing import freeze_round
from voting.rounds.preparing import NewProject, add_projects, create_round

BATCHES = 24
BORN = date(1940, 3, 1)  # of the first on a roll without an account; the others follow a week apart
PAPER_BALLOTS = 36
CATEGORY_NAMES = {category.slug: category.name.en for category in CATEGORIES}


@dataclass
class Poll:
    """One round while it is being built."""

    process: str
    data: RoundData
    projects: Sequence[BallotProjectData]
    round: Round | None = None

    @property
    def made(self) -> Round:
        """The round, once it exists."""
        assert self.round is not None
        return self.round


def plan_round(stage: Stage, process: str, projects: Sequence[BallotProjectData]) -> None:
    """Plan a round from its preparation to the building of what was funded."""
    data = stage.data[process].round
    assert data is not None
    poll = Poll(process, data, projects)
    vote = stage.processes[process].timeline.window(Phase.VOTE)
    assert vote is not None
    stage.agenda.add(vote.starts - timedelta(days=3), partial(prepare, stage, poll, vote.starts, vote.ends))
    stage.agenda.add(vote.starts - timedelta(days=1), partial(freeze, stage, poll))
    drawn = draw_ballots(
        projects, data.ballots, random.Random(data.seed), data.max_projects, data.spending_limit
    )
    plan_ballots(stage, poll, drawn[PAPER_BALLOTS:], vote.starts, min(vote.ends, stage.now))
    plan_paper(stage, poll, drawn[:PAPER_BALLOTS], vote.starts, vote.ends)
    if vote.ends < stage.now:
        stage.agenda.add(vote.ends + timedelta(days=1), partial(count, stage, poll))
        stage.agenda.add(vote.ends + timedelta(days=2), partial(publish, stage, poll))
        plan_building(stage, poll)


def prepare(stage: Stage, poll: Poll, opens: datetime, closes: datetime, now: datetime) -> None:
    """Make the round with its projects and its roll: residents with an account, some with a letter in an open
    vote, and everyone else.
    """
    staff = stage.people["staff"]
    process = stage.processes[poll.process]
    poll.round = create_round(
        actor=staff,
        process=process,
        title=process.title,
        opens_at=opens,
        closes_at=closes,
        budget=stage.data[poll.process].budget,
        max_projects=poll.data.max_projects,
        spending_limit=poll.data.spending_limit,
        rule=poll.data.rule,
        rule_parameters=dict(poll.data.parameters),
        now=now,
    )
    add_projects(actor=staff, round=poll.made, projects=[on_ballot(stage, p) for p in poll.projects], now=now)
    add_residents_to_roll(actor=staff, round=poll.made, now=now)
    if closes > stage.now:
        send_letters(stage, poll.made, now)
    missing = max(poll.data.roll - poll.made.roll_size, 0)
    lines = (
        RollLine(f"M-{number:06}", district=home, birth_date=BORN + timedelta(days=7 * number))
        for number, home in enumerate(stage.homes(poll.data.seed, missing), start=1)
    )
    load_roll(actor=staff, round=poll.made, entries=lines, now=now)


def on_ballot(stage: Stage, data: BallotProjectData) -> NewProject:
    """Return a project as the round takes it."""
    return NewProject(
        title=stage.words(data.title),
        summary=stage.words(data.body),
        cost=data.cost,
        district=stage.districts[data.district] if data.district else None,
        category=CATEGORY_NAMES[data.category],
        key=data.key,
        latitude=data.place.lat if data.place else None,
        longitude=data.place.lon if data.place else None,
        place=data.place.address if data.place else "",
    )


def freeze(stage: Stage, poll: Poll, now: datetime) -> None:
    """Freeze the rules of the round."""
    freeze_round(actor=stage.people["staff"], round=poll.made, now=now)


def plan_ballots(
    stage: Stage, poll: Poll, ballots: Sequence[tuple[str, ...]], opens: datetime, until: datetime
) -> None:
    """Plan the ballots in batches: many on the first day, fewer in the middle, more at the end."""
    rng = random.Random(poll.data.seed)
    moments = sorted(rng.betavariate(0.8, 1.1) for _ in range(BATCHES))
    length = until - opens - timedelta(minutes=10)
    for number, share in enumerate(moments):
        when = opens + timedelta(minutes=5) + length * share
        batch = ballots[number::BATCHES]
        stage.agenda.add(when, partial(cast, poll, batch))


def cast(poll: Poll, ballots: Sequence[tuple[str, ...]], now: datetime) -> None:
    """Put one batch into the box, for people on the roll who have no account."""
    numbers = dict(poll.made.projects.values_list("key", "number"))
    waiting = RollEntry.objects.filter(WITHOUT_CODE, round=poll.made, voted_on=None).order_by("roll_number")
    entries = list(waiting[: len(ballots)])
    casts = (
        Cast(entry=entry, choices=[numbers[key] for key in ballot], day=localdate(now))
        for entry, ballot in zip(entries, ballots, strict=True)
    )
    cast_many(round=poll.made, casts=casts, now=now)


def plan_paper(
    stage: Stage, poll: Poll, ballots: Sequence[tuple[str, ...]], opens: datetime, closes: datetime
) -> None:
    """Plan the ballots on paper: on the second day people come to offices, after the close two clerks key."""
    urns = Urns(lambda: poll.made, ballots)
    stage.agenda.add(opens + timedelta(days=1, hours=2), partial(urns.fill, stage))
    if closes + timedelta(days=1) < stage.now:
        stage.agenda.add(closes + timedelta(hours=3), partial(urns.key, stage))


def count(stage: Stage, poll: Poll, now: datetime) -> None:
    """Open the box."""
    count_round(actor=stage.people["staff"], round=poll.made, now=now)


def publish(stage: Stage, poll: Poll, now: datetime) -> None:
    """Check the whole record, then publish the result."""
    check_record(poll.made)
    publish_result(actor=stage.people["staff"], round=poll.made, now=now)


def plan_building(stage: Stage, poll: Poll) -> None:
    """Plan what the city reported about the funded projects."""
    for data in poll.projects:
        for news in data.delivery:
            stage.agenda.add(stage.at(news.days, news.hour), partial(build, stage, poll, data.key, news))


def build(stage: Stage, poll: Poll, key: str, news: DeliveryData, now: datetime) -> None:
    """Report on one project."""
    project = Project.objects.get(round=poll.made, key=key)
    note = f"{stage.words(news.title)}\n\n{stage.words(news.body)}"
    report_delivery(actor=stage.people["staff"], project=project, state=news.state, note=note, now=now)
