"""Writing together: co-authors are invited, say yes or no, and can leave or be removed."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core import signing
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.limits import Pace
from accounts.models import User
from accounts.notices import notify, speaking_to
from audit.services import record
from processes.permissions import Denied, Verdict, acting_as, require
from processes.phases import Act
from proposals.models import INVITATION_DAYS, CoAuthor, Invitation, Proposal
from proposals.permissions import may_invite
from proposals.services.locking import locked
from proposals.services.merging_ask import authors_changed, hold_waiting_merges

MOST_COAUTHORS = 8
KEPT = timedelta(days=INVITATION_DAYS)
SALT = "proposals.invitation"


def link_part(invitation: Invitation) -> str:
    """Return what stands for an invitation in its address; nobody can make one up."""
    return signing.Signer(salt=SALT).sign(str(invitation.pk))


def invitation_of(part: str) -> Invitation | None:
    """Return the invitation that an address stands for; None for one that is made up or gone."""
    try:
        key = signing.Signer(salt=SALT).unsign(part)
    except signing.BadSignature:
        return None
    return Invitation.objects.select_related("proposal__process", "proposal__author").filter(pk=key).first()


@transaction.atomic
def invite_coauthor(
    *, actor: User, proposal: Proposal, email: str = "", pace: Pace | None = None, now: datetime
) -> Invitation:
    """Invite whoever has the address `email`; without one, whoever gets the link. Raises Denied,
    TooMany.

    What happens is the same whether the address has an account or not. Inviting an address again changes
    nothing.
    """
    held = locked(proposal)
    require(may_invite(actor, held, now))
    require(room(held))
    email = email.strip().lower()
    if email:
        Invitation.objects.filter(proposal=held, email=email).exclude(declined_at=None).delete()
    try:
        with transaction.atomic():
            invitation = Invitation.objects.create(proposal=held, email=email, created_at=now)
    except IntegrityError:
        return Invitation.objects.get(proposal=held, email=email)
    if pace:
        pace.count(actor)
    _record("proposals.coauthor_invited", actor, held, now)
    if email:
        transaction.on_commit(lambda: _tell_later(invitation.pk))
    return invitation


def _tell_later(pk: int) -> None:
    from proposals.tasks import tell_invited

    tell_invited.enqueue(pk)


def room(proposal: Proposal) -> Verdict:
    """Return whether one more can be invited."""
    count = proposal.coauthors.count() + proposal.invitations.filter(declined_at=None).count()
    if count < MOST_COAUTHORS:
        return Verdict(True)
    return Verdict(False, _("A proposal can have eight co-authors, open invitations included."))


@transaction.atomic
def withdraw_invitation(*, actor: User, invitation: Invitation, now: datetime) -> None:
    """Take an invitation back: its link leads nowhere then. Raises Denied."""
    held = locked(invitation.proposal)
    if held.author_id != actor.pk:
        require(Verdict(False, _("Only the author can invite co-authors.")))
    _record("proposals.invitation_withdrawn", actor, held, now)
    invitation.delete()


def may_join(user: User, invitation: Invitation, now: datetime) -> Verdict:
    """Return whether `user` may answer this invitation."""
    if not invitation.is_open(now) or invitation.proposal.is_hidden:
        return Verdict(False, _("This invitation is no longer open. Ask the author for a new one."))
    if invitation.email and invitation.email != user.email.lower():
        return Verdict(False, _("This invitation is for another e-mail address."))
    if user.pk == invitation.proposal.author_id:
        return Verdict(False, _("You are the author of this proposal. Send the link to someone else."))
    return Verdict(True)


@transaction.atomic
def accept_invitation(*, actor: User, invitation: Invitation, now: datetime) -> Proposal:
    """Become a co-author; accepting twice changes nothing. Raises Denied."""
    merges = hold_waiting_merges(invitation.proposal)
    held = locked(invitation.proposal)
    if actor.pk in held.coauthor_ids:
        return held
    fresh = _still_there(invitation)
    require(may_join(actor, fresh, now))
    CoAuthor.objects.create(proposal=held, user=actor, joined_at=now)
    fresh.delete()
    authors_changed(merges, actor, now)
    _record("proposals.invitation_accepted", actor, held, now)
    with speaking_to(held.author):
        subject = _("%(name)s is now a co-author of “%(title)s”")
        words = {"name": actor.public_name, "title": held.title}
        body = _("Co-authors can change the text, the pictures and the place, and decide about suggestions.")
        notify(user=held.author, subject=subject % words, body=body, url=held.get_absolute_url())
    return held


def _still_there(invitation: Invitation) -> Invitation:
    """Return an invitation as it is now; raises Denied where it was answered or taken back meanwhile."""
    fresh = Invitation.objects.select_related("proposal").filter(pk=invitation.pk).first()
    if fresh is None:
        raise Denied(Verdict(False, _("This invitation is no longer open. Ask the author for a new one.")))
    return fresh


@transaction.atomic
def decline_invitation(*, actor: User, invitation: Invitation, now: datetime) -> None:
    """Say no; the author sees that the invitation was declined. Raises Denied."""
    held = locked(invitation.proposal)
    fresh = _still_there(invitation)
    require(may_join(actor, fresh, now))
    fresh.declined_at = now
    fresh.save(update_fields=["declined_at"])
    _record("proposals.invitation_declined", actor, held, now)


@transaction.atomic
def remove_coauthor(*, actor: User, proposal: Proposal, user: User, now: datetime) -> None:
    """Remove a co-author, or leave: the author may do the one, every co-author the other. Raises Denied."""
    merges = hold_waiting_merges(proposal)
    held = locked(proposal)
    leaving = actor.pk == user.pk
    if not leaving and held.author_id != actor.pk:
        require(Verdict(False, _("Only the author can remove co-authors.")))
    deleted, _kinds = CoAuthor.objects.filter(proposal=held, user=user).delete()
    if not deleted:
        return
    authors_changed(merges, actor, now)
    _record("proposals.coauthor_left" if leaving else "proposals.coauthor_removed", actor, held, now)
    told = held.author if leaving else user
    with speaking_to(told):
        subject = (
            _("%(name)s is no longer a co-author of “%(title)s”")
            if leaving
            else _("You are no longer a co-author of “%(title)s”")
        )
        words = {"name": actor.public_name, "title": held.title}
        url = held.get_absolute_url() if leaving or held.number else ""
        notify(user=told, subject=subject % words, body=_("What was written stays."), url=url)


def delete_old_invitations(now: datetime) -> int:
    """Delete invitations that cannot be accepted any more, with the addresses in them; return how many."""
    _count, deleted = Invitation.objects.filter(created_at__lt=now - KEPT).delete()
    return deleted.get("proposals.Invitation", 0)


def _record(action: str, actor: User, proposal: Proposal, now: datetime) -> None:
    record(
        action=action,
        chain=proposal.process.chain,
        actor=actor,
        role=acting_as(actor, Act.EDIT_PROPOSAL, proposal.process),
        target=proposal,
        at=now,
    )
