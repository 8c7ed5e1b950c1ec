"""Appeal against a decision to hide one's words, and what becomes of appeals of people who leave."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from accounts.limits import Pace
from accounts.models import User
from moderation.models import Appeal, Case, Decision, Moderated
from moderation.permissions import may_appeal
from moderation.services.cases import held_case, open_case
from moderation.services.logging import log
from processes.permissions import Denied, require


@transaction.atomic
def appeal(*, actor: User, decision: Decision, text: str, pace: Pace | None = None, now: datetime) -> Appeal:
    """Say in one's own words why something of one's own should be visible again; somebody else looks at it.

    The same words again return the appeal they made, so a double click is harmless. Raises Denied with a
    sentence (not the author, too late, once already, visible again), TooMany beyond `pace`.
    """
    held_case(decision.case)  # whoever shows it again meanwhile holds this one
    decision = Decision.objects.select_related("case__process").get(pk=decision.pk)
    before = Appeal.objects.filter(decision=decision, author=actor, text=text).first()  # the case is locked
    if before:
        return before
    require(may_appeal(actor, decision, now))
    case = open_case(target=decision.case.thing, now=now)
    if pace:
        pace.count(actor)
    made = Appeal.objects.create(decision=decision, case=case, author=actor, text=text, created_at=now)
    log(actor, "moderation.appealed", decision.case.thing, now)
    return made


def appeal_many(
    *, actor: User, decisions: Iterable[Decision], text: str, pace: Pace, now: datetime
) -> tuple[list[Appeal], list[tuple[str, str]]]:
    """Appeal against each of `decisions` in the same words; each is looked at by itself.

    Returns the appeals made, and what was refused with the reason: it does not keep the others. Raises
    TooMany beyond `pace`, for which all of them are one act.
    """
    made: list[Appeal] = []
    refused = []
    for decision in decisions:
        try:
            counted = None if made else pace
            made.append(appeal(actor=actor, decision=decision, text=text, pace=counted, now=now))
        except Denied as no:
            refused.append((decision.case.thing.moderation_label, str(no)))
    return made, refused


def end_appeals_of(user: User, *, now: datetime) -> None:
    """Forget what a person said in appeals; those that wait end without a decision: nobody is left to tell.

    Must be called in the transaction that erases the account.
    """
    for waiting in Appeal.objects.filter(author=user, closed_at=None).select_related("case__process"):
        if isinstance(waiting.case.target, Moderated):
            log(None, "moderation.appeal_ended", waiting.case.target, now)
        Appeal.objects.filter(pk=waiting.pk).update(closed_at=now)
        if not waiting.case.reports.exists():
            Case.objects.filter(pk=waiting.case_id, closed_at=None).update(closed_at=now)
    Appeal.objects.filter(author=user).update(author=None, text="")
