"""Take back one's own decision right after taking it: a slip of the hand, or a second look."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from accounts.models import User
from moderation.letters import Letters
from moderation.models import Appeal, Case, Decision
from moderation.permissions import may_take_back
from moderation.services.cases import held_case, target_of
from moderation.services.deciding import Many, set_visibility
from moderation.services.logging import log
from moderation.telling import tell_taken_back
from processes.permissions import Denied, require


@transaction.atomic
def take_back(*, actor: User, decision: Decision, now: datetime, letters: Letters | None = None) -> Case:
    """Undo a decision: its case, and an appeal that it settled, wait again; what it hid is visible again.

    A case without a report or an appeal does not wait: its moderator opened it to hide something.

    Returns the case. `letters` are those of an act about many decisions, which sends them. Raises Denied with
    a sentence (somebody else's, too late, decided anew since).
    """
    case = held_case(decision.case)
    decision = case.decisions.get(pk=decision.pk)
    target = target_of(case)
    require(may_take_back(actor, decision, target, now))
    target.hold()
    Decision.objects.filter(pk=decision.pk).update(taken_back_at=now)
    Appeal.objects.filter(answer=decision).update(answer=None, closed_at=None)
    waits = case.reports.exists() or case.appeals.exists()
    case.closed_at = None if waits else now
    case.save(update_fields=["closed_at"])
    log(actor, "moderation.taken_back", target, now, made=decision.outcome)
    if decision.outcome == Decision.Outcome.HIDE:
        set_visibility(target, None)
    told = letters if letters is not None else Letters()
    tell_taken_back(decision, target, told, waits=waits)
    if letters is None:
        told.send()
    return case


def take_back_many(*, actor: User, decisions: Iterable[Decision], now: datetime) -> Many:
    """Undo several decisions that were taken together, each in a transaction of its own.

    What is refused is named and does not keep the others. Each author is told once.
    """
    many, letters = Many(), Letters()
    for decision in decisions:
        try:
            take_back(actor=actor, decision=decision, now=now, letters=letters)
            many.decided.append(decision)
        except Denied as no:
            many.refused.append((decision.case.thing.moderation_label, str(no)))
    letters.send()
    return many
