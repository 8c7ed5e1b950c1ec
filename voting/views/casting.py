"""Check, cast, receipt."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from accounts.models import User
from processes.http import CityRequest
from processes.permissions import Denied, local
from processes.phases import Phase
from voting.ballot_form import BallotForm, posted
from voting.ballot_page import tally_of
from voting.casting import AlreadyVoted
from voting.codes import NoCode
from voting.device import Words, forget_draft, keep_words, read_draft, read_words
from voting.models import BallotType, Project, Round
from voting.permissions import may_vote
from voting.sealing import cast_ballot
from voting.trackers import tracker_of
from voting.views.ballot import ballot_page, keep_form, last_vote
from voting.views.fetch import get_round


@never_cache
@login_required
@require_GET
def review(request: CityRequest, process_slug: str, number: int) -> HttpResponse:
    """Show the unfinished ballot before it is cast; without one, or with one that is none, go back to it."""
    round = get_round(request, process_slug, number)
    draft = read_draft(request, round.pk)
    if draft is None:
        return redirect("voting:ballot", process_slug, number)
    projects = list(round.projects.select_related("district"))
    costs = {project.number: project.cost for project in projects}
    form = BallotForm.of(draft.choices, draft.points, round=round, costs=costs)
    verdict = may_vote(request.user, round, request.now)
    if not verdict:
        return ballot_page(request, round, projects, form, verdict, status=403)
    if not form.is_valid():
        return ballot_page(request, round, projects, form, verdict, told=True)
    assert isinstance(request.user, User)
    context = {
        "round": round,
        "process": round.process,
        "tally": tally_of(projects, round, form.chosen, form.points),
        "given": round.ballot_type != BallotType.APPROVAL,
        "posted": posted(round, form.chosen, form.points),
        "voter": voter_mark(request.user, round),
        "entry": last_vote(request.user, round),
        "on_check": True,
    }
    return render(request, "voting/review.html", context)


@never_cache
@login_required
@require_POST
def cast(request: CityRequest, process_slug: str, number: int) -> HttpResponse:
    """Cast exactly what the check showed; a refusal shows the ballot again with everything still ticked."""
    round = get_round(request, process_slug, number)
    assert isinstance(request.user, User)
    projects = list(round.projects.select_related("district"))
    form = BallotForm(request.POST, round=round, costs={p.number: p.cost for p in projects})
    if not constant_time_compare(request.POST.get("voter", ""), voter_mark(request.user, round)):
        form.add_error(None, _("Somebody else is signed in now. Check this ballot again before you cast it."))
    if not form.is_valid():
        return _again(request, round, projects, form)
    try:
        receipt = cast_ballot(
            actor=request.user, round=round, choices=form.chosen, points=form.points, now=request.now
        )
    except Denied as error:
        return ballot_page(request, round, projects, form, error.verdict, status=403)
    except (AlreadyVoted, NoCode) as error:
        form.add_error(None, str(error))
        return _again(request, round, projects, form)
    response = redirect("voting:receipt", process_slug, number)
    forget_draft(response, round)
    words = Words(
        tracker_of(receipt.digest, get_language() or "en"), receipt.cast_at.isoformat(), receipt.replaced
    )
    keep_words(response, request.user, round, words)
    return response


@never_cache
@login_required
@require_GET
def receipt(request: CityRequest, process_slug: str, number: int) -> HttpResponse:
    """Show the six words of the ballot just cast. Ten minutes later, or on another device, only that one
    was.
    """
    round = get_round(request, process_slug, number)
    words = read_words(request, round)
    assert isinstance(request.user, User)
    entry = last_vote(request.user, round)
    if not words and not entry:
        return redirect("voting:ballot", process_slug, number)
    context = {
        "round": round,
        "process": round.process,
        "words": words,
        "list": words.tracker.split() if words else [],
        "cast_at": datetime.fromisoformat(words.cast_at) if words else None,
        "entry": entry,
        "result_window": round.process.timeline.window(Phase.RESULT),
    }
    return render(request, "voting/receipt.html", context)


@never_cache
@login_required
@require_GET
def receipt_text(request: CityRequest, process_slug: str, number: int) -> HttpResponse:
    """Give the receipt as a text file to keep."""
    round = get_round(request, process_slug, number)
    words = read_words(request, round)
    if not words:
        return redirect("voting:receipt", process_slug, number)
    lines = [
        _("Receipt: %(round)s") % {"round": round.title},
        _("Cast on %(date)s") % {"date": local(datetime.fromisoformat(words.cast_at))},
        "",
        *(f"{place}. {word}" for place, word in enumerate(words.tracker.split(), 1)),
        "",
        _("These words show that you voted. They cannot show how."),
        request.build_absolute_uri(reverse("voting:box", args=[process_slug, number])),
        "",
    ]
    response = HttpResponse("\r\n".join(lines), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="receipt-{round.process.slug}.txt"'
    return response


def voter_mark(user: User, round: Round) -> str:
    """Return what ties a check page to the person it was shown to."""
    return salted_hmac(f"voting.check.{round.pk}", str(user.pk), algorithm="sha256").hexdigest()


def _again(request: CityRequest, round: Round, projects: list[Project], form: BallotForm) -> HttpResponse:
    """The ballot once more, with what is wrong on top; the choice stays on the device."""
    assert isinstance(request.user, User)
    verdict = may_vote(request.user, round, request.now)
    response = ballot_page(request, round, projects, form, verdict, told=True)
    if verdict:
        keep_form(request, response, form)
    return response
