"""Suggesting other words, and deciding about suggestions."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.limits import Pace, TooMany
from accounts.models import User
from accounts.typed import kept, sign_in_first
from processes.fetch import process_or_404
from processes.http import CityRequest
from processes.models import Process
from processes.permissions import Denied
from proposals.comparing import parts_of, sorted_out
from proposals.forms.together import AnswerForm, SuggestionForm
from proposals.models import Proposal, ProposalVersion, Suggestion
from proposals.permissions import may_accept, may_decline, may_suggest
from proposals.services.suggesting import (
    accept_suggestion,
    decline_suggestion,
    fits,
    suggest_change,
    take_back_suggestion,
)
from proposals.views.history import public_or_404
from proposals.wording import Conflict

SUGGESTIONS = Pace("proposals.suggest", 20, 86400)


def suggest(request: CityRequest, process_slug: str, number: int) -> HttpResponse:
    """Write how one would say it; the authors decide."""
    process = process_or_404(process_slug, request.user)
    proposal = public_or_404(process, number, request.user)
    if proposal.is_hidden:
        return redirect(proposal)
    if not isinstance(request.user, User):
        return sign_in_first(request, _("Sign in to suggest a change. What you typed is kept."))
    verdict = may_suggest(request.user, proposal, request.now)
    if not verdict and request.method != "POST":
        return render(request, "403.html", {"reason": verdict.reason}, status=403)
    form = SuggestionForm(request.POST or None, initial=kept(request) or SuggestionForm.of(proposal))
    if request.method == "POST" and form.is_valid():
        made = send(request, request.user, proposal, form)
        if made:
            messages.success(
                request, _("Your suggestion is with the authors. We will tell you what they say.")
            )
            return redirect(made)
    status = 422 if request.method == "POST" else 200
    context = {"process": process, "proposal": proposal, "form": form}
    return render(request, "proposals/suggest.html", context, status=status)


def send(request: CityRequest, user: User, proposal: Proposal, form: SuggestionForm) -> Suggestion | None:
    """Send the suggestion; None where the form has to say why not."""
    data = form.cleaned_data
    base = data["seen"] if 0 < (data["seen"] or 0) <= proposal.version else proposal.version
    try:
        return suggest_change(
            actor=user, proposal=proposal, base=base, title=data["title"], summary=data["summary"],
            body=data["body"], reason=data["reason"], submission=data["submission"],
            pace=SUGGESTIONS, now=request.now,
        )  # fmt: skip
    except (Denied, TooMany) as no:
        form.add_error(None, str(no))
    except ValidationError as error:
        form.add_error(None, error)
    return None


def suggestions(request: CityRequest, process_slug: str, number: int) -> HttpResponse:
    """List what was suggested, and what came of it."""
    process = process_or_404(process_slug, request.user)
    proposal = public_or_404(process, number, request.user)
    if proposal.is_hidden:
        return redirect(proposal)
    rows = list(proposal.suggestions.select_related("author").defer("body"))
    for row in rows:
        row.proposal = proposal
    context = {
        "process": process, "proposal": proposal, "suggestions": rows,
        "may_suggest": may_suggest(request.user, proposal, request.now),
    }  # fmt: skip
    return render(request, "proposals/suggestions.html", context)


def suggestion(request: CityRequest, process_slug: str, number: int, suggestion: int) -> HttpResponse:
    """Show what would change, and let the authors decide."""
    process = process_or_404(process_slug, request.user)
    proposal = public_or_404(process, number, request.user)
    if proposal.is_hidden:
        return redirect(proposal)
    shown = suggestion_or_404(proposal, suggestion)
    form = AnswerForm(request.POST or None)
    if request.method == "POST":
        if not isinstance(request.user, User):
            return sign_in_first(request, _("Sign in to decide about this suggestion."))
        if form.is_valid() and decide(request, request.user, shown, form):
            return redirect(shown)
    status = 422 if request.method == "POST" else 200
    return render(request, "proposals/suggestion.html", page_of(request, process, shown, form), status=status)


def page_of(request: CityRequest, process: Process, shown: Suggestion, form: AnswerForm) -> dict[str, Any]:
    """Return what the page of a suggestion shows; of a hidden one only that it is hidden."""
    proposal = shown.proposal
    context = {"process": process, "proposal": proposal, "suggestion": shown, "form": form}
    if shown.is_hidden:
        return context
    base = ProposalVersion.objects.get(proposal=proposal, number=shown.base)
    accept = may_accept(request.user, shown, request.now)
    return context | {
        **({} if base.is_hidden else sorted_out(parts_of(base, shown, process.currency))),
        "may_accept": accept,
        "may_decline": may_decline(request.user, shown),
        "fits": not accept or fits(proposal, shown),
        "is_mine": shown.author_id == request.user.pk,
    }


def decide(request: CityRequest, user: User, shown: Suggestion, form: AnswerForm) -> bool:
    """Do what the pressed button says; False where the form has to say why not."""
    act, answer = request.POST.get("act"), form.cleaned_data["answer"]
    try:
        if act == "accept":
            held = accept_suggestion(actor=user, suggestion=shown, answer=answer, now=request.now)
            version = {"version": held.version}
            messages.success(request, _("Accepted: version %(version)s is published.") % version)
        elif act == "decline":
            decline_suggestion(actor=user, suggestion=shown, answer=answer, now=request.now)
            messages.success(request, _("Declined. Your answer was sent."))
        elif act == "take_back":
            take_back_suggestion(actor=user, suggestion=shown, now=request.now)
            messages.success(request, _("You took your suggestion back."))
    except Conflict:
        form.add_error(None, _(
            "The same passage was changed after this was suggested. Change your text by hand, or decline."
        ))  # fmt: skip
    except Denied as no:
        form.add_error(None, str(no))
    except ValidationError as error:
        form.add_error(None, error)
    return form.is_valid()


def suggestion_or_404(proposal: Proposal, number: int) -> Suggestion:
    """Return one suggestion for a proposal; raises Http404."""
    found = proposal.suggestions.select_related("author").filter(number=number).first()
    if found is None:
        raise Http404
    found.proposal = proposal
    return found
