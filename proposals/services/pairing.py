"""Pairs of close proposals: found after publishing, looked at by moderators, never merged by themselves."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from audit.services import record
from processes.permissions import Denied, Verdict, acting_as, require, role_verdict
from processes.phases import Act
from proposals.matching import close_pairs
from proposals.models import Pair, PairState, Proposal
from proposals.shelf import shelf_of


def store_pairs(*, proposal: Proposal, now: datetime) -> int:
    """Store what is close to `proposal`, and let go what no longer is; return how many pairs are new.

    Finding a pair again changes its score while it is open. What moderators decided stays decided.
    """
    shelf = shelf_of(proposal.process, wait=True)
    assert shelf is not None, "Who waits gets a shelf."
    with shelf.lock:
        scores = {
            _keys(int(pair.first), int(pair.second)): pair.score
            for pair in close_pairs(shelf.index, of=str(proposal.pk))
        }
    with transaction.atomic():
        Proposal.objects.select_for_update(no_key=True).get(pk=proposal.pk)
        return _store(proposal, scores, now)


def _store(proposal: Proposal, scores: dict[tuple[int, int], float], now: datetime) -> int:
    known = {
        (pair.first_id, pair.second_id): pair
        for pair in Pair.objects.filter(Q(first=proposal) | Q(second=proposal)).order_by("pk")
    }
    there = set(
        Proposal.objects.filter(pk__in={pk for keys in scores for pk in keys}).values_list("pk", flat=True)
    )
    new = sorted(keys for keys in scores if keys not in known and there.issuperset(keys))
    Pair.objects.bulk_create(
        [
            Pair(process=proposal.process, first_id=one, second_id=two, score=scores[one, two], found_at=now)
            for one, two in new
        ],
        ignore_conflicts=True,
    )
    for keys, pair in known.items():
        if pair.state != PairState.OPEN:
            continue
        if keys not in scores:
            pair.delete()
        elif pair.score != scores[keys]:
            Pair.objects.filter(pk=pair.pk).update(score=scores[keys])
    if new:
        record(
            action="proposals.pairs_found",
            chain=proposal.process.chain,
            actor=None,
            role="system",
            target=proposal,
            data={"pairs": len(new)},
            at=now,
        )
    return len(new)


def _keys(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)


@transaction.atomic
def dismiss_pair(*, actor: User, pair: Pair, reason: str, now: datetime) -> Pair:
    """Say that two proposals are not the same, for a reason that everybody can read; it never comes back.

    Raises Denied, and ValidationError without a reason.
    """
    require(role_verdict(actor, Act.MODERATE, pair.process))
    mine = Pair.objects.select_for_update(of=("self",), no_key=True)
    held = mine.select_related("first", "second").get(pk=pair.pk)
    if held.state == PairState.DISMISSED:
        return held
    if held.state != PairState.OPEN:
        raise Denied(Verdict(False, _("The two proposals are already merged.")))
    if not reason.strip():
        raise ValidationError(_("Say why. Everyone can read the reason."))
    held.state, held.reason = PairState.DISMISSED, reason.strip()
    held.decided_by, held.decided_at = actor, now
    held.save()
    record(
        action="proposals.pair_dismissed",
        chain=pair.process.chain,
        actor=actor,
        role=acting_as(actor, Act.MODERATE, pair.process),
        target=held.first,
        data={"other": held.second.number, "reason": held.reason},
        at=now,
    )
    return held
