"""Check, cast, receipt."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from accounts.limits import TooMany, check_address
from accounts.models import User
from processes.http import CityRequest
from processes.permissions import Denied, Person, local
from processes.phases import Phase
from voting.board.trackers import tracker_of
from voting.casting.ballot_form import BallotForm, posted
from voting.casting.ballot_page import given_labels, phrases, tally_of
from voting.casting.cast import AlreadyVoted, NotSealed, Receipt
from voting.casting.device import Words, forget_draft, keep_words, read_draft, read_words, tag_of
from voting.casting.seal_page import box_qr, seal_data, seal_phrases
from voting.casting.sealing import cast_ballot, cast_with_code
from voting.codes.codes import NoCode
from voting.forms import CodeForm
from voting.models import BallotType, Project, Round
from voting.permissions import may_fill, needs_code, roll_entry
from voting.views.ballot import ballot_page, keep_form, last_vote
from voting.views.fetch import get_round

CODES, CODE_SECONDS = 60, 600
"""So many codes may be tried from one address in so many seconds."""


@never_cache
@require_GET
def review(request: CityRequest, process_slug: str, number: int) -> HttpResponse:
    """Show the unfinished ballot before it is cast; without one, or with one that is none, go back to it."""
    round = get_round(request, process_slug, number)
    verdict = may_fill(request.user, round, request.now)
    if verdict.sign_in:
        return redirect_to_login(request.path)
    draft = read_draft(request, round.pk)
    if draft is None and not (verdict and round.is_verifiable):
        return redirect("voting:ballot", process_slug, number)
    projects = list(round.projects.select_related("district"))
    costs = {project.number: project.cost for project in projects}
    before = (draft.choices, draft.points) if draft else ((), ())
    form = BallotForm.of(*before, round=round, costs=costs)
    if not verdict:
        return ballot_page(request, round, projects, form, verdict, status=403)
    if not form.is_valid():
        return ballot_page(request, round, projects, form, verdict, told=True)
    return check_page(request, round, projects, form)


@sensitive_post_parameters()
@never_cache
@require_POST
def cast(request: CityRequest, process_slug: str, number: int) -> HttpResponse:
    """Seal and cast here exactly what the check showed; a refusal shows the ballot again, still ticked."""
    round = get_round(request, process_slug, number)
    projects = list(round.projects.select_related("district"))
    form = BallotForm(request.POST, round=round, costs={p.number: p.cost for p in projects})
    if not constant_time_compare(request.POST.get("voter", ""), voter_mark(request.user, round)):
        form.add_error(None, _("Someone else is signed in now. Check this ballot again before you cast it."))
    if not form.is_valid():
        return _again(request, round, projects, form)
    try:
        receipt = _seal_here(request, round, form)
    except Denied as error:
        return ballot_page(request, round, projects, form, error.verdict, status=403)
    except (NotSealed, TooMany) as error:
        return check_page(request, round, projects, form, problem=error)
    except (AlreadyVoted, NoCode) as error:
        form.add_error(None, str(error))
        return _again(request, round, projects, form)
    response = redirect("voting:receipt", process_slug, number)
    forget_draft(response, round)
    tracker = tracker_of(receipt.digest, get_language() or "en")
    words = Words(tracker, receipt.digest, receipt.cast_at.isoformat(), receipt.replaced)
    keep_words(response, request.user, round, words)
    return response


@never_cache
@require_POST
def forget(request: CityRequest, process_slug: str, number: int) -> HttpResponse:
    """Take the unfinished choice from the device after its ballot was cast, unless it has changed since."""
    round = get_round(request, process_slug, number)
    response = HttpResponse(status=204)
    draft = read_draft(request, round.pk)
    if draft and constant_time_compare(request.POST.get("draft", ""), tag_of(draft)):
        forget_draft(response, round)
    return response


@never_cache
@require_GET
def receipt(request: CityRequest, process_slug: str, number: int) -> HttpResponse:
    """Show the six words of the ballot just cast: those that the server kept on the device for ten minutes,
    or those that the script of the page finds there.
    """
    round = get_round(request, process_slug, number)
    words = read_words(request, round)
    context = {
        "round": round,
        "process": round.process,
        "words": words,
        "list": words.tracker.split() if words else [],
        "qr": box_qr(request, round, words.digest) if words else "",
        "cast_at": datetime.fromisoformat(words.cast_at) if words else None,
        "entry": last_vote(roll_entry(request.user, round)),
        "result_window": round.process.timeline.window(Phase.RESULT),
        "seal": seal_data(round),
        "phrases": seal_phrases(),
    }
    return render(request, "voting/receipt.html", context)


@never_cache
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


def check_page(
    request: CityRequest,
    round: Round,
    projects: list[Project],
    form: BallotForm,
    *,
    problem: Exception | None = None,
) -> HttpResponse:
    """Render a ballot as it will be cast. Where only the voter's device may know it, the page holds all
    projects, and a script shows the chosen ones. A code that was refused stays in its field.
    """
    chosen = form.chosen if not round.is_verifiable else [project.number for project in projects]
    draft = read_draft(request, round.pk)
    entry = roll_entry(request.user, round)
    context = {
        "round": round,
        "process": round.process,
        "tally": tally_of(projects, round, chosen, form.points),
        "given": round.ballot_type != BallotType.APPROVAL,
        "labels": given_labels(round, len(projects)) if round.is_verifiable else {},
        "posted": posted(round, form.chosen, form.points),
        "voter": voter_mark(request.user, round),
        "entry": last_vote(entry),
        "asks_code": needs_code(entry),
        "code_form": _code_form(request, problem),
        "problem": str(problem or ""),
        "seal": seal_data(round),
        "phrases": seal_phrases() | phrases(round),
        "tag": tag_of(draft) if draft else "",
        "on_check": True,
    }
    return render(request, "voting/review.html", context, status=422 if problem else 200)


def _code_form(request: CityRequest, problem: Exception | None) -> CodeForm:
    """Return the field for a code, with what was typed and why it was refused."""
    form = CodeForm(request.POST if problem else None)
    if isinstance(problem, NotSealed) and problem.place == "code" and form.is_valid():
        form.add_error("code", str(problem))
    return form


def _seal_here(request: CityRequest, round: Round, form: BallotForm) -> Receipt:
    """Seal on the platform, for somebody with an account or the owner of the code that was typed."""
    if isinstance(request.user, User) and not needs_code(roll_entry(request.user, round)):
        return cast_ballot(
            actor=request.user, round=round, choices=form.chosen, points=form.points, now=request.now
        )
    check_address(request, act="code", limit=CODES, seconds=CODE_SECONDS)
    return cast_with_code(
        round=round, code=request.POST.get("code", "")[:100], choices=form.chosen, points=form.points,
        now=request.now,
    )  # fmt: skip


def voter_mark(user: Person, round: Round) -> str:
    """Return what ties a check page to the person it was shown to."""
    return salted_hmac(f"voting.check.{round.pk}", str(user.pk), algorithm="sha256").hexdigest()


def _again(request: CityRequest, round: Round, projects: list[Project], form: BallotForm) -> HttpResponse:
    """The ballot once more, with what is wrong on top; the choice stays on the device."""
    verdict = may_fill(request.user, round, request.now)
    response = ballot_page(request, round, projects, form, verdict, told=True)
    if verdict:
        keep_form(request, response, form)
    return response
