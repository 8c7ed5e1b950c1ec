"""Helping people back in who have lost their second factor."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.notices import notify, speaking_to
from accounts.permissions import acting_role, refuse_if, why_not_reset
from accounts.services import CHAIN
from audit.services import record


@transaction.atomic
def reset_second_factor(*, actor: User | None, user: User) -> None:
    """Take the second factor from `user`, who has lost it, and end their sessions; staff are asked to set up
    a new one when they sign in. Nothing happens where there is none. None is the system: somebody at the
    machine.

    Raises Refused unless `actor` is an administrator or the system, and for oneself: whoever can still sign
    in changes their own.
    """
    refuse_if(why_not_reset(actor, user))
    deleted, _models = Authenticator.objects.filter(user=user).delete()
    if not deleted:
        return
    for session in UserSession.objects.filter(user=user):
        session.end()
    record(
        action="accounts.second_factor_reset",
        chain=CHAIN,
        actor=actor,
        role=acting_role(actor),
        target=user,
    )
    with speaking_to(user):
        notify(
            user=user,
            subject=_("Your second step at sign-in was taken away"),
            body=_(
                "An administrator of the city did this so that you can sign in again without your phone. "
                "You are signed out everywhere. If you did not ask for it, write to the city today."
            ),
            url=reverse("mfa_index"),
            about_account=True,
        )
