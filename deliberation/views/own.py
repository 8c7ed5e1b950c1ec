"""One's own comment: change it, delete it, bring it back."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.limits import Pace, TooMany
from accounts.models import User
from accounts.typed import keep, kept
from deliberation import draw
from deliberation.forms import CommentForm
from deliberation.models import Comment, Stance
from deliberation.permissions import may_edit
from deliberation.rows import comment_rows, rows_of
from deliberation.scene import scene_of
from deliberation.section import edit_context
from deliberation.services import delete_comment, edit_comment, undelete_comment
from deliberation.views.answering import refused, sign_in, written
from deliberation.views.fetch import fetch, fetch_comment
from processes.http import CityRequest
from processes.permissions import Denied

CHANGES = Pace("change", 30, 600)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: CityRequest, process_slug: str, number: int, comment: int) -> HttpResponseBase:
    """Change what one's comment says: the form, and what is sent with it."""
    found = fetch_comment(request, fetch(request, process_slug, number), comment)
    if not isinstance(request.user, User):
        keep(request)
        return sign_in(request, request.get_full_path())
    if request.method != "POST":
        verdict = may_edit(request.user, found, request.now)
        if not verdict:
            return refused(request, found.proposal, verdict.reason)
        words = {"text": found.text, "stance": found.stance}
        return form_page(request, found, CommentForm(initial=kept(request) or words, of=found))
    form = CommentForm(request.POST, of=found)
    if not form.is_valid():
        return form_page(request, found, form, status=422)
    try:
        changed = edit_comment(
            actor=request.user, comment=found, text=form.cleaned_data["text"],
            stance=form.cleaned_data.get("stance", Stance.NONE), pace=CHANGES, now=request.now,
        )  # fmt: skip
    except (Denied, TooMany) as no:
        form.add_error(None, str(no))
        return form_page(request, found, form, status=422)
    return written(request, changed)


def form_page(request: CityRequest, comment: Comment, form: CommentForm, status: int = 200) -> HttpResponse:
    """The form with what the comment says, or with what was typed, as a page or, for htmx, as a fragment."""
    template = "deliberation/_edit.html" if request.htmx else "deliberation/edit.html"
    return render(request, template, edit_context(comment, form, request.now), status=status)


@require_POST
def delete(request: CityRequest, process_slug: str, number: int, comment: int) -> HttpResponseBase:
    """Delete one's own comment; the place where it stood says how to bring it back."""
    return done(request, process_slug, number, comment, lambda user, found: delete_comment(
        actor=user, comment=found, now=request.now))  # fmt: skip


@require_POST
def undelete(request: CityRequest, process_slug: str, number: int, comment: int) -> HttpResponseBase:
    """Bring back one's own comment right after deleting it."""
    return done(request, process_slug, number, comment, lambda user, found: undelete_comment(
        actor=user, comment=found, now=request.now))  # fmt: skip


def done(
    request: CityRequest,
    process_slug: str,
    number: int,
    comment: int,
    act: Callable[[User, Comment], Comment],
) -> HttpResponseBase:
    """Do something with one's own comment, and show what then stands in its place."""
    found = fetch_comment(request, fetch(request, process_slug, number), comment)
    if not isinstance(request.user, User):
        return sign_in(request, found.get_absolute_url())
    try:
        CHANGES.count(request.user)
        changed = act(request.user, found)
    except (Denied, TooMany) as no:
        return refused(request, found.proposal, str(no))
    if not request.htmx:
        return redirect(changed.get_absolute_url())
    row = rows_of(comment_rows().filter(pk=changed.pk))[0]
    return HttpResponse(draw.comment(row, scene_of(changed.proposal, request.now, request.user)))
