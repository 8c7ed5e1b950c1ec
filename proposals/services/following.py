"""Following: hearing what happens to a proposal. Only the person knows what they follow."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.limits import Pace
from accounts.models import User
from audit.services import record
from processes.permissions import Verdict, require
from proposals.lifecycle import Status
from proposals.models import Follow, Proposal


def may_follow(proposal: Proposal) -> Verdict:
    """Return whether the state of the proposal lets people follow it; anybody with an account may."""
    if proposal.status == Status.DRAFT:
        return Verdict(False, _("This is a draft. It can be followed when it is published."))
    if proposal.is_hidden:
        return Verdict(False, _("The moderators hid this proposal."))
    return Verdict(True)


@transaction.atomic
def follow_proposal(*, actor: User, proposal: Proposal, pace: Pace | None = None, now: datetime) -> bool:
    """Tell the person what happens to a proposal from now on; False if they follow it.

    Raises Denied, TooMany.
    """
    require(may_follow(proposal))
    try:
        with transaction.atomic():
            Follow.objects.create(
                proposal=proposal, user=actor, created_at=now, told_version=proposal.version
            )
    except IntegrityError:
        return False
    if pace:
        pace.count(actor)
    _record("proposals.followed", actor, proposal, now)
    return True


@transaction.atomic
def unfollow_proposal(*, actor: User, proposal: Proposal, pace: Pace | None = None, now: datetime) -> bool:
    """Tell the person no more about a proposal, whatever its state; False if they did not follow it.

    Raises TooMany.
    """
    gone, _kinds = Follow.objects.filter(proposal=proposal, user=actor).delete()
    if gone:
        if pace:
            pace.count(actor)
        _record("proposals.unfollowed", actor, proposal, now)
    return bool(gone)


def _record(action: str, actor: User, proposal: Proposal, now: datetime) -> None:
    record(action=action, chain=proposal.process.chain, actor=actor, role="", target=proposal, at=now)
