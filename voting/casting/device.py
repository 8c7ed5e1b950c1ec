"""What is kept on the voter's own device and nowhere else: an unfinished choice, and the words of a receipt.

Both live in signed cookies that only their owner's account can read, or any visitor without one where a
visitor kept them. The server stores neither. What is sealed waits in the browser's own store instead, and so
does every choice in a round whose ballots only the voter's device may seal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.crypto import salted_hmac

from accounts.models import User
from processes.permissions import Person
from voting.casting.phrases import limits_of
from voting.crypto.encoding import dumps
from voting.models import Round

DRAFT, RECEIPT = "ballot-", "receipt-"
LARGEST = 3_600  # browsers keep 4,096 bytes with name and attributes
RECEIPT_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Draft:
    """An unfinished choice with what the bar on every page says about it, so that the bar needs no query.

    `choices` are project numbers in the order chosen, `points` what each gets where the ballot gives points,
    of `total` in all; `costs` what they cost (empty where a cookie cannot hold them all), `spent` their sum;
    amounts are minor units. `closes` is in seconds since 1970.
    """

    round: int
    slug: str
    number: int
    title: str
    currency: str
    closes: int
    most: int | None
    limit: int | None
    voted: bool
    choices: list[int]
    costs: list[int]
    spent: int
    kind: str
    points: list[int]
    total: int | None


@dataclass(frozen=True, slots=True)
class Words:
    """The tracker of a ballot that was just cast, its hash, when, and whether it replaced another."""

    tracker: str
    digest: str
    cast_at: str
    replaced: bool


def draft_of(
    round: Round, choices: Sequence[int], costs: dict[int, int], *, voted: bool, points: Sequence[int] = ()
) -> Draft:
    """Return the draft of a choice; numbers that are no project of the round are left out."""
    known = [number for number in choices if number in costs]
    return Draft(
        round=round.pk,
        slug=round.process.slug,
        number=round.number,
        title=round.title,
        currency=round.process.currency,
        closes=int(round.closes_at.timestamp()),
        most=round.max_projects,
        limit=round.spending_limit,
        voted=voted,
        choices=known,
        costs=[costs[number] for number in known],
        spent=sum(costs[number] for number in known),
        kind=round.ballot_type,
        points=list(points),
        total=limits_of(round).points,
    )


def keep_draft(response: HttpResponse, user: Person, draft: Draft, now: datetime) -> None:
    """Keep an unfinished choice on the device until the round closes."""
    value = _sign(asdict(draft), _draft_salt(user))
    if len(value) > LARGEST:
        value = _sign(asdict(replace(draft, costs=[])), _draft_salt(user))
    left = max(0, draft.closes - int(now.timestamp()))
    _set(response, f"{DRAFT}{draft.round}", value, "/", left)


def read_draft(request: HttpRequest, round_id: int) -> Draft | None:
    """Return what the person left unfinished on this device; None if nothing, or if it is another
    person's.
    """
    data = _read(request.COOKIES.get(f"{DRAFT}{round_id}", ""), _draft_salt(request.user))
    try:
        draft = Draft(**data) if data else None
    except TypeError:  # written by an older version
        return None
    return draft if draft and draft.round == round_id else None


def unfinished(request: HttpRequest, now: datetime) -> Draft | None:
    """Return the open draft on this device that closes first."""
    ids = (name.removeprefix(DRAFT) for name in request.COOKIES if name.startswith(DRAFT))
    drafts = (read_draft(request, int(pk)) for pk in ids if pk.isdecimal() and len(pk) < 19)
    running = [draft for draft in drafts if draft and draft.closes > now.timestamp()]
    return min(running, key=lambda draft: draft.closes, default=None)


def tag_of(draft: Draft) -> str:
    """Return a mark of what is chosen, which does not give it away: is it still the same later?"""
    chosen = dumps([draft.round, draft.choices, draft.points])
    return salted_hmac("voting.draft.tag", chosen, algorithm="sha256").hexdigest()[:32]


def mark_of(user: Person) -> str:
    """Return what the browser files things under for a person, so that the next one finds none of them."""
    if not isinstance(user, User):
        return ""
    return salted_hmac("voting.device", str(user.pk), algorithm="sha256").hexdigest()[:32]


def forget_draft(response: HttpResponse, round: Round) -> None:
    """Take the unfinished choice from the device."""
    response.delete_cookie(f"{DRAFT}{round.pk}", path="/", samesite="Lax")


def keep_words(response: HttpResponse, user: Person, round: Round, words: Words) -> None:
    """Keep the words of a receipt for ten minutes, for the pages of the receipt only."""
    value = _sign(asdict(words), _receipt_salt(user, round))
    _set(response, f"{RECEIPT}{round.pk}", value, _receipt_path(round), RECEIPT_SECONDS)


def read_words(request: HttpRequest, round: Round) -> Words | None:
    """Return the words of the ballot that was just cast; None if none was, or not by this person."""
    value = request.COOKIES.get(f"{RECEIPT}{round.pk}", "")
    data = _read(value, _receipt_salt(request.user, round), RECEIPT_SECONDS)
    try:
        return Words(**data) if data else None
    except TypeError:  # written by an older version
        return None


def forget_all(request: HttpRequest, response: HttpResponse) -> None:
    """Take every unfinished choice from the device: somebody else may use it next."""
    for name in request.COOKIES:
        if name.startswith(DRAFT):
            response.delete_cookie(name, path="/", samesite="Lax")


def _draft_salt(user: Person) -> str:
    return f"voting.draft.{user.pk}"


def _receipt_salt(user: Person, round: Round) -> str:
    return f"voting.receipt.{round.pk}.{user.pk}"


def _receipt_path(round: Round) -> str:
    return reverse("voting:receipt", args=[round.process.slug, round.number])


def _sign(data: dict[str, object], salt: str) -> str:
    return signing.dumps(data, salt=salt, compress=True)


def _read(value: str, salt: str, seconds: int | None = None) -> dict[str, Any]:
    try:
        data = signing.loads(value, salt=salt, max_age=seconds) if value else {}
    except signing.BadSignature:
        return {}
    return data if isinstance(data, dict) else {}


def _set(response: HttpResponse, name: str, value: str, path: str, seconds: int) -> None:
    response.set_cookie(
        name, value, max_age=seconds, path=path, httponly=True, samesite="Lax", secure=settings.HTTPS
    )
