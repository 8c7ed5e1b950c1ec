"""The ideas of the process that collects: written, supported, checked and answered."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from accounts.models import User
from demo.answers import ANSWERS
from demo.budget2026.everything import PROPOSALS
from demo.build.stage import Stage
from demo.build.writing import first_text, plan_writing, write_together
from demo.people import OFFICIALS
from demo.shapes import AnswerData, ProposalData
from proposals.lifecycle import Status
from proposals.services import (
    answer_proposal,
    enter_supports,
    move_proposal,
    publish_proposal,
    save_draft,
    start_draft,
    support_proposal,
    withdraw_proposal,
)

REASONS = {answer.proposal: answer.headline for answer in ANSWERS}
ON_THE_SITE = 25
STALLS = 3
PATHS: dict[str, tuple[Status, ...]] = {
    "published": (),
    "under_review": (Status.UNDER_REVIEW,),
    "accepted": (Status.UNDER_REVIEW, Status.ACCEPTED),
    "rejected": (Status.UNDER_REVIEW, Status.REJECTED),
}
LAST_DAYS = {"withdrawn": 1, "merged": 6}  # before the author withdraws, and before the authors are asked


def plan_proposals(stage: Stage) -> None:
    """Plan the life of every proposal of the collecting process."""
    for data in PROPOSALS:
        stage.agenda.add(stage.at(data.days, data.hour), partial(write, stage, data))
        if data.status != "draft":
            plan_writing(stage, data)
            plan_supports(stage, data)
            plan_moves(stage, data)
    for answer in ANSWERS:
        stage.agenda.add(stage.at(answer.days, answer.hour), partial(publish_answer, stage, answer))


def write(stage: Stage, data: ProposalData, now: datetime) -> None:
    """Write a proposal and publish it, unless it stays a draft."""
    author = stage.people[data.author]
    process = stage.processes[data.process]
    place = data.place
    proposal = start_draft(
        actor=author,
        process=process,
        now=now,
        title=stage.words(data.title, data.lang),
        body=stage.words(first_text(data).body, data.lang),
        language=data.lang,
    )
    save_draft(
        actor=author,
        proposal=proposal,
        now=now,
        district=stage.districts[data.district] if data.district else None,
        category=stage.categories[data.process, data.category],
        address=place.address if place else "",
        latitude=place.lat if place else None,
        longitude=place.lon if place else None,
        estimated_cost=data.cost,
        tags=list(data.tags),
    )
    write_together(stage, data, proposal, now)
    if data.status != "draft":
        proposal = publish_proposal(actor=author, proposal=proposal, now=now)
    stage.proposals[data.key] = proposal


def plan_supports(stage: Stage, data: ProposalData) -> None:
    """Plan the supporters: those on the site over the days since publishing, the rest on lists from street stalls."""
    since = stage.at(data.days, data.hour) + timedelta(minutes=20)
    until = last_day(stage, data)
    crowd = stage.rng.sample(stage.neighbours, min(data.supporters, len(stage.neighbours)))
    for user in crowd[:ON_THE_SITE]:
        when = since + (until - since) * stage.rng.betavariate(1, 2.2)
        stage.agenda.add(when, partial(support, stage, data.key, user))
    rest = crowd[ON_THE_SITE:]
    for number in range(STALLS):
        when = since + (until - since) * (number + 1) / (STALLS + 1)
        if rest[number::STALLS]:
            stage.agenda.add(when, partial(enter_list, stage, data.key, rest[number::STALLS]))


def last_day(stage: Stage, data: ProposalData) -> datetime:
    """Return until when a proposal gathers support: now, or the evening before the city or the author acts."""
    acts = len(PATHS.get(data.status, ())) or LAST_DAYS.get(data.status, 0)
    return stage.at(-acts, 8) if acts else stage.now - timedelta(minutes=5)


def support(stage: Stage, key: str, user: User, now: datetime) -> None:
    """One resident supports one proposal."""
    support_proposal(actor=user, proposal=stage.proposals[key], now=now)


def enter_list(stage: Stage, key: str, users: list[User], now: datetime) -> None:
    """Council staff enter a signed list."""
    enter_supports(actor=stage.people["staff"], proposal=stage.proposals[key], users=users, now=now)


def plan_moves(stage: Stage, data: ProposalData) -> None:
    """Plan the steps to the status that the proposal has today, in its last days."""
    if data.status == "withdrawn":
        stage.agenda.add(stage.at(-1, 17, 40), partial(withdraw, stage, data))
    steps = PATHS.get(data.status, ())
    for number, status in enumerate(steps):
        when = office_hour(stage, days_ago=len(steps) - number)
        stage.agenda.add(when, partial(move, stage, data.key, status))


def office_hour(stage: Stage, *, days_ago: int) -> datetime:
    """Return a moment in the working hours of that day."""
    return stage.at(-days_ago, stage.rng.randrange(9, 16), stage.rng.randrange(60))


def move(stage: Stage, key: str, status: Status, now: datetime) -> None:
    """Council staff move a proposal one step."""
    stage.proposals[key] = move_proposal(
        actor=stage.people["staff"],
        proposal=stage.proposals[key],
        to=status,
        reason=REASONS.get(key, "") if status is Status.REJECTED else "",
        language="en",
        now=now,
    )


def withdraw(stage: Stage, data: ProposalData, now: datetime) -> None:
    """The author withdraws."""
    proposal = stage.proposals[data.key]
    stage.proposals[data.key] = withdraw_proposal(actor=stage.people[data.author], proposal=proposal, now=now)


def publish_answer(stage: Stage, answer: AnswerData, now: datetime) -> None:
    """A department answers a proposal in writing."""
    signer = next(official for official in OFFICIALS if official.key == answer.signatory)
    answer_proposal(
        actor=stage.people[signer.key],
        proposal=stage.proposals[answer.proposal],
        headline=stage.words(answer.headline),
        body=stage.words(answer.body),
        department=answer.department,
        signatory=signer.display_name,
        signatory_title=signer.office,
        reference=stage.words(answer.reference),
        language="en",
        now=now,
    )
