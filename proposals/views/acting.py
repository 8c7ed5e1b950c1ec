"""What readers do with a proposal: support it, take that back, withdraw their own."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.limits import Pace, TooMany
from accounts.models import User
from accounts.typed import sign_in_first
from processes.fetch import process_or_404
from processes.http import CityRequest
from processes.permissions import Denied, Verdict
from proposals.models import Proposal
from proposals.permissions import may_support, may_withdraw
from proposals.rows import button, support_box
from proposals.services import bring_back_proposal, support_proposal, withdraw_proposal, withdraw_support
from proposals.views.reading import proposal_or_404

HOUR = 3600
SUPPORTS = Pace("proposals.support", 200, HOUR)
WITHDRAWALS = Pace("proposals.withdraw", 10, HOUR)
"""Each withdrawal, and each undoing of one, is told to everyone who follows."""


@require_POST
def support(request: CityRequest, process_slug: str, number: int) -> HttpResponse:
    """Support a proposal (want=yes) or take it back (want=no); saying it twice changes nothing."""
    process = process_or_404(process_slug, request.user)
    proposal = proposal_or_404(process, number, request.user)
    if not isinstance(request.user, User):
        sentence = _("Sign in to support “%(title)s”. Nothing was counted yet.") % {"title": proposal.title}
        return sign_in_first(request, sentence, path=proposal.get_absolute_url())
    problem = try_support(request.user, request, proposal)
    if not request.htmx:
        if problem:
            messages.warning(request, problem)
        return redirect(proposal)
    proposal = proposal_or_404(process, number, request.user)
    verdict = may_support(request.user, proposal, request.now)
    context = {"process": process, "proposal": proposal, "may_support": verdict, "problem": problem}
    if request.POST.get("in") == "row":
        state = button(proposal.is_open_for_support, getattr(proposal, "supported", False), verdict)
        context["box"] = support_box(number, proposal.support_count, request.path, state)
        return render(request, "proposals/_support_row.html", context)
    return render(request, "proposals/_support.html", context | {"said": not problem})


def try_support(user: User, request: CityRequest, proposal: Proposal) -> str:
    """Do what was asked; return the sentence that explains why not, or ""."""
    wanted = request.POST.get("want") != "no"
    act = support_proposal if wanted else withdraw_support
    try:
        act(actor=user, proposal=proposal, pace=SUPPORTS, now=request.now)
    except (Denied, TooMany) as no:
        return str(no)
    return ""


def withdraw(request: CityRequest, process_slug: str, number: int) -> HttpResponse:
    """Ask once more, then withdraw one's own proposal."""
    process = process_or_404(process_slug, request.user)
    proposal = proposal_or_404(process, number, request.user)
    if not isinstance(request.user, User):
        return sign_in_first(request, _("Sign in to withdraw your proposal."))
    verdict = may_withdraw(request.user, proposal, request.now)
    if request.method == "POST":
        try:
            withdraw_proposal(actor=request.user, proposal=proposal, pace=WITHDRAWALS, now=request.now)
        except (Denied, TooMany) as no:
            verdict = Verdict(False, str(no))
        else:
            messages.success(request, _("You withdrew your proposal. Everyone can still read it."))
            return redirect(proposal)
    if not verdict:
        return render(request, "403.html", {"reason": verdict.reason}, status=403)
    window = process.timeline.current(request.now)
    context = {"process": process, "proposal": proposal, "until": window and window.ends}
    return render(request, "proposals/withdraw.html", context)


@require_POST
def bring_back(request: CityRequest, process_slug: str, number: int) -> HttpResponse:
    """Undo having withdrawn one's own proposal."""
    process = process_or_404(process_slug, request.user)
    proposal = proposal_or_404(process, number, request.user)
    if not isinstance(request.user, User):
        sentence = _("Sign in to bring your proposal back.")
        return sign_in_first(request, sentence, path=proposal.get_absolute_url())
    try:
        back = bring_back_proposal(actor=request.user, proposal=proposal, pace=WITHDRAWALS, now=request.now)
    except (Denied, TooMany) as no:
        messages.warning(request, str(no))
    else:
        words = _("Your proposal is back, with its supporters: %(status)s.")
        messages.success(request, words % {"status": back.status_label})
    return redirect(proposal)
