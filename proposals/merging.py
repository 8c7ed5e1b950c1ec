"""Who may merge proposals, and when: the phase, then the role, then the state of both proposals."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import User
from processes.models import Process
from processes.permissions import MODERATORS, YES, Person, Verdict, may, phase_verdict, role_verdict, roles_of
from processes.phases import Act
from proposals.joining import objection_to
from proposals.models import LIVE, Merge, MergeConsent, MergeState, Proposal, Support
from proposals.permissions import writes

Answer = MergeConsent.Answer


def authors_of(proposal: Proposal) -> list[User]:
    """Return the author and the co-authors, erased or not."""
    return list(User.objects.filter(pk__in={proposal.author_id, *proposal.coauthor_ids}).order_by("pk"))


def moderates(user: Person, process: Process) -> bool:
    """Return whether `user` is a moderator there."""
    return bool(roles_of(user, process) & MODERATORS)


def may_propose_merge(user: Person, proposal: Proposal, now: datetime) -> Verdict:
    """Return whether `user` may propose to merge `proposal` with another: moderators and its authors."""
    return may_ask_to_merge(user, proposal, now) and can_merge(proposal)


def may_ask_to_merge(user: Person, proposal: Proposal, now: datetime) -> Verdict:
    """Return the same without asking the rooms above, for the link that leads there (no query)."""
    verdict = may(user, Act.MERGE, proposal.process, now)
    if verdict and not (moderates(user, proposal.process) or writes(user, proposal)):
        return Verdict(False, _("Moderators and the authors of a proposal can propose to merge it."))
    return verdict and is_mergeable(proposal)


def can_merge(proposal: Proposal) -> Verdict:
    """Return whether `proposal` is open to a merge, from either side, and no room above objects."""
    verdict = is_mergeable(proposal)
    objection = objection_to(proposal) if verdict else ""
    return Verdict(False, objection) if objection else verdict


def is_mergeable(proposal: Proposal) -> Verdict:
    """Return whether the state of `proposal` leaves it open to a merge."""
    number = {"number": proposal.number}
    if proposal.is_hidden:
        return Verdict(False, _("The moderators hid proposal %(number)s.") % number)
    if not proposal.is_open_for_support:
        state = {"number": proposal.number, "status": proposal.status_label}
        return Verdict(False, _("Proposal %(number)s is “%(status)s” and cannot be merged.") % state)
    return YES


def fit_together(goes: Proposal, stays: Proposal) -> Verdict:
    """Return whether `goes` may be merged into `stays`, whoever asks."""
    if goes.pk == stays.pk:
        return Verdict(False, _("Choose another proposal. One cannot be merged with itself."))
    if goes.process_id != stays.process_id:
        return Verdict(False, _("Both proposals must belong to the same process."))
    if closes_circle(goes, stays):
        words = {"goes": goes.number, "stays": stays.number}
        return Verdict(
            False,
            _(
                "Proposal %(stays)s is already being merged into proposal %(goes)s. That would go round "
                "in a circle."
            )
            % words,
        )
    return can_merge(goes) and can_merge(stays)


def closes_circle(goes: Proposal, stays: Proposal) -> bool:
    """Return whether merges in force or waiting lead from `stays` to `goes`."""
    links = Merge.objects.filter(process=goes.process_id, state__in=LIVE).values_list("goes", "stays")
    onward: dict[int, set[int]] = {}
    for one, other in links:
        onward.setdefault(one, set()).add(other)
    seen, waiting = set[int](), [stays.pk]
    while waiting:
        here = waiting.pop()
        if here == goes.pk:
            return True
        if here not in seen:
            seen.add(here)
            waiting += onward.get(here, ())
    return False


def may_answer_merge(user: Person, merge: Merge, now: datetime) -> Verdict:
    """Return whether `user` may say yes or no: the authors who were asked, until the last day."""
    if not user.is_authenticated:
        return Verdict(False, _("Sign in to answer."), sign_in=True)
    if not any(consent.user_id == user.pk for consent in merge.consents.all()):
        return Verdict(False, _("Only the authors of the two proposals are asked."))
    if not merge.is_waiting:
        return Verdict(False, settled(merge))
    if now >= merge.answer_by:
        return Verdict(False, _("The time to answer is over."))
    return phase_verdict(Act.MERGE, merge.process, now)


def may_decide_for(user: Person, merge: Merge, now: datetime) -> Verdict:
    """Return whether `user` may decide for authors who erased their accounts: moderators, after the time."""
    verdict = role_verdict(user, Act.MODERATE, merge.process)
    if not verdict:
        return verdict
    if not merge.is_waiting:
        return Verdict(False, settled(merge))
    missing = [consent for consent in merge.consents.all() if not consent.answer]
    if not missing or any(not consent.user.erased_at for consent in missing):
        return Verdict(False, _("An author who can still answer has not answered yet."))
    if now < merge.answer_by:
        return Verdict(False, _("The time to answer is not over yet."))
    return phase_verdict(Act.MERGE, merge.process, now)


def may_call_off(user: Person, merge: Merge) -> Verdict:
    """Return whether `user` may take the question back: who asked it, or a moderator."""
    if not merge.is_waiting:
        return Verdict(False, settled(merge))
    if user.pk != merge.proposer_id and not moderates(user, merge.process):
        return Verdict(False, _("Only the person who proposed the merge, or a moderator, can call it off."))
    return YES


def may_undo(user: Person, merge: Merge, now: datetime) -> Verdict:
    """Return whether `user` may undo the merge: moderators, for as long as the process runs."""
    verdict = role_verdict(user, Act.MODERATE, merge.process)
    if not verdict:
        return verdict
    if not merge.is_done:
        return Verdict(False, settled(merge))
    windows = merge.process.timeline.windows
    if windows and now >= windows[-1].ends:
        return Verdict(False, _("The process is over. What was merged stays merged."))
    later = Merge.objects.filter(goes=merge.stays_id, state=MergeState.DONE).select_related("stays").first()
    if later:
        words = {"stays": merge.stays.number, "onward": later.stays.number}
        return Verdict(
            False,
            _("Proposal %(stays)s has since been merged into proposal %(onward)s. Undo that first.") % words,
        )
    return YES


def may_join_authors(user: Person, merge: Merge) -> Verdict:
    """Return whether `user` may say that they want to write the proposal that stays, too, or no longer."""
    if not merge.is_waiting and not merge.is_done:
        return Verdict(False, settled(merge))
    if user.pk not in {merge.goes.author_id, *merge.goes.coauthor_ids}:
        words = {"number": merge.goes.number}
        return Verdict(False, _("This is for the authors of proposal %(number)s.") % words)
    if user.pk == merge.stays.author_id:
        return Verdict(False, _("You are the author of the proposal that stays."))
    return YES


def may_move_support(user: Person, merge: Merge) -> Verdict:
    """Return whether `user` may say where their support counts: who supported the proposal that went."""
    if not user.is_authenticated:
        return Verdict(False, _("Sign in to move your support."), sign_in=True)
    if not merge.is_done:
        return Verdict(False, settled(merge))
    if not Support.objects.filter(proposal=merge.goes_id, user_id=user.pk).exists():
        words = {"number": merge.goes.number}
        return Verdict(False, _("You did not support proposal %(number)s.") % words)
    if not merge.stays.is_open_for_support and merge.stays.status != "merged":
        return Verdict(False, _("Supports for that proposal can no longer change."))
    return YES


def settled(merge: Merge) -> str:
    """Return what has become of a merge, in a sentence."""
    sentences = {
        MergeState.WAITING: _("The authors have not all answered yet."),
        MergeState.DONE: _("The two proposals are already merged."),
        MergeState.DECLINED: _("An author said no. The two proposals stay separate."),
        MergeState.EXPIRED: _("Not everyone answered in time. The two proposals stay separate."),
        MergeState.CALLED_OFF: _("This merge was called off."),
        MergeState.UNDONE: _("This merge was undone."),
    }
    return sentences[MergeState(merge.state)]
