"""Merging two proposals: choose the other one, propose it, answer, move one's support, undo."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.limits import Pace, TooMany
from accounts.models import User
from accounts.typed import kept, signed_in_only
from processes.fetch import process_or_404
from processes.http import CityRequest
from processes.models import Process
from processes.permissions import Denied
from proposals.merge_forms import ProposeMergeForm, ReasonForm
from proposals.merge_page import candidates, page_of
from proposals.merging import can_merge, may_propose_merge
from proposals.models import Merge, MergeConsent, Proposal
from proposals.services import (
    answer_joining,
    answer_merge,
    answer_move,
    call_off_merge,
    decide_for_erased,
    propose_merge,
    undo_merge,
)
from proposals.views.reading import proposal_or_404

PROPOSED = Pace("proposals.merge", 30, 86400)
CONSENTS = Prefetch("consents", MergeConsent.objects.select_related("user"))


@signed_in_only
def propose(request: CityRequest, process_slug: str, number: int) -> HttpResponse:
    """Choose the other proposal (?with=12, or by words ?q=), then which one stays."""
    process = process_or_404(process_slug, request.user)
    proposal = proposal_or_404(process, number, request.user)
    verdict = may_propose_merge(request.user, proposal, request.now)
    if not verdict:
        return render(request, "403.html", {"reason": verdict.reason}, status=403)
    other = other_of(process, request.GET.get("with", ""), proposal)
    context: dict[str, Any] = {"process": process, "proposal": proposal, "other": other}
    if other is None:
        query = request.GET.get("q", "")[:200]
        return render(
            request, "proposals/merge_choose.html", context | candidates(proposal, query, request.now)
        )
    form = ProposeMergeForm(request.POST or None, initial=kept(request), one=proposal, other=other)
    made = proposed(request, form, proposal, other)
    if made:
        messages.success(request, said_after_proposing(made))
        return redirect(made)
    context |= {"form": form, "days": process.merge_notice_days, "problem": can_merge(other)}
    status = 422 if request.method == "POST" else 200
    return render(request, "proposals/merge_propose.html", context, status=status)


def other_of(process: Process, typed: str, proposal: Proposal) -> Proposal | None:
    """Return the proposal with the number typed, unless it is the same or none that lists show."""
    if not (typed.isascii() and typed.isdigit() and len(typed) < 10):
        return None
    found = Proposal.objects.listed().in_process(process).filter(number=int(typed)).exclude(pk=proposal.pk)
    other = found.select_related("author", "district").first()
    if other:
        other.process = process
    return other


def proposed(
    request: CityRequest, form: ProposeMergeForm, proposal: Proposal, other: Proposal
) -> Merge | None:
    """Propose what a valid form says; where that is refused, put the reason on the form and return None."""
    if request.method != "POST" or not form.is_valid() or not isinstance(request.user, User):
        return None
    stays, goes = (
        (proposal, other) if form.cleaned_data["stays"] == str(proposal.number) else (other, proposal)
    )
    try:
        return propose_merge(
            actor=request.user, goes=goes, stays=stays, note=form.cleaned_data["note"],
            pace=PROPOSED, now=request.now,
        )  # fmt: skip
    except (Denied, TooMany) as no:
        form.add_error(None, str(no))
    return None


def said_after_proposing(merge: Merge) -> str:
    """Return what somebody reads who proposed a merge."""
    if merge.is_done:
        return _("The two proposals are now one.")
    return _("Proposed. The authors are asked, and nothing happens before all of them agree.")


Said = Mapping[str, Any]
Act = Callable[[User, Merge, Said, datetime], object]
ACTS: dict[str, Act] = {
    "agree": lambda user, merge, said, now: answer_merge(
        actor=user, merge=merge, agree=True, joins=said["joins"], now=now
    ),
    "decline": lambda user, merge, said, now: answer_merge(
        actor=user, merge=merge, agree=False, reason=said["reason"], now=now
    ),
    "agree_for": lambda user, merge, said, now: decide_for_erased(
        actor=user, merge=merge, agree=True, reason=said["reason"], now=now
    ),
    "decline_for": lambda user, merge, said, now: decide_for_erased(
        actor=user, merge=merge, agree=False, reason=said["reason"], now=now
    ),
    "call_off": lambda user, merge, said, now: call_off_merge(actor=user, merge=merge, now=now),
    "move": lambda user, merge, said, now: answer_move(actor=user, merge=merge, moves=True, now=now),
    "leave": lambda user, merge, said, now: answer_move(actor=user, merge=merge, moves=False, now=now),
    "join": lambda user, merge, said, now: answer_joining(actor=user, merge=merge, joins=True, now=now),
    "part": lambda user, merge, said, now: answer_joining(actor=user, merge=merge, joins=False, now=now),
    "undo": lambda user, merge, said, now: undo_merge(
        actor=user, merge=merge, reason=said["reason"], now=now
    ),
}
SAID: dict[str, Promise] = {
    "agree": gettext_lazy("You agreed. Thank you."),
    "decline": gettext_lazy("You said no. The two proposals stay separate."),
    "agree_for": gettext_lazy("Decided. The reason is in the public log."),
    "decline_for": gettext_lazy("Decided. The reason is in the public log."),
    "call_off": gettext_lazy("Called off. The authors were told."),
    "move": gettext_lazy("Your support counts for the merged proposal now."),
    "leave": gettext_lazy("Your support stays where it was."),
    "join": gettext_lazy("Noted: you are a co-author of the merged proposal."),
    "part": gettext_lazy("Noted: you are not a co-author of the merged proposal."),
    "undo": gettext_lazy("Undone. Supports, followers and comments are back where they were."),
}


def merge(request: CityRequest, process_slug: str, pk: int) -> HttpResponse:
    """The page of one merge: how it stands, who has answered, and what the reader can do about it."""
    process = process_or_404(process_slug, request.user)
    found = get_object_or_404(
        Merge.objects.select_related("goes", "stays").prefetch_related(CONSENTS),
        process=process, pk=pk,
    )  # fmt: skip
    found.process = found.goes.process = found.stays.process = process
    if request.method == "POST":
        return act_on(request, found)
    return render(request, "proposals/merge.html", page_of(request, found, ReasonForm(initial=kept(request))))


@signed_in_only
def act_on(request: CityRequest, merge: Merge) -> HttpResponse:
    """Do what was asked; say what was wrong above the page, with the reason that was typed still there."""
    form = ReasonForm(request.POST)
    act = ACTS.get(request.POST.get("do", ""))
    user = request.user
    assert isinstance(user, User), "Only who is signed in comes here."
    if act is None or not form.is_valid():
        return render(request, "proposals/merge.html", page_of(request, merge, form), status=422)
    try:
        act(user, merge, form.cleaned_data, request.now)
    except (Denied, ValidationError) as no:
        form.add_error(None if isinstance(no, Denied) else "reason", first_sentence(no))
        merge.refresh_from_db()
        return render(request, "proposals/merge.html", page_of(request, merge, form), status=422)
    messages.success(request, str(SAID[request.POST["do"]]))
    return redirect(merge.stays if request.POST.get("back") == "stays" else merge)


def first_sentence(no: Denied | ValidationError) -> str:
    """Return the sentence of a refusal."""
    return str(no.messages[0]) if isinstance(no, ValidationError) else str(no)
