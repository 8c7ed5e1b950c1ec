"""What the discussion section and its forms show."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import ngettext

from deliberation.fields import fields_of
from deliberation.forms import CommentForm
from deliberation.models import Comment
from deliberation.permissions import may_comment, may_reply
from deliberation.reading import read, spot_of
from deliberation.scene import scene_of
from deliberation.services.editing import needs_mark
from deliberation.tally import heading
from deliberation.threads import threads_html
from processes.http import CityRequest
from processes.permissions import Verdict
from proposals.models import Proposal
from ui.counts import counted


def section_context(request: CityRequest, proposal: Proposal) -> dict[str, Any]:
    """Everything `_discussion.html` shows, for the place in the discussion that the address asks for."""
    scene = scene_of(proposal, request.now, request.user)
    reading = read(proposal, spot_of(request.GET), request.user, request.now)
    verdict = may_comment(request.user, proposal, request.now)
    labels = reading.tally.labels
    newer = ngettext("Show %(count)s newer comment", "Show %(count)s newer comments", reading.newer)
    return form_context(request, proposal, None, CommentForm(), verdict) | {
        "scene": scene,
        "tally": reading.tally,
        "title": heading(reading.tally),
        "for": labels[0],
        "against": labels[1],
        "questions": labels[2],
        "threads": threads_html(reading, scene),
        "is_newest": reading.before is None,
        "is_single": reading.newer > 0,
        "newer_text": newer % {"count": counted(reading.newer)},
        "ask_sign_in": scene.is_open and not request.user.is_authenticated,
        "changes_url": f"{scene.comments}changes/",
    }


def form_context(
    request: CityRequest, proposal: Proposal, parent: Comment | None, form: CommentForm, verdict: Verdict
) -> dict[str, Any]:
    """Everything `_form.html` shows."""
    add_url = reverse("deliberation:add", args=[proposal.process.slug, proposal.number])
    if parent:
        add_url += f"?{urlencode({'parent': parent.number})}"
    return {
        "proposal": proposal,
        "parent": parent,
        "form": form,
        "verdict": verdict,
        "add_url": add_url,
        "sign_in_url": f"{reverse('account_login')}?{urlencode({'next': add_url})}",
        "needs_sign_in": form.is_bound and not request.user.is_authenticated,
        "was_sent": form.is_bound,
        "fields": fields_of(form),
    }


def reply_context(
    request: CityRequest, proposal: Proposal, parent: Comment | None, form: CommentForm
) -> dict[str, Any]:
    """What the form's own page shows."""
    now, user = request.now, request.user
    verdict = may_reply(user, parent, now) if parent else may_comment(user, proposal, now)
    back = parent.get_absolute_url() if parent else f"{proposal.get_absolute_url()}#talk"
    return form_context(request, proposal, parent, form, verdict) | {"back": back}


def edit_context(comment: Comment, form: CommentForm, now: datetime) -> dict[str, Any]:
    """What the form shows in which an author changes a comment."""
    return {
        "proposal": comment.proposal,
        "comment": comment,
        "form": form,
        "fields": fields_of(form),
        "will_be_marked": needs_mark(comment, now),
        "back": comment.get_absolute_url(),
    }
