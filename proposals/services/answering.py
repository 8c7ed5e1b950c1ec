"""Answering: what the city says about a proposal, signed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.notices import notify, speaking_to
from audit.services import record
from processes.permissions import acting_as, require
from processes.phases import Act
from proposals.models import OfficialAnswer, Proposal
from proposals.permissions import may_answer


@transaction.atomic
def answer_proposal(
    *,
    actor: User,
    proposal: Proposal,
    headline: str,
    body: str,
    department: str,
    signatory: str,
    signatory_title: str = "",
    reference: str = "",
    language: str = "",
    now: datetime,
) -> OfficialAnswer:
    """Publish the city's answer and tell the author. Raises Denied, ValidationError."""
    require(may_answer(actor, proposal, now))
    answer = OfficialAnswer(
        proposal=proposal, headline=headline, body=body, department=department, signatory=signatory,
        signatory_title=signatory_title, reference=reference, author=actor, answered_at=now,
        language=language or proposal.process.language,
    )  # fmt: skip
    answer.clean_fields(exclude={"proposal", "author"})
    answer.save()
    record(
        action="proposals.answered",
        chain=proposal.process.chain,
        actor=actor,
        role=acting_as(actor, Act.ANSWER, proposal.process),
        target=proposal,
        data={"headline": headline},
        at=now,
    )
    with speaking_to(proposal.author):
        subject = _("The city answered your proposal: %(title)s") % {"title": proposal.title}
        notify(
            user=proposal.author,
            subject=subject,
            body=f"{headline}\n\n{body}",
            url=proposal.get_absolute_url(),
        )
    return answer
