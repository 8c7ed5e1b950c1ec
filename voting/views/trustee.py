"""A trustee's own page, reached by the personal link. The server sees what the device posts, and never the
sheet.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from processes.http import CityRequest
from processes.permissions import Denied, local
from voting.crypto.word_lists import words_of
from voting.fingerprints import fingerprint_of
from voting.models import Round, RoundStatus, Trustee
from voting.rounds.state import RoundError
from voting.trustees.ceremony_words import (
    NotTaken,
    post_certificate,
    post_confirmation,
    post_contribution,
    post_trial,
    report_share,
)
from voting.trustees.handing_in import OPENING, SHUFFLE, hand_in
from voting.trustees.lines import lines_of
from voting.trustees.links import enter, leave, trustee_here
from voting.trustees.opening_turns import post_promise, promise_in
from voting.trustees.page import closed_box, key_of_box, words_for
from voting.trustees.steps import COMPARING, ON_DEVICE, STEPS, step_of
from voting.trustees.turns import LONG_LEASE, give_turn_back, largest, take_turn
from voting.views.fetch import any_round

Said = Mapping[str, str]
COUNTED_FROM = frozenset({RoundStatus.COUNTING, RoundStatus.COUNTED, RoundStatus.PUBLISHED})


@never_cache
@require_safe
def trustee(request: CityRequest, process_slug: str, number: int) -> HttpResponse:
    """Show a trustee the next step; somebody without a link, how to get in."""
    round = any_round(process_slug, number)
    held = trustee_here(request, round)
    if held is None:
        return render(request, "voting/trustee_enter.html", {"round": round, "process": round.process})
    return render(request, "voting/trustee.html", _context(request, held))


@never_cache
@require_safe
def step(request: CityRequest, process_slug: str, number: int) -> HttpResponse:
    """The step alone, which the page fetches while it waits; 204 where nothing has changed."""
    held = _held(request, process_slug, number)
    context = _context(request, held)
    if request.GET.get("mark") == context["step"].mark:
        return HttpResponse(status=204)
    return render(request, "voting/_trustee_step.html", context)


@never_cache
@require_safe
def words(request: CityRequest, process_slug: str, number: int) -> JsonResponse:
    """What the trustee's device needs for the next step."""
    return JsonResponse(words_for(_held(request, process_slug, number)))


@require_safe
def word_list(request: CityRequest, process_slug: str, number: int) -> JsonResponse:
    """The words that fingerprints are written with, in the reader's language."""
    return JsonResponse(list(words_of(get_language() or "en")), safe=False)


