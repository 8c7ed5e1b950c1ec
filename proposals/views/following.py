"""Following a proposal and stopping: on its page, in one's own list, and from an e-mail."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.limits import Pace, TooMany
from accounts.models import User
from accounts.people import signed_in
from accounts.typed import sign_in_first, signed_in_only
from processes.fetch import process_or_404
from processes.http import CityRequest
from processes.permissions import Denied
from proposals.keyset import PER_PAGE, page_at
from proposals.models import Follow, Proposal
from proposals.orders import ByFollow
from proposals.permissions import may_support
from proposals.services import follow_proposal, unfollow_proposal
from proposals.telling import follower_of
from proposals.views.reading import proposal_or_404

FOLLOWS = Pace("proposals.follow", 200, 3600)


@require_POST
def follow(request: CityRequest, process_slug: str, number: int) -> HttpResponse:
    """Follow a proposal (want=yes) or stop (want=no); saying it twice changes nothing."""
    process = process_or_404(process_slug, request.user)
    proposal = proposal_or_404(process, number, request.user)
    if not isinstance(request.user, User):
        sentence = _("Sign in to follow “%(title)s”.") % {"title": proposal.title}
        return sign_in_first(request, sentence, path=proposal.get_absolute_url())
    problem = try_follow(request.user, request, proposal)
    if request.htmx:
        proposal = proposal_or_404(process, number, request.user)
        verdict = may_support(request.user, proposal, request.now)
        context = {"process": process, "proposal": proposal, "may_support": verdict, "problem": problem}
        return render(request, "proposals/_support.html", context | {"said": not problem})
    if problem:
        messages.warning(request, problem)
    return redirect("following" if request.POST.get("in") == "list" else proposal)


def try_follow(user: User, request: CityRequest, proposal: Proposal) -> str:
    """Do what was asked; return the sentence that explains why not, or ""."""
    act = follow_proposal if request.POST.get("want") != "no" else unfollow_proposal
    try:
        act(actor=user, proposal=proposal, pace=FOLLOWS, now=request.now)
    except (Denied, TooMany) as no:
        return str(no)
    return ""


@require_safe
@never_cache
@signed_in_only
def following(request: CityRequest) -> HttpResponse:
    """Show what the person follows, the latest first."""
    mine = Follow.objects.filter(user=signed_in(request))
    page = page_at(ByFollow(mine), after=request.GET.get("after", ""), before=request.GET.get("before", ""))
    found = mine.select_related("proposal__process").in_bulk(page.wanted)
    context = {
        "follows": [found[pk] for pk in page.wanted if pk in found],
        "earlier": f"?before={page.before}" if page.before else "",
        "later": f"?after={page.after}" if page.after else "",
        "first": "?",
        "per_page": PER_PAGE,
    }
    return render(request, "proposals/following.html", context)


@never_cache
def stop(request: CityRequest, process_slug: str, number: int, token: str) -> HttpResponse:
    """Stop following from a link in an e-mail: one page with one button, without signing in."""
    process = process_or_404(process_slug, request.user)
    proposal = proposal_or_404(process, number, request.user)
    person = follower_of(token, proposal)
    if person is None:
        raise Http404
    done = request.method == "POST"
    if done:
        unfollow_proposal(actor=person, proposal=proposal, now=request.now)
    context = {"process": process, "proposal": proposal, "done": done}
    return render(request, "proposals/stop.html", context)
