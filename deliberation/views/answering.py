"""How the views of a discussion answer: with what was written, with the way to sign in, or with why not."""

from __future__ import annotations

from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html

from deliberation import frames
from deliberation.models import Comment
from deliberation.rows import comment_rows, rows_of
from deliberation.scene import scene_of
from deliberation.tally import tally_of
from processes.http import CityRequest
from proposals.models import Proposal


def written(request: CityRequest, comment: Comment) -> HttpResponseBase:
    """Lead to what was written; the live page gets it as a frame and puts it where it belongs."""
    if not request.htmx:
        return redirect(comment.get_absolute_url())
    if "application/json" not in request.headers.get("Accept", ""):
        return HttpResponse(headers={"HX-Redirect": comment.get_absolute_url()})
    row = rows_of(comment_rows().filter(pk=comment.pk))[0]
    proposal = comment.proposal
    scene = scene_of(proposal, request.now, request.user)
    return JsonResponse(frames.frame(row, scene, tally_of(proposal)))


def sign_in(request: CityRequest, then: str) -> HttpResponseBase:
    """Lead to the sign-in page, and from there to `then`."""
    return redirect_to_login(then, login_url=reverse("account_login"))


def refused(request: CityRequest, proposal: Proposal, reason: str) -> HttpResponse:
    """Say why something was refused: beside the button for htmx, else on a page with the way back."""
    if request.htmx:
        answer = format_html('<span class="err" role="alert">{}</span>', reason)
        return HttpResponse(answer, status=422, headers={"HX-Reswap": "afterend"})
    return render(request, "deliberation/refused.html", {"proposal": proposal, "reason": reason}, status=403)