@never_cache
@require_safe
def share(request: CityRequest, process_slug: str, number: int) -> HttpResponse:
    """The trustee's part of the key as a file, sealed to the sheet: for the program on one's own machine."""
    held = _held(request, process_slug, number)
    if not held.share:
        raise Http404
    response = HttpResponse(held.share, content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="share-{held.number}.json"'
    return response


@sensitive_post_parameters("secret")
@require_POST
def come_in(request: CityRequest, process_slug: str, number: int) -> HttpResponse:
    """Let somebody in whose link names a trustee of this round."""
    round = any_round(process_slug, number)
    held = enter(request, round, request.POST.get("secret", ""))
    if held is None:
        text = _("This link no longer works. Use the one in your newest e-mail, or ask the city.")
        messages.error(request, text)
    elif held.opened_at is None:
        Trustee.objects.filter(pk=held.pk).update(opened_at=request.now)
    return redirect("voting:trustee", process_slug, number)


@require_POST
def go_out(request: CityRequest, process_slug: str, number: int) -> HttpResponse:
    """Close the trustee's page in this browser."""
    leave(request, any_round(process_slug, number))
    return redirect("voting:trustee", process_slug, number)


@require_POST
def say(request: CityRequest, process_slug: str, number: int, word: str) -> JsonResponse:
    """Take one word of a trustee's device; 202 says that it is still being checked. What is refused comes
    back as a sentence and its place.
    """
    if word not in WORDS:
        raise Http404
    held = _held(request, process_slug, number)
    try:
        taken = WORDS[word](held, _said(request, held.ceremony.round), request.now)
    except NotTaken as error:
        return JsonResponse({"place": error.place, "sentence": str(error)}, status=422)
    except (Denied, RoundError) as error:
        return JsonResponse({"place": "", "sentence": str(error)}, status=409)
    return JsonResponse({}, status=202 if taken is False else 200)


@require_POST
def reserve(request: CityRequest, process_slug: str, number: int) -> HttpResponse:
    """Keep the box for a trustee who shuffles with the program, which takes longer than a browser's turn."""
    try:
        until = take_turn(trustee=_held(request, process_slug, number), now=request.now, lease=LONG_LEASE)
    except Denied as error:
        messages.error(request, str(error))
    else:
        text = _("The box is reserved for you until %(until)s. Upload the file before then.")
        messages.success(request, text % {"until": local(until)})
    return redirect("voting:trustee", process_slug, number)


@require_POST
def upload(request: CityRequest, process_slug: str, number: int) -> HttpResponse:
    """Take a file that the program wrote on the trustee's own machine: a shuffle, or an opening."""
    held = _held(request, process_slug, number)
    round = held.ceremony.round
    try:
        said = _said(request, round)
        text = said.get("text", "").strip()
        if not text.startswith("{"):
            raise NotTaken("file", _("This is not a trustee's file. Nothing was stored."))
        word = SHUFFLE if text.startswith('{"shuffle"') else OPENING
        if word == OPENING:
            post_promise(trustee=held, text=promise_in(round, text), now=request.now)
        taken = hand_in(trustee=held, word=word, text=text, now=request.now)
    except (NotTaken, Denied, RoundError) as error:
        messages.error(request, str(error))
    else:
        text = (
            _("Your file has been checked and accepted.")
            if taken
            else _("Your file is here and is being checked.")
        )
        messages.success(request, text)
    return redirect("voting:trustee", process_slug, number)


WORDS: Mapping[str, Callable[[Trustee, Said, datetime], object]] = {
    "certificate": lambda who, said, now: post_certificate(
        trustee=who, attempt=_count(said, "attempt"), text=said.get("text", ""), now=now
    ),
    "contribution": lambda who, said, now: post_contribution(
        trustee=who, attempt=_count(said, "attempt"), text=said.get("text", ""), now=now
    ),
    "confirmation": lambda who, said, now: post_confirmation(
        trustee=who, attempt=_count(said, "attempt"), key=said.get("key", ""), share=said.get("share", ""),
        now=now,
    ),
    "trial": lambda who, said, now: post_trial(
        trustee=who, attempt=_count(said, "attempt"), text=said.get("text", ""), now=now
    ),
    "complaint": lambda who, said, now: report_share(
        trustee=who, attempt=_count(said, "attempt"), culprit=_count(said, "culprit"), now=now
    ),
    "turn": lambda who, _said, now: take_turn(trustee=who, now=now),
    "give-back": lambda who, _said, now: give_turn_back(trustee=who, now=now),
    "shuffle": lambda who, said, now: hand_in(
        trustee=who, word=SHUFFLE, text=said.get("text", ""), now=now
    ),
    "promise": lambda who, said, now: post_promise(trustee=who, text=said.get("text", ""), now=now),
    "opening": lambda who, said, now: hand_in(
        trustee=who, word=OPENING, text=said.get("text", ""), now=now
    ),
}  # fmt: skip


def _held(request: HttpRequest, process_slug: str, number: int) -> Trustee:
    held = trustee_here(request, any_round(process_slug, number))
    if held is None:
        raise Http404
    return held


def _said(request: HttpRequest, round: Round) -> dict[str, str]:
    """Return the fields of a form, with files as their text. Raises NotTaken for what is too large."""
    said = {name: str(value) for name, value in request.POST.items()}
    for name, file in request.FILES.items():
        assert isinstance(file, UploadedFile)
        if (file.size or 0) > largest(round):
            raise NotTaken("file", _("This file is larger than one of this vote can be. Nothing was stored."))
        try:
            said[name] = file.read().decode()
        except UnicodeDecodeError as error:
            raise NotTaken("file", _("This is not a trustee's file. Nothing was stored.")) from error
    return said


def _count(said: Said, name: str) -> int:
    text = said.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 0


def _context(request: CityRequest, held: Trustee) -> dict[str, Any]:
    ceremony = held.ceremony
    return {
        "round": ceremony.round, "process": ceremony.round.process, "trustee": held, "ceremony": ceremony,
        "step": step_of(held, request.now), "lines": lines_of(ceremony, request.now), "steps": len(STEPS),
        "device_tasks": ON_DEVICE, "compare_tasks": COMPARING,
        "mine": fingerprint_of(held.certificate), "key": key_of_box(ceremony.round),
        "closed": closed_box(ceremony.round) if ceremony.round.status in COUNTED_FROM else None,
    }  # fmt: skip
