"""The notice to somebody who is invited to write together."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.notices import notify, speaking_to
from proposals.models import Invitation
from proposals.services.coauthoring import link_part


def tell_invited_person(invitation_id: int) -> None:
    """Tell the person with the invited address, if there is one; after the page, so that both look alike."""
    invitation = (
        Invitation.objects.select_related("proposal__process", "proposal__author")
        .filter(pk=invitation_id, declined_at=None)
        .first()
    )
    person = User.objects.filter(email=invitation.email, is_active=True).first() if invitation else None
    if invitation is None or person is None:
        return
    proposal = invitation.proposal
    with speaking_to(person):
        words = {"name": proposal.author.public_name, "title": proposal.title}
        notify(
            user=person,
            subject=_("%(name)s invites you to be a co-author of “%(title)s”") % words,
            body=_(
                "Co-authors can change the text, and their names appear on the page. Say yes or no there."
            ),
            url=reverse("proposals:invitation", args=[proposal.process.slug, link_part(invitation)]),
        )
