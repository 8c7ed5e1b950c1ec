"""Answering: what the city says about a proposal, signed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.models import User
from audit.services import record
from processes.permissions import acting_as, require
from processes.phases import Act
from proposals.models import OfficialAnswer, Proposal
from proposals.permissions import may_answer
from proposals.services.locking import locked


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
    """Publish the city's answer and tell the authors and followers. Raises Denied, ValidationError.

    The same answer as the newest one changes nothing, so a double click is harmless.
    """
    held = locked(proposal)
    require(may_answer(actor, held, now))
    newest = held.answers.first()
    if newest and (newest.headline, newest.body, newest.author_id) == (headline, body, actor.pk):
        return newest
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
    transaction.on_commit(lambda: _tell(answer.pk))
    return answer


def _tell(answer_id: int) -> None:
    from proposals.tasks import tell_of_answer

    tell_of_answer.enqueue(answer_id)
