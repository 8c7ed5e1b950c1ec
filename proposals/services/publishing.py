"""Publishing: a draft gets the next number of its process and becomes a proposal."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.limits import Pace
from accounts.models import User
from audit.services import record
from moderation.links import may_link
from processes.models import Process
from processes.permissions import acting_as, require
from processes.phases import Act
from proposals.lifecycle import Status
from proposals.models import Proposal
from proposals.permissions import may_publish
from proposals.services.indexing import index_proposal
from proposals.services.moving import write_status
from proposals.services.versions import keep_version
from proposals.tasks import look_for_pairs

TITLE_LETTERS = 10
BODY_LETTERS = 20


class Repeated(ValidationError):
    """The very same words are in this process already: in `twin`."""

    def __init__(self, twin: Proposal) -> None:
        place = {"number": twin.number, "title": twin.title}
        super().__init__(
            _(
                "Proposal %(number)s, “%(title)s”, says exactly the same. Support it, or say what is "
                "different about yours."
            )
            % place
        )
        self.twin = twin


@transaction.atomic
def publish_proposal(*, actor: User, proposal: Proposal, pace: Pace | None = None, now: datetime) -> Proposal:
    """Publish a draft under the next number and return it, fresh.

    Publishing what the author has published already changes nothing, so a double click is harmless.
    Raises Denied, TooMany beyond `pace`, Repeated for the very same words again, or ValidationError with a
    sentence for each thing that is missing.
    """
    process = Process.objects.select_for_update(no_key=True).get(pk=proposal.process_id)
    proposal = Proposal.objects.select_for_update(no_key=True).get(pk=proposal.pk)
    proposal.process = process
    if proposal.author_id == actor.pk and proposal.number is not None:
        return proposal
    require(may_publish(actor, proposal, now))
    problems = missing(proposal) + too_many_links(proposal, actor, now)
    if problems:
        raise ValidationError(problems)
    refuse_repeated(proposal)
    if pace:
        pace.count(actor)
    process.last_proposal_number += 1
    process.save(update_fields=["last_proposal_number"])
    proposal.number = process.last_proposal_number
    proposal.published_at = now
    proposal.save(update_fields=["number", "published_at"])
    keep_version(actor=actor, proposal=proposal, reason="", now=now)
    write_status(proposal, Status.PUBLISHED, now)
    index_proposal(proposal)
    look_for_pairs(proposal)
    record(
        action="proposals.published",
        chain=process.chain,
        actor=actor,
        role=acting_as(actor, Act.PROPOSE, process),
        target=proposal,
        data={"title": proposal.title},
        at=now,
    )
    return proposal


def refuse_repeated(proposal: Proposal) -> None:
    """Raise Repeated where somebody published the same words in this process and they still stand."""
    same = Proposal.objects.in_process(proposal.process).listed().filter(fingerprint=proposal.fingerprint)
    twin = same.exclude(status=Status.WITHDRAWN).exclude(pk=proposal.pk).order_by("number").first()
    if twin:
        twin.process = proposal.process
        raise Repeated(twin)


def too_many_links(proposal: Proposal, actor: User, now: datetime, *, before: str = "") -> list[str]:
    """Return a sentence where `actor`, new here, adds more links than they may to the text `before`."""
    verdict = may_link(actor, proposal.process, proposal.moderation_text, now, before=before)
    return [] if verdict else [verdict.reason]


def missing(proposal: Proposal) -> list[str]:
    """Return what a draft still needs before it can be published, one sentence each."""
    found = []
    for letters, text, ask in (
        (TITLE_LETTERS, proposal.title, title_too_short),
        (BODY_LETTERS, proposal.body, body_too_short),
    ):
        have = len(text.strip())
        if have < letters:
            found.append(ask(have))
    return found


def title_too_short(have: int) -> str:
    """Say how long a title must be; `have` letters are there."""
    return _("Give the title at least %(least)s letters.") % {"least": TITLE_LETTERS} + " " + you_have(have)


def body_too_short(have: int) -> str:
    """Say how long the text of an idea must be; `have` letters are there."""
    return (
        _("Describe your idea in at least %(least)s letters.") % {"least": BODY_LETTERS}
        + " "
        + you_have(have)
    )


def you_have(count: int) -> str:
    """Say how many letters were typed."""
    return ngettext("You have %(count)s.", "You have %(count)s.", count) % {"count": count}
