"""The pages and fragments of a discussion. Without JavaScript every form is a page or a redirect."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.limits import TooMany, check
from accounts.models import User
from accounts.typed import keep, kept
from deliberation import draw, frames
from deliberation.forms import CommentForm
from deliberation.models import Comment, FormerPlace, Stance
from deliberation.permissions import may_follow
from deliberation.reading import read, read_replies, spot_of
from deliberation.rows import comment_rows, rows_of
from deliberation.scene import scene_of
from deliberation.section import reply_context
from deliberation.services import add_comment, mark_helpful, unmark_helpful
from deliberation.tally import tally_of
from deliberation.threads import replies_html, threads_html
from processes.http import CityRequest
from processes.permissions import Denied
from proposals.models import Proposal

COMMENTS_PER_TEN_MINUTES = 20
MARKS_PER_TEN_MINUTES = 120
TEN_MINUTES = 600


def fetch(request: CityRequest, process_slug: str, number: int) -> Proposal:
    """The proposal, if its discussion may be read. Raises Http404."""
    proposals = Proposal.objects.select_related("process")
    proposal = get_object_or_404(proposals, process__slug=process_slug, number=number)
    if not may_follow(request.user, proposal):
        raise Http404
    return proposal


def fetch_comment(proposal: Proposal, number: int) -> Comment:
    """One comment of `proposal`, or the one that had this number before a merge moved it. Raises Http404."""
    found = Comment.objects.select_related("author").filter(proposal=proposal, number=number).first()
    if found:
        found.proposal = proposal
        return found
    former = FormerPlace.objects.select_related("comment__author", "comment__proposal__process")
    return get_object_or_404(former, proposal=proposal, number=number).comment


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
        check(actor=request.user, act="comment", limit=COMMENTS_PER_TEN_MINUTES, seconds=TEN_MINUTES)
        comment = add_comment(
            actor=request.user, proposal=proposal, text=form.cleaned_data["text"],
            stance=form.cleaned_data.get("stance", Stance.NONE), parent=parent, submission=form.sent,
            language=get_language() or "", now=request.now,
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
    return fetch_comment(proposal, int(asked))


def form_page(
    request: CityRequest, proposal: Proposal, parent: Comment | None, form: CommentForm, status: int = 200
) -> HttpResponse:
    """The form with what was typed, as a page or, for htmx, as a fragment."""
    context = reply_context(request, proposal, parent, form)
    template = "deliberation/_answer.html" if request.htmx else "deliberation/add.html"
    return render(request, template, context, status=status)


def written(request: CityRequest, comment: Comment) -> HttpResponseBase:
    """Lead to the new comment; the live page gets it as a frame and puts it where it belongs."""
    if not request.htmx:
        return redirect(comment.get_absolute_url())
    if "application/json" not in request.headers.get("Accept", ""):
        return HttpResponse(headers={"HX-Redirect": comment.get_absolute_url()})
    row = rows_of(comment_rows().filter(pk=comment.pk))[0]
    proposal = comment.proposal
    return JsonResponse(frames.frame(row, scene_of(proposal, request.now), tally_of(proposal)))


@require_safe
def thread(request: CityRequest, process_slug: str, number: int) -> HttpResponseBase:
    """More threads (?before=17), or more replies of one (?thread=12&after=3), as a fragment."""
    proposal = fetch(request, process_slug, number)
    if not request.htmx:
        return redirect(f"{proposal.get_absolute_url()}?{request.GET.urlencode()}#talk")
    scene, spot = scene_of(proposal, request.now), spot_of(request.GET)
    if spot.thread is None:
        return HttpResponse(threads_html(read(proposal, spot, request.user), scene))
    reading = read_replies(proposal, spot, request.user)
    if reading is None:
        raise Http404
    return HttpResponse(replies_html(reading.threads[0], reading, scene))


@require_safe
def changes(request: CityRequest, process_slug: str, number: int) -> JsonResponse:
    """What changed after ?since=61, for pages that lost their line or never had one."""
    proposal = fetch(request, process_slug, number)
    since = request.GET.get("since", "")
    if not (since.isascii() and since.isdigit() and len(since) < 10):
        raise Http404
    return JsonResponse(frames.changes_since(proposal, int(since), request.now))


@require_safe
def comment(request: CityRequest, process_slug: str, number: int, comment: int) -> HttpResponseRedirect:
    """The lasting address of a comment: leads to the page of the discussion on which it is."""
    proposal = fetch(request, process_slug, number)
    found = fetch_comment(proposal, comment)
    query = urlencode({"comment": found.number})
    return HttpResponseRedirect(f"{found.proposal.get_absolute_url()}?{query}#c-{found.number}")


@require_safe
def fragment(request: CityRequest, process_slug: str, number: int, comment: int) -> HttpResponse:
    """One comment as everybody sees it."""
    proposal = fetch(request, process_slug, number)
    rows = rows_of(comment_rows().of(proposal).filter(number=comment))
    if not rows:
        raise Http404
    return HttpResponse(draw.comment(rows[0], scene_of(proposal, request.now)))


@require_POST
def helpful(request: CityRequest, process_slug: str, number: int, comment: int) -> HttpResponseBase:
    """Mark a comment as helpful (on=1) or take the mark back (on=0)."""
    proposal = fetch(request, process_slug, number)
    found = fetch_comment(proposal, comment)
    if not isinstance(request.user, User):
        return sign_in(request, found.get_absolute_url())
    act = mark_helpful if request.POST.get("on") == "1" else unmark_helpful
    try:
        check(actor=request.user, act="helpful", limit=MARKS_PER_TEN_MINUTES, seconds=TEN_MINUTES)
        act(actor=request.user, comment=found, now=request.now)
    except (Denied, TooMany) as no:
        return refused(request, proposal, str(no))
    if not request.htmx:
        return redirect(found.get_absolute_url())
    row = rows_of(comment_rows().filter(pk=found.pk))[0]
    marked = act is mark_helpful
    return HttpResponse(draw.helpful_button(row, scene_of(proposal, request.now), marked))


def sign_in(request: CityRequest, then: str) -> HttpResponseBase:
    """Lead to the sign-in page, and from there to `then`."""
    return redirect_to_login(then, login_url=reverse("account_login"))


def refused(request: CityRequest, proposal: Proposal, reason: str) -> HttpResponse:
    """Say why something was refused: beside the button for htmx, else on a page with the way back."""
    if request.htmx:
        answer = format_html('<span class="err" role="alert">{}</span>', reason)
        return HttpResponse(answer, status=422, headers={"HX-Reswap": "afterend"})
    return render(request, "deliberation/refused.html", {"proposal": proposal, "reason": reason}, status=403)
