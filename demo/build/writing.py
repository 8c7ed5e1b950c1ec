"""Writing together: co-authors, later versions, suggested words, pictures."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from demo.build.pictures import drawn
from demo.build.stage import Stage
from demo.shapes import ProposalData, VersionData
from demo.written import LATEST, PICTURES, SUGGESTIONS, SuggestionData
from proposals.models import Proposal
from proposals.services import edit_proposal
from proposals.services.coauthoring import accept_invitation, invite_coauthor
from proposals.services.illustrating import add_picture
from proposals.services.suggesting import accept_suggestion, decline_suggestion, suggest_change


def plan_writing(stage: Stage, data: ProposalData) -> None:
    """Plan the later versions of a proposal and what was suggested for it."""
    later = [(text.days, text.hour, text.body, text.note) for text in data.earlier[1:]]
    if data.earlier:
        latest = LATEST[data.key]
        later.append((latest.days, latest.hour, data.body, latest.reason))
    for days, hour, body, reason in later:
        stage.agenda.add(stage.at(days, hour), partial(publish_text, stage, data, body, reason))
    for suggestion in SUGGESTIONS:
        if suggestion.proposal == data.key:
            stage.agenda.add(stage.at(suggestion.days, suggestion.hour), partial(suggest, stage, suggestion))


def first_text(data: ProposalData) -> ProposalData | VersionData:
    """Return what a proposal said at first."""
    return data.earlier[0] if data.earlier else data


def write_together(stage: Stage, data: ProposalData, draft: Proposal, now: datetime) -> None:
    """Add the pictures and let the co-authors say yes, before the draft is published."""
    author = stage.people[data.author]
    for picture in PICTURES:
        if picture.proposal == data.key:
            file = drawn(picture.drawing)
            size = file.getbuffer().nbytes
            add_picture(actor=author, proposal=draft, file=file, size=size, alt=picture.alt, now=now)
    for key in data.co_authors:
        invitation = invite_coauthor(actor=author, proposal=draft, now=now)
        accept_invitation(actor=stage.people[key], invitation=invitation, now=now)


def publish_text(stage: Stage, data: ProposalData, body: str, reason: str, now: datetime) -> None:
    """The author publishes a later text."""
    proposal = Proposal.objects.select_related("process").get(pk=stage.proposals[data.key].pk)
    stage.proposals[data.key] = edit_proposal(
        actor=stage.people[data.author],
        proposal=proposal,
        seen=proposal.version,
        reason=reason,
        body=stage.words(body, data.lang),
        now=now,
    )


def suggest(stage: Stage, data: SuggestionData, now: datetime) -> None:
    """Somebody suggests other words; the author answers an hour later, or not yet."""
    proposal = Proposal.objects.select_related("process").get(pk=stage.proposals[data.proposal].pk)
    if data.old not in proposal.body:
        raise ValueError(f"{data.old!r} is not in {data.proposal}.")
    made = suggest_change(
        actor=stage.people[data.author],
        proposal=proposal,
        base=proposal.version,
        title=proposal.title,
        summary=proposal.summary,
        body=proposal.body.replace(data.old, data.new),
        reason=data.reason,
        now=now,
    )
    later = now + timedelta(hours=1)
    author = proposal.author
    if data.accepted:
        answered = accept_suggestion(actor=author, suggestion=made, answer=data.answer, now=later)
        stage.proposals[data.proposal] = answered
    elif data.answer:
        decline_suggestion(actor=author, suggestion=made, answer=data.answer, now=later)
