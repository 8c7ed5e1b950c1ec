"""Roles in one process: staff give and take them. Every change is in the log, and the person is told."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.notices import notify, speaking_to
from accounts.roles import STAFF_ROLES, Role
from audit.services import record
from processes.models import Process, ProcessRole
from processes.permissions import HELD, acting_as, require, role_verdict
from processes.phases import Act

IN_A_PROCESS = (Role.MODERATOR, Role.COUNCIL_STAFF, Role.VALUATOR, Role.TRUSTEE, Role.JUROR)
GIVEN = gettext_lazy("You now have the role “%(role)s” in “%(title)s”.")
TAKEN = gettext_lazy("You no longer have the role “%(role)s” in “%(title)s”.")


@transaction.atomic
def grant_process_role(
    *, actor: User | None, process: Process, user: User, role: Role, now: datetime | None = None
) -> ProcessRole:
    """Give `user` a role in this process only. Granting it twice changes nothing. None is the system.

    Raises Denied, and ValidationError for a role that nobody can hold in one process only.
    """
    if actor:
        require(role_verdict(actor, Act.MANAGE, process))
    if role not in IN_A_PROCESS:
        raise ValidationError(_("This role is held in the whole city, not in one process."))
    held, created = ProcessRole.objects.get_or_create(process=process, user=user, role=role)
    if created:
        _changed("processes.role_granted", actor, held, now)
        _tell(actor, held, GIVEN)
    return held


@transaction.atomic
def revoke_process_role(
    *, actor: User | None, process: Process, user: User, role: Role, now: datetime | None = None
) -> None:
    """Take a role in this process away. Taking what is not held changes nothing. Raises Denied."""
    if actor:
        require(role_verdict(actor, Act.MANAGE, process))
    held = ProcessRole(process=process, user=user, role=role)
    taken, _kinds = ProcessRole.objects.filter(process=process, user=user, role=role).delete()
    if taken:
        _changed("processes.role_revoked", actor, held, now)
        _tell(actor, held, TAKEN)


def _changed(action: str, actor: User | None, held: ProcessRole, at: datetime | None) -> None:
    held.user.__dict__.pop(HELD, None)
    record(
        action=action,
        chain=held.process.chain,
        actor=actor,
        role=acting_as(actor, Act.MANAGE, held.process),
        target=held.user,
        data={"role": Role(held.role).value},
        at=at,
    )


def _tell(actor: User | None, held: ProcessRole, subject: Promise) -> None:
    if actor in (None, held.user):
        return
    with speaking_to(held.user):
        line = str(subject) % {"role": Role(held.role).label, "title": held.process.title}
        body = _("Council staff changed your roles. If this is a mistake, write to the city.")
        if subject is GIVEN and held.role in STAFF_ROLES:
            body += " " + _(
                "It needs a second step at sign-in. We show you how to set it up the next time you sign in."
            )
        url = held.process.get_absolute_url()
        notify(user=held.user, subject=line, body=body, url=url, about_account=True)
