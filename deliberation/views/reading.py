"""What readers fetch: more of a discussion, what changed in it, one comment, and what it said before."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.notices import see
from deliberation import draw, frames
from deliberation.models import Comment, Presence
from deliberation.reading import read, read_replies, spot_of
from deliberation.rows import comment_rows, rows_of
from deliberation.scene import scene_of
from deliberation.threads import replies_html, threads_html
from deliberation.views.fetch import fetch, fetch_comment
from moderation.permissions import moderates
from processes.http import CityRequest


@require_safe
def thread(request: CityRequest, process_slug: str, number: int) -> HttpResponseBase:
    """More threads (?before=17), or more replies of one (?thread=12&after=3), as a fragment."""
    proposal = fetch(request, process_slug, number)
    if not request.htmx:
        note_seen(request)
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        return redirect(f"{proposal.get_absolute_url()}{query}#talk")
    scene, spot = scene_of(proposal, request.now, request.user), spot_of(request.GET)
    if spot.thread is None:
        return HttpResponse(threads_html(read(proposal, spot, request.user, request.now), scene))
    reading = read_replies(proposal, spot, request.user, request.now)
    if reading is None:
        raise Http404
    return HttpResponse(replies_html(reading.threads[0], reading, scene, goes_on=True))


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
    found = fetch_comment(request, proposal, comment)
    note_seen(request)
    page = found.proposal.get_absolute_url()
    if found.presence == Presence.GONE and found.author_id != request.user.pk:
        messages.info(request, _("The author of this comment has deleted it."))
        return HttpResponseRedirect(f"{page}#talk")
    return HttpResponseRedirect(f"{page}?{urlencode({'comment': found.number})}#c-{found.number}")


def note_seen(request: CityRequest) -> None:
    """Count notifications that lead to this address as read."""
    if isinstance(request.user, User):
        see(request.user, request.path)


@require_safe
def fragment(request: CityRequest, process_slug: str, number: int, comment: int) -> HttpResponse:
    """One comment as everybody sees it."""
    proposal = fetch(request, process_slug, number)
    rows = rows_of(comment_rows().of(proposal).filter(number=comment).exclude(presence=Presence.GONE))
    if not rows:
        raise Http404
    return HttpResponse(draw.comment(rows[0], scene_of(proposal, request.now)))


@require_safe
def earlier(request: CityRequest, process_slug: str, number: int, comment: int) -> HttpResponseBase:
    """What a comment said before it was changed, the latest first; nothing of a hidden or deleted one."""
    proposal = fetch(request, process_slug, number)
    found: Comment = fetch_comment(request, proposal, comment)
    if found.is_hidden or found.is_deleted or not found.edited_at:
        return redirect(found)
    versions = list(found.versions.all())
    for version in versions:
        version.comment = found
    context = {
        "proposal": found.proposal,
        "comment": found,
        "versions": versions,
        "sees_hidden": moderates(request.user, found.proposal.process),
    }
    return render(request, "deliberation/earlier.html", context)
