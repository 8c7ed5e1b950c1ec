"""Who may do what with a proposal: the phase, then the role, then the state of the proposal itself."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from processes.models import Process
from processes.permissions import Person, Verdict, may
from processes.phases import Act
from proposals.lifecycle import Status, can_move
from proposals.models import STATUS_LABELS, Proposal


def may_propose(user: Person, process: Process, now: datetime) -> Verdict:
    """Return whether `user` may write and publish proposals in `process`."""
    return may(user, Act.PROPOSE, process, now)


def may_edit_draft(user: Person, proposal: Proposal, now: datetime) -> Verdict:
    """Return whether `user` may change this draft: its author, while proposals are open."""
    if proposal.author_id != user.pk:
        return Verdict(False, _("Only its author can see this draft."))
    if proposal.status != Status.DRAFT:
        return Verdict(False, _("This proposal is published already."))
    return may_propose(user, proposal.process, now)


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
        Status.ON_BALLOT: _("This proposal is on the ballot. Now the vote decides."),
    }
    return sentences.get(Status(proposal.status), _("The vote has decided about this proposal."))


def may_withdraw(user: Person, proposal: Proposal, now: datetime) -> Verdict:
    """Return whether `user` may withdraw the proposal: its author, while proposals can be changed."""
    if proposal.author_id != user.pk:
        return Verdict(False, _("Only the author can withdraw a proposal."))
    if not can_move(Status(proposal.status), Status.WITHDRAWN):
        return Verdict(False, _("It is too late to withdraw this proposal."))
    return may(user, Act.EDIT_PROPOSAL, proposal.process, now)


def may_answer(user: Person, proposal: Proposal, now: datetime) -> Verdict:
    """Return whether `user` may answer for the city."""
    if proposal.status == Status.DRAFT:
        return Verdict(False, _("A draft cannot be answered."))
    return may(user, Act.ANSWER, proposal.process, now)


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
    return may(user, MOVES[to], proposal.process, now)


def impossible(proposal: Proposal, to: Status) -> Verdict:
    """Return the no for a step that the lifecycle does not have."""
    return Verdict(
        False,
        _("Proposal %(number)s is “%(old)s” and cannot become “%(new)s”.")
        % {"number": proposal.number, "old": proposal.status_label, "new": STATUS_LABELS[to]},
    )
