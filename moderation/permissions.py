"""Who may report and who may decide, and the reason told to whoever may not."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from moderation.judges import is_involved, others_for
from moderation.models import Appeal, Case, Decision, Moderated
from processes.models import Process
from processes.permissions import MODERATORS, STAFF, YES, Person, Verdict, local, may, process_roles, roles_of
from processes.phases import Act

APPEAL_DAYS = 14
TAKING_BACK = timedelta(minutes=15)
APPEALED_ALREADY = gettext_lazy("You have appealed against this decision. You can do that once.")


def may_report(user: Person, target: Moderated) -> Verdict:
    """Return whether `user` may report `target`: anyone signed in who can read it; not one's own things."""
    if not user.is_authenticated:
        return Verdict(False, _("Sign in to report this."))
    if target.moderation_author_id() == user.pk:
        return Verdict(False, _("You wrote this yourself."))
    return is_readable(user, target)


def is_readable(user: Person, target: Moderated) -> Verdict:
    """Return whether `target` stands where `user` can read it: neither it nor what it hangs on is hidden."""
    if target.is_deleted:
        return Verdict(False, _("Its author has deleted this."))
    place: Moderated | None = target
    while place:
        if place.is_hidden:
            return Verdict(False, _("This is already hidden."))
        place = place.moderation_context
    process = target.moderation_process
    if process.published or roles_of(user, process) & STAFF:
        return YES
    return Verdict(False, _("This is not public."))


def may_decide(user: Person, target: Moderated, now: datetime) -> Verdict:
    """Return whether `user` may hide, keep or restore `target`: a moderator there, not its author."""
    verdict = may(user, Act.MODERATE, target.moderation_process, now)
    if verdict and target.moderation_author_id() == user.pk:
        return Verdict(False, _("You wrote this yourself. Another moderator has to decide."))
    return verdict


def may_uphold(user: User, appeal: Appeal, now: datetime) -> Verdict:
    """Return whether `user` may decide that what is appealed against stays hidden.

    Somebody else has to who took no part in the first decision, unless there is nobody.
    """
    verdict = may_decide(user, appeal.case.thing, now)
    if verdict and is_involved(user, appeal) and others_for(appeal).exists():
        return Verdict(False, _("You took part in the first decision. Someone else has to decide."))
    return verdict


def may_appeal(user: Person, decision: Decision, now: datetime) -> Verdict:
    """Return whether `user` may appeal against `decision`: the author, once, in time, while it stands."""
    if not isinstance(user, User):
        return Verdict(False, _("Sign in to appeal."), sign_in=True)
    if decision.case.thing.moderation_author_id() != user.pk:
        return Verdict(False, _("Only its author can appeal."))
    if hasattr(decision, "appeal"):
        return Verdict(False, str(APPEALED_ALREADY))
    ends = appeal_ends(decision)
    verdict = stands(decision)
    if verdict and now >= ends:
        return Verdict(False, _("You could appeal until %(date)s.") % {"date": local(ends)})
    return verdict


def stands(decision: Decision) -> Verdict:
    """Return whether something is hidden now because of `decision`."""
    target = decision.case.thing
    if not target.is_hidden:
        return Verdict(False, _("It is visible again. There is nothing to appeal against."))
    if decision.outcome != Decision.Outcome.HIDE or target.hidden_at != decision.decided_at:
        return Verdict(False, _("This decision is not in force any more."))
    return YES


def appeal_ends(decision: Decision) -> datetime:
    """Return until when the author may appeal against `decision`."""
    return decision.decided_at + timedelta(days=APPEAL_DAYS)


def may_take_back(user: Person, decision: Decision, target: Moderated, now: datetime) -> Verdict:
    """Return whether `user` may undo `decision`: who took it, for 15 minutes, if nothing has followed."""
    if decision.moderator_id is None or decision.moderator_id != user.pk:
        return Verdict(False, _("Only who took a decision can take it back."))
    if decision.taken_back_at:
        return Verdict(False, _("You have taken this back."))
    if decision.outcome == Decision.Outcome.RESTORE:
        return Verdict(False, _("It is visible again. You can hide it where it stands."))
    if now >= decision.decided_at + TAKING_BACK:
        return Verdict(False, _("The time to take it back is over. Decide again instead."))
    if is_followed(decision, target):
        return Verdict(False, _("Something has followed from it. Decide again instead."))
    return may_decide(user, target, now)


def is_followed(decision: Decision, target: Moderated) -> bool:
    """Return whether anything happened after `decision`: another one, another case, an appeal."""
    if Appeal.objects.filter(decision=decision).exists():
        return True
    if decision.case.decisions.filter(pk__gt=decision.pk).exists():
        return True
    later = Case.objects.filter(content_type=decision.case.content_type_id, object_id=decision.case.object_id)
    return later.filter(pk__gt=decision.case_id).exists()


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
