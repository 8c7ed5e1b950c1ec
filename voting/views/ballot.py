"""The ballot: choose, and keep the choice on the device."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.models import User
from processes.http import CityRequest
from processes.permissions import Verdict
from voting.ballot_page import cards_of, fair_order, phrases, seed_of, tally_of
from voting.choices import in_order
from voting.device import draft_of, forget_draft, keep_draft, read_draft
from voting.forms import BallotForm
from voting.models import Project, RollEntry, Round, RoundStatus
from voting.permissions import may_vote
from voting.views.fetch import get_round

AUTOSAVE = "X-Autosave"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ballot(request: CityRequest, process_slug: str, number: int) -> HttpResponse:
    """Show the ballot; keep what is posted on the device, and go on to the check once it is a ballot."""
    round = get_round(request, process_slug, number)
    if round.status == RoundStatus.PUBLISHED:
        return redirect("voting:result", process_slug, number)
    verdict = may_vote(request.user, round, request.now)
    projects = list(round.projects.select_related("district"))
    draft = read_draft(request, round.pk)
    before = draft.choices if draft else []
    if request.method != "POST":
        return ballot_page(request, round, projects, before, verdict)
    costs = {project.number: project.cost for project in projects}
    form = BallotForm(request.POST, round=round, costs=costs)
    chosen = in_order(before, form.chosen)
    if not verdict or not isinstance(request.user, User):
        return _too_late(request, round, projects, chosen, verdict)
    autosave = AUTOSAVE in request.headers
    if autosave:
        response = HttpResponse(status=204)
    elif form.is_valid():
        response = redirect("voting:review", process_slug, number)
    else:
        response = ballot_page(request, round, projects, chosen, verdict, form=form)
    if autosave and not chosen:
        forget_draft(response, round)
    else:
        voted = last_vote(request.user, round) is not None
        keep_draft(response, request.user, draft_of(round, chosen, costs, voted=voted), request.now)
    return response


def ballot_page(
    request: CityRequest,
    round: Round,
    projects: Sequence[Project],
    chosen: Sequence[int],
    verdict: Verdict,
    *,
    form: BallotForm | None = None,
    status: int = 0,
) -> HttpResponse:
    """Render the ballot with a choice, and with what is wrong with it."""
    ordered = fair_order(projects, round, seed_of(request))
    context = {
        "round": round,
        "process": round.process,
        "verdict": verdict,
        "cards": cards_of(ordered, round, chosen),
        "tally": tally_of(projects, round, chosen),
        "phrases": phrases(round),
        "form": form,
        "entry": last_vote(request.user, round) if isinstance(request.user, User) else None,
    }
    return render(request, "voting/ballot.html", context, status=status or (422 if form else 200))


def last_vote(user: User, round: Round) -> RollEntry | None:
    """Return the person's entry in the roll if they have voted."""
    return RollEntry.objects.filter(round=round, user=user, voted_on__isnull=False).first()


def _too_late(
    request: CityRequest, round: Round, projects: Sequence[Project], chosen: Sequence[int], verdict: Verdict
) -> HttpResponse:
    if AUTOSAVE in request.headers:
        return HttpResponse(verdict.reason, status=403, content_type="text/plain; charset=utf-8")
    return ballot_page(request, round, projects, chosen, verdict, status=403)
