"""What council staff do with a proposal: answer it, and move it through the city check."""

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
from processes.permissions import Denied
from proposals.lifecycle import Status
from proposals.models import Proposal
from proposals.permissions import may_answer
from proposals.services import answer_proposal, move_proposal
from proposals.staff_forms import AnswerForm, MoveForm
from proposals.views.reading import proposal_or_404


def answer(request: CityRequest, process_slug: str, number: int) -> HttpResponse:
    """Write and publish the city's answer."""
    process = process_or_404(process_slug, request.user)
    proposal = proposal_or_404(process, number, request.user)
    if not isinstance(request.user, User):
        return sign_in_first(request, _("Sign in to answer. What you wrote is kept."))
    verdict = may_answer(request.user, proposal, request.now)
    if not verdict:
        return render(request, "403.html", {"reason": verdict.reason}, status=403)
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
    status = 422 if request.method == "POST" else 200
    return answer_page(request, proposal, form, MoveForm(proposal=proposal), status)


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
    answer_form = AnswerForm(initial=beginning(request.user, process))
    return answer_page(request, proposal, answer_form, form, 422 if request.method == "POST" else 200)


def answer_page(
    request: CityRequest, proposal: Proposal, form: AnswerForm, move_form: MoveForm, status: int
) -> HttpResponse:
    """Render the staff's page of a proposal; nobody without the role sees it."""
    verdict = may_answer(request.user, proposal, request.now)
    if not verdict:
        return render(request, "403.html", {"reason": verdict.reason}, status=403)
    context = {"process": proposal.process, "proposal": proposal, "form": form, "move_form": move_form}
    return render(request, "proposals/answer.html", context, status=status)
