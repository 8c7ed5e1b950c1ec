"""Proposing a merge: two proposals, which one stays, and everybody who has to say yes."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.limits import Pace
from accounts.models import User
from processes.permissions import Denied, Verdict, require
from proposals.merging import Answer, authors_of, fit_together, may_propose_merge
from proposals.models import Merge, MergeConsent, MergeState, Proposal
from proposals.permissions import writes
from proposals.services.merging_join import join_if_agreed
from proposals.services.merging_log import held_process, hold_pair, log
from proposals.services.merging_tell import ask_authors


@transaction.atomic
def propose_merge(
    *,
    actor: User,
    goes: Proposal,
    stays: Proposal,
    note: str = "",
    pace: Pace | None = None,
    now: datetime,
) -> Merge:
    """Propose that `goes` is merged into `stays`, and ask every author of both.

    An author who proposes has said yes by that; where nobody else is to be asked, it happens at once.
    Proposing what is proposed already returns that merge. Raises Denied with the reason, TooMany beyond
    `pace`.
    """
    process = held_process(goes.process)
    merge = Merge(
        process=process, goes=goes, stays=stays, proposer=actor, note=note.strip(),
        proposed_at=now, answer_by=now + timedelta(days=process.merge_notice_days),
    )  # fmt: skip
    hold_pair(merge)
    verdict = may_propose_merge(actor, merge.goes, now)
    if not verdict and writes(actor, merge.stays):
        verdict = may_propose_merge(actor, merge.stays, now)
    require(verdict)
    merges = Merge.objects.select_related("process", "goes", "stays")
    asked = merges.filter(goes=goes, stays=stays, state=MergeState.WAITING).first()
    if asked:
        return asked
    require(fit_together(merge.goes, merge.stays))
    if pace:
        pace.count(actor)
    try:
        with transaction.atomic():
            merge.save()
    except IntegrityError as error:
        words = {"number": goes.number}
        raise Denied(
            Verdict(False, _("Another merge of proposal %(number)s is waiting for an answer.") % words)
        ) from error
    _ask(merge, actor, now)
    log("proposals.merge_proposed", actor, merge, now)
    if not join_if_agreed(merge, actor, now):
        ask_authors(merge)
    return merge


def _ask(merge: Merge, actor: User, now: datetime) -> None:
    """Note who has to answer; who proposes has answered."""
    people = {user.pk: user for side in (merge.goes, merge.stays) for user in authors_of(side)}
    MergeConsent.objects.bulk_create(
        MergeConsent(
            merge=merge, user=user, answer=Answer.YES if user == actor else Answer.NONE,
            answered_at=now if user == actor else None,
        )
        for user in people.values()
    )  # fmt: skip
