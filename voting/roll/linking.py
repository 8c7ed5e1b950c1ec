"""Tying an account to its line of the electoral roll. The roll keeps its size, and nobody gets a second vote:
a line has one voting key, whoever uses it.
"""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Role
from accounts.services import set_residency
from audit.services import record
from processes.permissions import YES, Denied, Verdict, local, require
from voting.models import RollEntry, Round, RoundStatus
from voting.permissions import STATES
from voting.roll.admission import admits, whose_vote
from voting.rounds.state import locked


class LinkRefused(Exception):
    """The line or the account is tied already; the text says what the person can do."""


def link_verdict(round: Round, now: datetime) -> Verdict:
    """Return whether people can confirm who they are: from the freezing to the close."""
    if round.status != RoundStatus.FROZEN:
        return Verdict(False, str(STATES[RoundStatus(round.status)]))
    if now >= round.closes_at:
        return Verdict(False, _("Voting closed on %(date)s.") % {"date": local(round.closes_at)})
    return YES


@transaction.atomic
def link_entry(*, actor: User, entry: RollEntry, now: datetime) -> None:
    """Tie the account of `actor` to a line of the roll, and make them a resident; doing it again changes
    nothing.

    Raises Denied after the close and for a line outside the districts of the round, and LinkRefused where
    either is tied to somebody else.
    """
    held = locked(entry.round)
    require(link_verdict(held, now))
    roll = RollEntry.objects.select_for_update(of=("self",), no_key=True)
    line = roll.select_related("district").get(pk=entry.pk)
    if line.user_id == actor.pk:
        return
    if not admits(held.districts.all(), line.district):
        raise Denied(Verdict(False, whose_vote(held)))
    if line.user_id is not None:
        raise LinkRefused(
            _("This number is already linked to another account. If that account is yours, sign in with "
              "it. If it is not, tell the city: it can make sure that nobody votes in your place.")
        )  # fmt: skip
    try:
        with transaction.atomic():
            RollEntry.objects.filter(pk=line.pk).update(user=actor)
    except IntegrityError as error:
        raise LinkRefused(
            _("Your account is linked to another number on this roll. Each account votes for one person.")
        ) from error
    if Role.RESIDENT not in actor.city_roles:
        set_residency(actor=actor, user=actor, district=actor.district or line.district, now=now)
    record(
        action="voting.roll_linked", chain=held.process.chain, actor=None, role=Role.RESIDENT, target=held,
        data={"round": held.title}, at=now,
    )  # fmt: skip
