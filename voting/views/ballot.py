"""The ballot: choose, and keep the choice on the device."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from processes.http import CityRequest
from processes.permissions import Verdict
from voting.casting.ballot_form import BallotForm, largest
from voting.casting.ballot_page import (
    cards_of,
    fair_order,
    on_ballot,
    phrases,
    point_cards,
    seed_of,
    tally_of,
)  # fmt: skip
from voting.casting.device import draft_of, forget_draft, keep_draft, read_draft
from voting.casting.seal_page import seal_data
from voting.casting.sealing import on_platform_verdict
from voting.models import BallotType, Project, RollEntry, Round, RoundStatus
from voting.permissions import has_codes, may_fill, needs_code, roll_entry
from voting.views import counting
from voting.views.fetch import get_round

AUTOSAVE = "X-Autosave"
AGAIN, KEEP = "voting:ballot", "keep"


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ballot(request: CityRequest, process_slug: str, number: int) -> HttpResponse:
    """Show the ballot; keep what is posted on the device, and go on to the check once it is a ballot."""
    round = get_round(request, process_slug, number)
    if round.status == RoundStatus.PUBLISHED:
        return redirect("voting:result", process_slug, number)
    verdict = may_fill(request.user, round, request.now)
    projects = on_ballot(round)
    draft = read_draft(request, round.pk)
    costs = {project.number: project.cost for project in projects}
    before = draft.choices if draft else []
    if request.method != "POST":
        kept = BallotForm.of(before, draft.points if draft else (), round=round, costs=costs)
        return ballot_page(request, round, projects, kept, verdict)
    form = BallotForm(request.POST, round=round, costs=costs)
    form.chosen = form.ordered(before)
    verdict = verdict and on_platform_verdict(round)
    if not verdict:
        return _too_late(request, round, projects, form, verdict)
    autosave = AUTOSAVE in request.headers
    if autosave:
        response = HttpResponse(status=204)
    elif not form.is_valid():
        response = ballot_page(request, round, projects, form, verdict, told=True)
    else:
        response = redirect(AGAIN if KEEP in request.POST else "voting:review", process_slug, number)
    if autosave and not form.chosen:
        forget_draft(response, round)
    else:
        keep_form(request, response, form)
    return response


def keep_form(request: CityRequest, response: HttpResponse, form: BallotForm) -> None:
    """Keep what was sent on the device."""
    voted = last_vote(roll_entry(request.user, form.round)) is not None
    draft = draft_of(form.round, form.chosen, dict(form.costs), voted=voted, points=form.points)
    keep_draft(response, request.user, draft, request.now)


def ballot_page(
    request: CityRequest,
    round: Round,
    projects: Sequence[Project],
    form: BallotForm,
    verdict: Verdict,
    *,
    told: bool = False,
    status: int = 0,
) -> HttpResponse:
    """Render the ballot with a choice, and where `told` with what is wrong with it."""
    ordered = fair_order(projects, round, seed_of(request))
    ticks = round.ballot_type == BallotType.APPROVAL
    cards = cards_of(ordered, round, form.chosen) if ticks else point_cards(ordered, round, form.typed)
    entry = roll_entry(request.user, round)
    with_code = has_codes(round) and needs_code(entry)
    context = {
        "round": round,
        "process": round.process,
        "verdict": verdict,
        "cards": cards,
        "ticks": ticks,
        "ranked": round.ballot_type == BallotType.ORDINAL,
        "most_points": largest(round),
        "tally": tally_of(projects, round, form.chosen, form.points),
        "phrases": phrases(round),
        "form": form if told else None,
        "entry": last_vote(entry),
        "asks_code": bool(verdict) and with_code,
        "code_waits": with_code and request.now < round.opens_at,
        "local": bool(verdict) and round.is_verifiable,
        "seal": seal_data(round) if verdict and round.is_verifiable else {},
        **({} if verdict else counting.shown(round, request.now, counting.EVERYBODY)),
    }
    return render(request, "voting/ballot.html", context, status=status or (422 if told else 200))


def last_vote(entry: RollEntry | None) -> RollEntry | None:
    """Return somebody's entry in the roll if they have voted."""
    return entry if entry and entry.voted_on else None


def _too_late(
    request: CityRequest, round: Round, projects: Sequence[Project], form: BallotForm, verdict: Verdict
) -> HttpResponse:
    if AUTOSAVE in request.headers:
        return HttpResponse(verdict.reason, status=403, content_type="text/plain; charset=utf-8")
    return ballot_page(request, round, projects, form, verdict, status=403)
