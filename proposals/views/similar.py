"""What is like the idea that somebody is writing, and supporting that instead of publishing."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.limits import TooMany
from accounts.models import User
from accounts.typed import sign_in_first
from processes.fetch import process_or_404
from processes.http import CityRequest
from processes.models import Process
from processes.permissions import Denied
from proposals.forms import IdeaForm
from proposals.languages import is_language
from proposals.models import Proposal
from proposals.permissions import may_propose
from proposals.services import DraftFields, save_draft, start_draft
from proposals.services.locking import SavedElsewhere
from proposals.similar import Asked, similar_to
from proposals.views.acting import try_support
from proposals.views.reading import proposal_or_404
from proposals.views.writing import DRAFTS, step

WORDS = ("title", "summary", "body")


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
    if too_long(request):
        return shorten(request, request.user, process)
    kept = keep_draft(request, request.user, process)
    problem = try_support(request.user, request, proposal)
    if problem:
        messages.warning(request, problem)
    else:
        messages.success(request, _("You support proposal %(number)s.") % {"number": number})
    if kept:
        messages.info(request, _("What you wrote is kept among your drafts. Only you can see it."))
    return redirect(proposal)


def too_long(request: CityRequest) -> bool:
    """Return whether something typed is longer than a draft can hold."""
    try:
        for name in WORDS:
            IdeaForm.base_fields[name].run_validators(request.POST.get(name, ""))
    except ValidationError:
        return True
    return False


def shorten(request: CityRequest, user: User, process: Process) -> HttpResponse:
    """Show the form again with all that was typed: nothing is cut, and nothing was supported yet."""
    messages.warning(request, _("Nothing was supported yet: your text is too long to be kept as a draft."))
    draft = draft_asked(request, user, process)
    context = {"step": 1, "draft": draft, "verdict": may_propose(user, process, request.now)}
    return step(request, process, IdeaForm(request.POST), context)


def draft_asked(request: CityRequest, user: User, process: Process) -> Proposal | None:
    """Return the draft that the address names, if it is one that `user` writes."""
    drafts = Proposal.objects.drafts_of(user, process)
    draft = drafts.filter(pk=key_of(request.GET.get("draft", "")) or 0).first()
    if draft:
        draft.process = process
    return draft


def keep_draft(request: CityRequest, user: User, process: Process) -> bool:
    """Save what was typed; return whether there is a draft now.

    Where another window saved something else meanwhile, this becomes a draft of its own.
    """
    words, draft = typed_words(request), draft_asked(request, user, process)
    try:
        if draft and words:
            try:
                save_draft(actor=user, proposal=draft, now=request.now, seen=seen_in(request), **words)
            except SavedElsewhere:
                start_draft(actor=user, process=process, now=request.now, pace=DRAFTS, **words)
        elif not draft and words.get("title", "").strip():
            submission = submission_of(request.POST.get("submission", ""))
            start_draft(
                actor=user, process=process, now=request.now, submission=submission, pace=DRAFTS, **words
            )
        else:
            return draft is not None
    except (Denied, ValidationError, TooMany):
        return False
    return True


def typed_words(request: CityRequest) -> DraftFields:
    """Return the words of the idea's form; nothing where it was not sent."""
    if "title" not in request.POST:
        return {}
    words: DraftFields = {
        "title": " ".join(request.POST["title"].split()),
        "summary": " ".join(request.POST.get("summary", "").split()),
        "body": request.POST.get("body", ""),
    }
    if is_language(request.POST.get("language", "")):
        words["language"] = request.POST["language"]
    return words


def seen_in(request: CityRequest) -> int | None:
    """Return the revision that the window began with; None where it was not sent."""
    text = request.POST.get("seen", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def submission_of(text: str) -> UUID | None:
    """Return the number of the form, so that sending it twice makes one draft."""
    try:
        return UUID(text)
    except ValueError:
        return None
