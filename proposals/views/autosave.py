"""What the page does by itself while somebody types: it saves the draft, and shows how the text will look."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import limits
from accounts.models import User
from processes.fetch import process_or_404
from processes.http import CityRequest
from processes.models import Process
from processes.permissions import Denied
from proposals.forms import IdeaForm, PlaceForm
from proposals.languages import is_language
from proposals.markup import rendered
from proposals.models import BODY_LETTERS, Proposal
from proposals.pasted import from_html
from proposals.services import DraftFields, autosave_draft, start_draft
from proposals.services.locking import SavedElsewhere
from proposals.views.fetch import clock, draft_or_404
from proposals.views.writing import DRAFTS

SAVES_PER_HOUR = 1200


@require_POST
def autosave(request: CityRequest, process_slug: str, pk: int = 0) -> JsonResponse:
    """Save what is typed into the draft, or into a new one; answer with a sentence and the revision.

    200: saved. 409: another window saved something else. 422: not saved, with the reason. Nothing that was
    typed changes in the browser.
    """
    process = process_or_404(process_slug, request.user)
    if not isinstance(request.user, User):
        return said(422, _("You were signed out. What you type is kept in this browser."))
    try:
        limits.check(actor=request.user, act="proposals.autosave", limit=SAVES_PER_HOUR, seconds=3600)
        saved = save(request, request.user, process, pk)
    except SavedElsewhere as elsewhere:
        time = clock(elsewhere.proposal.changed_at)
        words = _("Not saved: this draft was saved in another window at %(time)s. Save to compare the texts.")
        return said(409, words % {"time": time})
    except ValidationError as error:
        return said(422, _("Not saved yet: %(reason)s") % {"reason": " ".join(error.messages)})
    except (Denied, limits.TooMany) as no:
        return said(422, _("Not saved: %(reason)s") % {"reason": no})
    if saved.number:
        return said(422, _("This proposal is already published."))
    place = [process.slug, saved.pk]
    return said(
        200, _("Saved %(time)s. Only its authors can see it.") % {"time": clock(request.now)},
        seen=saved.revision, action=reverse("proposals:draft", args=place),
        autosave=reverse("proposals:autosave", args=place), keep=f"idea-{process.slug}-{saved.pk}",
    )  # fmt: skip


def said(status: int, sentence: str, **more: Any) -> JsonResponse:
    """Return what the page shows, and what it needs to go on."""
    return JsonResponse({"said": sentence, **more}, status=status)


def save(request: CityRequest, user: User, process: Process, pk: int) -> Proposal:
    """Save what was sent. Raises what the services raise, and ValidationError for what does not fit."""
    fields = place_fields(request, process) if "title" not in request.POST else idea_fields(request)
    if pk:
        seen = request.POST.get("seen", "")
        draft = draft_or_404(process, pk, user)
        revision = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else 0
        return autosave_draft(actor=user, proposal=draft, now=request.now, seen=revision, **fields)
    submission = uuid_in(request.POST.get("submission", ""))
    return start_draft(
        actor=user, process=process, now=request.now, submission=submission, pace=DRAFTS, **fields
    )


def uuid_in(text: str) -> uuid.UUID:
    """Return the form's own number. Raises ValidationError where somebody changed it."""
    try:
        return uuid.UUID(text)
    except ValueError as error:
        raise ValidationError(_("Load the page again.")) from error


def idea_fields(request: CityRequest) -> DraftFields:
    """Return the words of step 1 as far as they are typed. Raises ValidationError for what is too long."""
    post = request.POST
    fields: DraftFields = {
        "title": " ".join(post.get("title", "").split()),
        "summary": " ".join(post.get("summary", "").split()),
        "body": post.get("body", ""),
    }
    for name in ("title", "summary", "body"):
        IdeaForm.base_fields[name].run_validators(str(fields[name]))
    if is_language(post.get("language", "")):
        fields["language"] = post["language"]
    return fields


def place_fields(request: CityRequest, process: Process) -> DraftFields:
    """Return the details of step 2. Raises ValidationError where one does not fit."""
    form = PlaceForm(request.POST, process=process)
    if not form.is_valid():
        raise ValidationError([error for errors in form.errors.values() for error in errors])
    return form.fields_to_save()


@require_POST
def preview(request: CityRequest, process_slug: str) -> HttpResponse:
    """Return how the text will look; nothing is stored."""
    process_or_404(process_slug, request.user)
    body = from_html(request.POST.get("body", "")[:BODY_LETTERS])
    context = {"html": rendered(body), "language": request.POST.get("language", "")}
    return render(request, "proposals/_preview.html", context)
