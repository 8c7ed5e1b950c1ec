"""What is like the idea that somebody is writing, and supporting that instead of publishing."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from accounts.typed import sign_in_first
from processes.fetch import process_or_404
from processes.http import CityRequest
from processes.models import Process
from processes.permissions import Denied
from proposals.languages import language_choices
from proposals.models import BODY_LETTERS, Proposal
from proposals.permissions import writes
from proposals.services import DraftFields, save_draft, start_draft
from proposals.similar import Asked, similar_to
from proposals.views.acting import try_support
from proposals.views.reading import proposal_or_404


@require_safe
def similar(request: CityRequest, process_slug: str) -> HttpResponse:
    """The list under the title (?title=…&body=…&language=…&draft=…); never more than a few lines."""
    process = process_or_404(process_slug, request.user)
    query = request.GET
    draft = key_of(query.get("draft", ""))
    asked = Asked(
        title=query.get("title", ""),
        body=query.get("body", ""),
        language=query.get("language", "")[:10],
        own=draft,
    )
    context = {"process": process, "found": similar_to(process, asked, request.user), "draft_pk": draft}
    return render(request, "proposals/_similar_list.html", context)


def key_of(text: str) -> int | None:
    """Return the key that an address names, or None."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


@require_POST
def instead(request: CityRequest, process_slug: str, number: int) -> HttpResponse:
    """Support a proposal instead of publishing one's own; what was typed becomes, or stays, a draft."""
    process = process_or_404(process_slug, request.user)
    proposal = proposal_or_404(process, number, request.user)
    if not isinstance(request.user, User):
        sentence = _("Sign in to support “%(title)s”. What you typed is kept in this browser.")
        return sign_in_first(request, sentence % {"title": proposal.title}, path=proposal.get_absolute_url())
    kept = keep_draft(request, request.user, process)
    problem = try_support(request.user, request, proposal)
    if problem:
        messages.warning(request, problem)
    else:
        messages.success(request, _("You support proposal %(number)s.") % {"number": number})
    if kept:
        messages.info(request, _("What you wrote is kept among your drafts. Only you can see it."))
    return redirect(proposal)


def keep_draft(request: CityRequest, user: User, process: Process) -> bool:
    """Save what was typed, as far as it fits; return whether there is a draft now."""
    words = typed_words(request)
    draft = Proposal.objects.in_process(process).filter(pk=key_of(request.GET.get("draft", "")) or 0).first()
    if draft and not writes(user, draft):
        return False
    try:
        if draft and words and draft.number is None:
            draft.process = process
            save_draft(actor=user, proposal=draft, now=request.now, **words)
        elif not draft and words.get("title", "").strip():
            submission = submission_of(request.POST.get("submission", ""))
            start_draft(actor=user, process=process, now=request.now, submission=submission, **words)
        else:
            return draft is not None and draft.number is None
    except (Denied, ValidationError):
        return False
    return True


def typed_words(request: CityRequest) -> DraftFields:
    """Return the words of the idea's form, cut to what a draft can hold; nothing where it was not sent."""
    if "title" not in request.POST:
        return {}
    words: DraftFields = {
        "title": " ".join(request.POST["title"].split())[:80],
        "summary": " ".join(request.POST.get("summary", "").split())[:200],
        "body": request.POST.get("body", "")[:BODY_LETTERS],
    }
    if request.POST.get("language") in dict(language_choices()):
        words["language"] = request.POST["language"]
    return words


def submission_of(text: str) -> UUID | None:
    """Return the number of the form, so that sending it twice makes one draft."""
    try:
        return UUID(text)
    except ValueError:
        return None
