"""Who may do what with a proposal: the phase, then the role, then the state of the proposal itself."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from processes.models import Process
from processes.permissions import Person, Verdict, may
from processes.phases import Act
from proposals.lifecycle import OPEN_FOR_CHANGE, Status, can_move
from proposals.models import STATUS_LABELS, Proposal, Suggestion


def may_propose(user: Person, process: Process, now: datetime) -> Verdict:
    """Return whether `user` may write and publish proposals in `process`."""
    return may(user, Act.PROPOSE, process, now)


def writes(user: Person, proposal: Proposal) -> bool:
    """Return whether `user` is the author or a co-author."""
    return user.is_authenticated and (user.pk == proposal.author_id or user.pk in proposal.coauthor_ids)


def may_edit_draft(user: Person, proposal: Proposal, now: datetime) -> Verdict:
    """Return whether `user` may change this draft: its authors, while proposals are open."""
    if not writes(user, proposal):
        return Verdict(False, _("Only its author can see this draft."))
    if proposal.status != Status.DRAFT:
        return Verdict(False, _("This proposal is already published."))
    return may_propose(user, proposal.process, now)


def may_publish(user: Person, proposal: Proposal, now: datetime) -> Verdict:
    """Return whether `user` may publish this draft: the author, whose name will stand first."""
    verdict = may_edit_draft(user, proposal, now)
    if verdict and proposal.author_id != user.pk:
        return Verdict(False, _("Only the author who started this draft can publish it."))
    return verdict


def may_discard(user: Person, proposal: Proposal) -> Verdict:
    """Return whether `user` may throw this draft away: who began it, at any time."""
    if proposal.status != Status.DRAFT:
        return Verdict(False, _("This proposal is already published."))
    if proposal.author_id != user.pk:
        return Verdict(False, _("Only its author can delete this draft."))
    return Verdict(True)


def may_edit(user: Person, proposal: Proposal, now: datetime) -> Verdict:
    """Return whether `user` may publish a new version: its authors, while proposals can be changed."""
    if not writes(user, proposal):
        return Verdict(False, _("Only its authors can change this proposal."))
    return can_change(proposal) and may(user, Act.EDIT_PROPOSAL, proposal.process, now)


def can_change(proposal: Proposal) -> Verdict:
    """Return whether the state of the proposal leaves its words open to change."""
    if proposal.is_hidden:
        return Verdict(False, _("The moderators hid this proposal. It cannot be changed while it is hidden."))
    if Status(proposal.status) not in OPEN_FOR_CHANGE:
        state = {"status": proposal.status_label}
        return Verdict(False, _("This proposal is “%(status)s”. Its text can no longer be changed.") % state)
    return Verdict(True)


def may_suggest(user: Person, proposal: Proposal, now: datetime) -> Verdict:
    """Return whether `user` may suggest other words to the authors."""
    if writes(user, proposal):
        return Verdict(False, _("This is your own proposal. You can change it yourself."))
    return can_change(proposal) and may(user, Act.EDIT_PROPOSAL, proposal.process, now)


def may_accept(user: Person, suggestion: Suggestion, now: datetime) -> Verdict:
    """Return whether `user` may put suggested words into the proposal."""
    return still_open(suggestion) and may_edit(user, suggestion.proposal, now)


def may_decline(user: Person, suggestion: Suggestion) -> Verdict:
    """Return whether `user` may decline suggested words: the authors, at any time."""
    if not writes(user, suggestion.proposal):
        return Verdict(False, _("Only its authors can decide about suggestions."))
    return still_open(suggestion)


def still_open(suggestion: Suggestion) -> Verdict:
    """Return whether nobody has decided about a suggestion yet."""
    if suggestion.is_hidden:
        return Verdict(False, _("The moderators hid this suggestion."))
    if not suggestion.is_open:
        state = {"state": suggestion.get_state_display()}
        return Verdict(False, _("This suggestion is settled: %(state)s.") % state)
    return Verdict(True)


def may_invite(user: Person, proposal: Proposal, now: datetime) -> Verdict:
    """Return whether `user` may invite co-authors: the author, while proposals can be changed."""
    if proposal.author_id != user.pk:
        return Verdict(False, _("Only the author can invite co-authors."))
    if proposal.status == Status.DRAFT:
        return may_propose(user, proposal.process, now)
    return may_edit(user, proposal, now)


def may_support(user: Person, proposal: Proposal, now: datetime) -> Verdict:
    """Return whether `user` may support the proposal, or take the support back."""
    if not proposal.is_open_for_support:
        return Verdict(False, closed_for_support(proposal))
    return may(user, Act.SUPPORT, proposal.process, now)


def closed_for_support(proposal: Proposal) -> str:
    """Return why the state of the proposal keeps residents from supporting it."""
    if proposal.is_hidden:
        return _("The moderators hid this proposal.")
    sentences = {
        Status.DRAFT: _("This is a draft. Supporting starts when it is published."),
        Status.REJECTED: _("The city answered that this is not possible."),
        Status.MERGED: _("This proposal was merged into another. Support that one instead."),
        Status.WITHDRAWN: _("The author withdrew this proposal."),
        Status.ON_BALLOT: _("This proposal is on the ballot. The vote decides now."),
    }
    return sentences.get(Status(proposal.status), _("The vote has decided about this proposal."))


def may_withdraw(user: Person, proposal: Proposal, now: datetime) -> Verdict:
    """Return whether `user` may withdraw the proposal: its author, while proposals can be changed."""
    if proposal.author_id != user.pk:
        return Verdict(False, _("Only the author can withdraw a proposal."))
    if not can_move(Status(proposal.status), Status.WITHDRAWN):
        return Verdict(False, _("It is too late to withdraw this proposal."))
    return may(user, Act.EDIT_PROPOSAL, proposal.process, now)


def may_bring_back(user: Person, proposal: Proposal, now: datetime) -> Verdict:
    """Return whether `user` may undo a withdrawal: the author, if they withdrew it, while proposals can be
    changed (a query where it is their withdrawn proposal).
    """
    if proposal.author_id != user.pk:
        return Verdict(False, _("Only the author can bring a withdrawn proposal back."))
    if proposal.status != Status.WITHDRAWN:
        return Verdict(False, _("This proposal is not withdrawn."))
    last = proposal.moves.order_by("-pk").first()
    if last is None or not last.by_author:
        return Verdict(False, _("You did not withdraw this yourself. Only the city can bring it back."))
    return may(user, Act.EDIT_PROPOSAL, proposal.process, now)


def may_answer(user: Person, proposal: Proposal, now: datetime) -> Verdict:
    """Return whether `user` may answer for the city."""
    if proposal.status == Status.DRAFT:
        return Verdict(False, _("A draft cannot be answered."))
    return may(user, Act.ANSWER, proposal.process, now)


def may_check(user: Person, proposal: Proposal, now: datetime) -> Verdict:
    """Return whether `user` takes part in the city check of this proposal."""
    if proposal.status == Status.DRAFT:
        return Verdict(False, _("A draft is not checked."))
    return may(user, Act.REVIEW, proposal.process, now)


COSTED_IN = frozenset({Status.PUBLISHED, Status.UNDER_REVIEW, Status.ACCEPTED})


def may_cost(user: Person, proposal: Proposal, now: datetime) -> Verdict:
    """Return whether `user` may say what the proposal costs: during the city check, before the vote."""
    if proposal.status not in COSTED_IN:
        words = {"number": proposal.number, "status": proposal.status_label}
        return Verdict(False, _("Proposal %(number)s is “%(status)s”. Its cost stays as it is.") % words)
    return may_check(user, proposal, now)


MOVES = {
    Status.PUBLISHED: Act.REVIEW,
    Status.UNDER_REVIEW: Act.REVIEW,
    Status.ACCEPTED: Act.REVIEW,
    Status.REJECTED: Act.REVIEW,
    Status.MERGED: Act.MANAGE,
    Status.WITHDRAWN: Act.MANAGE,
    Status.ON_BALLOT: Act.MANAGE,
    Status.FUNDED: Act.PUBLISH_RESULT,
    Status.NOT_FUNDED: Act.PUBLISH_RESULT,
    Status.IN_DELIVERY: Act.REPORT_DELIVERY,
    Status.DELIVERED: Act.REPORT_DELIVERY,
}


def may_move(user: Person, proposal: Proposal, to: Status, now: datetime) -> Verdict:
    """Return whether `user` may bring the proposal to the status `to`, by the act that belongs to it."""
    old = Status(proposal.status)
    if old == Status.DRAFT or not can_move(old, to):
        return impossible(proposal, to)
    if old == Status.WITHDRAWN and to != Status.PUBLISHED:
        return impossible(proposal, to)  # only its author brings it back to where it stood
    if Status.MERGED in {old, to}:
        return Verdict(False, _("Merging asks the authors first, and has a page of its own."))
    return may(user, MOVES[to], proposal.process, now)


def impossible(proposal: Proposal, to: Status) -> Verdict:
    """Return the no for a step that the lifecycle does not have."""
    return Verdict(
        False,
        _("Proposal %(number)s is “%(old)s” and cannot become “%(new)s”.")
        % {"number": proposal.number, "old": proposal.status_label, "new": STATUS_LABELS[to]},
    )
