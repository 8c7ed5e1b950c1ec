"""Who may report and who may decide, and the reason told to whoever may not."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from moderation.models import Moderated
from processes.models import Process
from processes.permissions import MODERATORS, YES, Person, Verdict, may, process_roles, roles_of
from processes.phases import Act


def may_report(user: Person, target: Moderated) -> Verdict:
    """Return whether `user` may report `target`: anyone signed in; not one's own or hidden things."""
    if not user.is_authenticated:
        return Verdict(False, _("Sign in to report this."))
    if target.moderation_author_id() == user.pk:
        return Verdict(False, _("You wrote this yourself."))
    if target.is_hidden:
        return Verdict(False, _("This is already hidden."))
    return YES


def may_decide(user: Person, target: Moderated, now: datetime) -> Verdict:
    """Return whether `user` may hide, keep or restore `target`: a moderator there, not its author."""
    verdict = may(user, Act.MODERATE, target.moderation_process, now)
    if verdict and target.moderation_author_id() == user.pk:
        return Verdict(False, _("You wrote this yourself. Another moderator has to decide."))
    return verdict


def moderated_processes(user: Person) -> frozenset[int] | None:
    """Return the ids of the processes that `user` moderates; None stands for all of them."""
    if roles_of(user, None) & MODERATORS:
        return None
    if not user.is_authenticated:
        return frozenset()
    return frozenset(pk for pk, roles in process_roles(user).items() if roles & MODERATORS)


def may_open_queue(user: Person) -> Verdict:
    """Return whether `user` moderates any process."""
    if moderated_processes(user) == frozenset():
        return Verdict(False, _("This is for moderators."))
    return YES


def moderates(user: Person, process: Process) -> bool:
    """Return whether `user` holds a moderator's role in `process`."""
    return bool(roles_of(user, process) & MODERATORS)
