"""Publishing: a draft gets the next number of its process and becomes a proposal."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from audit.services import record
from processes.models import Process
from processes.permissions import acting_as, require
from processes.phases import Act
from proposals.lifecycle import Status
from proposals.models import Proposal
from proposals.permissions import may_edit_draft
from proposals.services.moving import write_status

TITLE_LETTERS = 10
BODY_LETTERS = 20


@transaction.atomic
def publish_proposal(*, actor: User, proposal: Proposal, now: datetime) -> Proposal:
    """Publish a draft under the next number and return it, fresh.

    Publishing what the author has published already changes nothing, so a double click is harmless.
    Raises Denied, or ValidationError with a sentence for each thing that is missing.
    """
    process = Process.objects.select_for_update().get(pk=proposal.process_id)
    proposal = Proposal.objects.select_for_update().get(pk=proposal.pk)
    proposal.process = process
    if proposal.author_id == actor.pk and proposal.number is not None:
        return proposal
    require(may_edit_draft(actor, proposal, now))
    problems = missing(proposal)
    if problems:
        raise ValidationError(problems)
    process.last_proposal_number += 1
    process.save(update_fields=["last_proposal_number"])
    proposal.number = process.last_proposal_number
    proposal.published_at = now
    proposal.save(update_fields=["number", "published_at"])
    write_status(proposal, Status.PUBLISHED, now)
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
