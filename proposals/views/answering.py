"""What staff do with a proposal: cost it and move it through the city check, and answer it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.typed import kept, sign_in_first
from processes.fetch import process_or_404
from processes.http import CityRequest
from processes.models import Process
from processes.permissions import Denied, role_verdict
from processes.phases import Act
from proposals.lifecycle import Status
from proposals.models import Proposal
from proposals.permissions import may_answer, may_check, may_cost
from proposals.services import answer_proposal, cost_proposal, move_proposal
from proposals.staff_forms import AnswerForm, CostForm, MoveForm
from proposals.views.reading import proposal_or_404


def answer(request: CityRequest, process_slug: str, number: int) -> HttpResponse:
    """Write and publish the city's answer."""
    process = process_or_404(process_slug, request.user)
    proposal = proposal_or_404(process, number, request.user)
    if not isinstance(request.user, User):
        return sign_in_first(request, _("Sign in to answer. What you wrote is kept."))
    form = AnswerForm(request.POST or None, initial=kept(request) or beginning(request.user, process))
    if request.method == "POST" and form.is_valid():
        try:
            made = answer_proposal(
                actor=request.user, proposal=proposal, now=request.now, **form.cleaned_data
            )
        except Denied as no:
            form.add_error(None, str(no))
        else:
            messages.success(
                request, _("The answer is published. Authors, supporters and followers are told.")
            )
            return redirect(made)
    return answer_page(request, proposal, form)


def beginning(user: User, process: Process) -> dict[str, str]:
    """Return what an empty answer starts with."""
    return {"signatory": user.public_name, "language": process.language}


def move(request: CityRequest, process_slug: str, number: int) -> HttpResponse:
    """Bring a proposal to its next status."""
    process = process_or_404(process_slug, request.user)
    proposal = proposal_or_404(process, number, request.user)
    if not isinstance(request.user, User):
        return sign_in_first(request, _("Sign in to move this proposal. What you wrote is kept."))
    if request.POST.get("to") == proposal.status:
        return redirect(proposal)
    typed = kept(request)
    form = MoveForm(request.POST or None, initial=typed, proposal=proposal)
    if form.is_valid():
        try:
            moved = move_proposal(
                actor=request.user,
                proposal=proposal,
                to=Status(form.cleaned_data["to"]),
                reason=form.cleaned_data["reason"],
                language=get_language() or "",
                now=request.now,
            )
        except Denied as no:
            form.add_error(None, str(no))
        except ValidationError as no:
            form.add_error("reason", no)
        else:
            status = {"status": moved.status_label}
            messages.success(request, _("The proposal is now “%(status)s”.") % status)
            return redirect(proposal)
    if request.method != "POST" and not typed:
        return redirect("proposals:answer", process.slug, number)
    return answer_page(request, proposal, move_form=form)


def cost(request: CityRequest, process_slug: str, number: int) -> HttpResponse:
    """Say what a proposal costs."""
    process = process_or_404(process_slug, request.user)
    proposal = proposal_or_404(process, number, request.user)
    if not isinstance(request.user, User):
        return sign_in_first(request, _("Sign in to cost this proposal. What you wrote is kept."))
    form = CostForm(request.POST or None, initial=kept(request), proposal=proposal)
    if form.is_valid():
        try:
            cost_proposal(actor=request.user, proposal=proposal, cost=form.amount(), now=request.now)
        except Denied as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, _("Everyone can read what it costs."))
            return redirect("proposals:answer", process.slug, number)
    return answer_page(request, proposal, cost_form=form)


def answer_page(
    request: CityRequest,
    proposal: Proposal,
    form: AnswerForm | None = None,
    move_form: MoveForm | None = None,
    cost_form: CostForm | None = None,
) -> HttpResponse:
    """Render the staff's page of a proposal; nobody without a role in its check or its answer sees it."""
    answers = may_answer(request.user, proposal, request.now)
    checks = may_check(request.user, proposal, request.now)
    if not answers and not checks:
        takes_part = role_verdict(request.user, Act.REVIEW, proposal.process)
        reason = checks.reason if takes_part else answers.reason
        return render(request, "403.html", {"reason": reason}, status=403)
    assert isinstance(request.user, User)
    context = {
        "process": proposal.process, "proposal": proposal, "may_answer": answers, "may_check": checks,
        "may_cost": may_cost(request.user, proposal, request.now),
        "form": form or AnswerForm(initial=beginning(request.user, proposal.process)),
        "move_form": move_form or MoveForm(proposal=proposal),
        "cost_form": cost_form or CostForm(proposal=proposal),
    }  # fmt: skip
    return render(request, "proposals/answer.html", context, status=422 if request.method == "POST" else 200)
