"""Answering a proposed merge: every author says yes or no, and one no is enough."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from processes.permissions import require
from processes.phases import Act
from proposals.merging import Answer, fit_together, may_answer_merge, may_decide_for, may_join_authors
from proposals.models import Merge, MergeState
from proposals.services.merging_ask import ask_present_authors
from proposals.services.merging_join import join_if_agreed
from proposals.services.merging_log import end, held, log
from proposals.services.merging_tell import tell_ended


@transaction.atomic
def answer_merge(
    *, actor: User, merge: Merge, agree: bool, reason: str = "", joins: bool = False, now: datetime
) -> Merge:
    """Say yes or no as an author and return the merge, fresh. A no ends it; the last yes carries it out.

    `joins` says that an author of the proposal that goes wants to write the one that stays, too. Saying the
    same again changes nothing. Raises Denied, also where the state of a proposal is in the way.
    """
    merge = held(merge)
    answer = Answer.YES if agree else Answer.NO
    mine = merge.consents.filter(user=actor).first()
    if mine and mine.answer == answer:
        return merge
    require(may_answer_merge(actor, merge, now))
    assert mine is not None, "The verdict says that this author was asked."
    if agree:
        require(fit_together(merge.goes, merge.stays))
    mine.answer, mine.reason, mine.answered_at = answer, reason.strip(), now
    mine.joins = agree and joins and bool(may_join_authors(actor, merge))
    mine.save()
    log("proposals.merge_agreed" if agree else "proposals.merge_declined", actor, merge, now)
    _settle(merge, actor, now)
    return merge


@transaction.atomic
def decide_for_erased(*, actor: User, merge: Merge, agree: bool, reason: str, now: datetime) -> Merge:
    """Decide as a moderator for authors who erased their accounts; `reason` is public.

    Raises Denied, and ValidationError without a reason.
    """
    merge = held(merge)
    require(may_decide_for(actor, merge, now))
    if not reason.strip():
        raise ValidationError(_("Say why. Everyone can read the reason."))
    if agree:
        require(fit_together(merge.goes, merge.stays))
    merge.consents.filter(answer=Answer.NONE).update(
        answer=Answer.YES if agree else Answer.NO, decided_by=actor, reason=reason.strip(), answered_at=now
    )
    action = "proposals.merge_agreed_for" if agree else "proposals.merge_declined_for"
    log(action, actor, merge, now, {"reason": reason.strip()}, act=Act.MODERATE)
    _settle(merge, actor, now)
    return merge


def _settle(merge: Merge, actor: User, now: datetime) -> None:
    """End the merge after a no; carry it out after the last yes."""
    if merge.consents.filter(answer=Answer.NO).exists():
        end(merge, MergeState.DECLINED, now)
        tell_ended(merge, but=actor)
        return
    ask_present_authors(merge)
    join_if_agreed(merge, actor, now)
