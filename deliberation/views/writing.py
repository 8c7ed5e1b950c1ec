"""Write a comment or an answer, and say that one helped."""

from __future__ import annotations

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST

from accounts.limits import Pace, TooMany
from accounts.models import User
from accounts.typed import keep, kept
from deliberation import draw
from deliberation.forms import CommentForm
from deliberation.models import Comment, Stance
from deliberation.rows import comment_rows, rows_of
from deliberation.scene import scene_of
from deliberation.section import reply_context
from deliberation.services import add_comment, mark_helpful, unmark_helpful
from deliberation.views.answering import refused, sign_in, written
from deliberation.views.fetch import fetch, fetch_comment
from processes.http import CityRequest
from processes.permissions import Denied
from proposals.models import Proposal

TEN_MINUTES = 600
COMMENTS = Pace("comment", 20, TEN_MINUTES)
MARKS = Pace("helpful", 120, TEN_MINUTES)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: CityRequest, process_slug: str, number: int) -> HttpResponseBase:
    """Write a comment, or with ?parent=17 an answer to comment 17: the form, and what is sent with it."""
    proposal = fetch(request, process_slug, number)
    parent = parent_of(request, proposal)
    proposal = parent.proposal if parent else proposal
    if request.method != "POST":
        form = CommentForm(initial=kept(request) or {}, is_reply=bool(parent))
        return form_page(request, proposal, parent, form)
    form = CommentForm(request.POST, is_reply=bool(parent))
    if not form.is_valid():
        return form_page(request, proposal, parent, form, status=422)
    if not isinstance(request.user, User):
        keep(request)
        return form_page(request, proposal, parent, form, status=422)
    try:
        comment = add_comment(
            actor=request.user, proposal=proposal, text=form.cleaned_data["text"],
            stance=form.cleaned_data.get("stance", Stance.NONE), parent=parent, submission=form.sent,
            language=get_language() or "", pace=COMMENTS, now=request.now,
        )  # fmt: skip
    except (Denied, TooMany) as no:
        form.add_error(None, str(no))
        return form_page(request, proposal, parent, form, status=422)
    return written(request, comment)


def parent_of(request: CityRequest, proposal: Proposal) -> Comment | None:
    """The comment to answer, if ?parent= names one. Raises Http404 for one that is not there."""
    asked = request.GET.get("parent", "")
    if not asked:
        return None
    if not (asked.isascii() and asked.isdigit() and len(asked) < 10):
        raise Http404
    return fetch_comment(request, proposal, int(asked))


def form_page(
    request: CityRequest, proposal: Proposal, parent: Comment | None, form: CommentForm, status: int = 200
) -> HttpResponse:
    """The form with what was typed, as a page or, for htmx, as a fragment."""
    context = reply_context(request, proposal, parent, form)
    template = "deliberation/_answer.html" if request.htmx else "deliberation/add.html"
    return render(request, template, context, status=status)


@require_POST
def helpful(request: CityRequest, process_slug: str, number: int, comment: int) -> HttpResponseBase:
    """Mark a comment as helpful (on=1) or take the mark back (on=0)."""
    proposal = fetch(request, process_slug, number)
    found = fetch_comment(request, proposal, comment)
    if not isinstance(request.user, User):
        return sign_in(request, found.get_absolute_url())
    act = mark_helpful if request.POST.get("on") == "1" else unmark_helpful
    try:
        act(actor=request.user, comment=found, pace=MARKS, now=request.now)
    except (Denied, TooMany) as no:
        return refused(request, proposal, str(no))
    if not request.htmx:
        return redirect(found.get_absolute_url())
    row = rows_of(comment_rows().filter(pk=found.pk))[0]
    marked = act is mark_helpful
    return HttpResponse(draw.helpful_button(row, scene_of(proposal, request.now), marked))
