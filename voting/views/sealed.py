"""What a voter's browser fetches to seal a ballot itself, and where it sends the sealed one."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from accounts.limits import TooMany, check_address
from accounts.models import User
from processes.http import CityRequest
from processes.permissions import Denied, local
from voting.board import board
from voting.board.trackers import word_list
from voting.casting.ballot_page import given_labels
from voting.casting.cast import AlreadyVoted, NotSealed, Overtaken, cast_sealed, most_letters
from voting.casting.seal_page import seal_data, seal_phrases
from voting.casting.spoiling import spoil_ballot
from voting.codes import codes
from voting.crypto.encoding import sha256_hex
from voting.crypto.word_lists import LANGUAGES
from voting.models import RollEntry, Round
from voting.permissions import may_vote
from voting.views.fetch import LARGEST, get_round

YEAR = 31_536_000
HEIGHT = "X-Board-Height"
SIGN_IN = "sign-in"
"""Where the page sends somebody whose session ended meanwhile."""
CASTS, SECONDS = 240, 60
"""So many ballots may come from one address in so many seconds; a library or a mobile network has one address
for many people.
"""
ANSWERS = {
    NotSealed: HTTPStatus.UNPROCESSABLE_ENTITY,
    Denied: HTTPStatus.FORBIDDEN,
    AlreadyVoted: HTTPStatus.CONFLICT,
    Overtaken: HTTPStatus.CONFLICT,
}


@cache_control(public=True, max_age=YEAR, immutable=True)
@require_safe
def election(request: CityRequest, process_slug: str, number: int, digest: str) -> HttpResponse:
    """Give the text of the election that ballots are sealed for. Its address holds its hash."""
    text = board.setup_of(_frozen_round(process_slug, number)).election.text
    if digest != sha256_hex(text):
        raise Http404
    return HttpResponse(text, content_type="application/json; charset=utf-8")


@cache_control(public=True, max_age=YEAR, immutable=True)
@require_safe
def words(request: CityRequest, process_slug: str, language: str, digest: str) -> HttpResponse:
    """Give the 2,048 words that hashes are written with in one language, as JSON."""
    text = word_list(language) if language in LANGUAGES else ""
    if not text or digest != sha256_hex(text):
        raise Http404
    return HttpResponse(text, content_type="application/json; charset=utf-8")


@never_cache
@require_POST
def my_code(request: CityRequest, process_slug: str, number: int) -> JsonResponse:
    """Give a signed-in voter the code that the platform makes for them. It is stored nowhere.

    Asking is a POST with the token against forged requests, so that no other site can have it asked for.
    """
    round = get_round(request, process_slug, number)
    verdict = may_vote(request.user, round, request.now)
    if not verdict or not isinstance(request.user, User):
        place = "" if request.user.is_authenticated else SIGN_IN
        return _refusal(verdict.reason, HTTPStatus.FORBIDDEN, place)
    try:
        entry = RollEntry.objects.get(round=round, user=request.user)
        return JsonResponse({"code": codes.account_code(round, entry)})
    except codes.NoCode:
        return _refusal(_("Your code came in a letter. Type it in."), HTTPStatus.CONFLICT)


@require_safe
def seal_check(request: CityRequest, process_slug: str, number: int) -> HttpResponse:
    """Show where anyone can check a tested ballot; the script of the page does it and sends nothing. What
    the projects are called it reads in the frozen rules, by the hash that the ballot is bound to.
    """
    round = _frozen_round(process_slug, number)
    context = {
        "round": round,
        "process": round.process,
        "seal": seal_data(round),
        "phrases": seal_phrases(),
        "labels": given_labels(round, round.projects.count()),
    }
    return render(request, "voting/seal_check.html", context)


@never_cache
@csrf_exempt
@require_POST
def receive(request: CityRequest, process_slug: str, number: int) -> JsonResponse:
    """Take a sealed ballot, and answer with its hash once it is on the board.

    This view reads no cookie, and the browser sends none: the ballot's own signature says that its maker
    holds a code of the roll, so there is nothing that a forged request could borrow.
    """
    round = _frozen_round(process_slug, number)

    def put(text: str) -> dict[str, object]:
        receipt = cast_sealed(round=round, text=text, now=request.now, since=_height(request))
        return {"digest": receipt.digest, "replaced": receipt.replaced, "cast_at": local(receipt.cast_at)}

    return _answered(request, round, put)


@never_cache
@csrf_exempt
@require_POST
def spoil(request: CityRequest, process_slug: str, number: int) -> JsonResponse:
    """Take note that a sealed ballot was opened for a test. It is signed, see `receive`."""
    round = _frozen_round(process_slug, number)

    def throw_away(text: str) -> dict[str, object]:
        return {"digest": spoil_ballot(round=round, text=text, now=request.now)}

    return _answered(request, round, throw_away)


def _answered(request: CityRequest, round: Round, act: Callable[[str], dict[str, object]]) -> JsonResponse:
    """Do something with the ballot in the body; every refusal is a sentence with a status of its own."""
    most = most_letters(round)
    if request.content_type != "application/json":
        return _refusal(_("A ballot is sent as JSON."), HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    body = request.read(most + 1)
    if len(body) > most:
        return _refusal(_("This is too large for a ballot."), HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    try:
        check_address(request, act="cast", limit=CASTS, seconds=SECONDS)
        return JsonResponse(act(body.decode(errors="replace")))  # what is no UTF-8 is no canonical JSON
    except TooMany as no:
        answer = _refusal(str(no), HTTPStatus.TOO_MANY_REQUESTS)
        answer["Retry-After"] = str(no.seconds_left)
        return answer
    except (NotSealed, Denied, AlreadyVoted, Overtaken) as no:
        return _refusal(str(no), ANSWERS[type(no)], getattr(no, "place", ""))


def _refusal(sentence: str, status: HTTPStatus, place: str = "") -> JsonResponse:
    return JsonResponse({"sentence": sentence, "place": place}, status=status)


def _height(request: CityRequest) -> int | None:
    text = request.headers.get(HEIGHT, "")
    return int(text) if text.isdecimal() and len(text) <= 9 else None


def _frozen_round(process_slug: str, number: int) -> Round:
    """Return a round that has a board, without looking at who asks. Raises Http404."""
    rounds = Round.objects.exclude(rules_hash="").filter(source_hash="", process__published=True)
    found = rounds.filter(process__slug=process_slug, number=min(number, LARGEST)).select_related("process")
    round = found.first()
    if round is None:
        raise Http404
    return round
