"""Casting: from choices to a ballot in the box, once per person, replaced as often as they like until the
close.

The log says that a ballot was cast and never by whom: who voted stands in the roll (a day, not a time), what
was chosen stands in the box, and nothing joins the two.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Role
from audit.services import record
from processes.permissions import require
from voting import box, trackers
from voting.box import Choice, Slip
from voting.choices import Limits, Problem, problems
from voting.models import Channel, RollEntry, Round
from voting.permissions import may_vote, state_verdict
from voting.phrases import limits_of, problem_text
from voting.rounds import locked

BATCH = 2_000


class BallotError(ValueError):
    """The choices are no ballot; `problems` says why and the text says it in sentences."""

    def __init__(self, round: Round, found: Sequence[Problem]) -> None:
        self.problems = tuple(found)
        super().__init__(" ".join(problem_text(problem, round) for problem in found))


class AlreadyVoted(Exception):
    """A person's ballot was cast at the same moment, or cannot be found to be replaced."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the voter gets: six words, whether an earlier ballot was replaced, and when."""

    tracker: str
    replaced: bool
    cast_at: datetime


@dataclass(frozen=True, slots=True)
class Cast:
    """One ballot of a batch: who, what, and on which day."""

    entry: RollEntry
    choices: Sequence[int]
    day: date
    points: Sequence[int] = ()


@transaction.atomic
def cast_ballot(
    *, actor: User, round: Round, choices: Sequence[int], points: Sequence[int] = (), now: datetime
) -> Receipt:
    """Cast the ballot of `actor`, or replace the one cast before: project numbers in the order chosen, and
    beside them what each gets where the ballot gives points.

    Raises Denied with the reason, BallotError for choices that are no ballot, AlreadyVoted.
    """
    held = locked(round)
    require(may_vote(actor, held, now))
    entry = RollEntry.objects.select_for_update().get(round=held, user=actor)
    return _cast(held, entry, choices, points, channel=Channel.WEB, now=now)


@transaction.atomic
def cast_for_entry(
    *,
    round: Round,
    entry: RollEntry,
    choices: Sequence[int],
    points: Sequence[int] = (),
    channel: str,
    now: datetime,
) -> Receipt:
    """Cast for somebody on the roll without asking who they are: paper, imports, invented cities.

    Raises Denied unless the round is open, BallotError, AlreadyVoted.
    """
    held = locked(round)
    require(state_verdict(held, now))
    entry = RollEntry.objects.select_for_update().get(round=held, pk=entry.pk)
    return _cast(held, entry, choices, points, channel=channel, now=now)


@transaction.atomic
def cast_many(*, round: Round, casts: Iterable[Cast], channel: str, now: datetime) -> int:
    """Cast first ballots for many people on the roll, with one entry in the log; return how many.

    Raises Denied unless the round is open, BallotError, and AlreadyVoted if somebody has voted.
    """
    held = locked(round)
    require(state_verdict(held, now))
    rules = ballot_rules(held)
    batch = list(casts)
    if any(cast.entry.voted_on or cast.entry.round_id != held.pk for cast in batch):
        raise AlreadyVoted(_("Somebody in this batch has voted or is on another roll. Nothing was cast."))
    for cast in batch:
        check(held, cast.choices, rules, cast.points)
    language = get_language() or "en"
    slips = (_slip(held, cast.entry, cast.choices, cast.points, language) for cast in batch)
    try:
        with transaction.atomic():
            box.put_many(round=held, slips=slips)
    except IntegrityError as error:
        raise AlreadyVoted(_("Somebody in this batch has voted. Nothing was cast.")) from error
    _tick_off(batch, channel)
    Round.objects.filter(pk=held.pk).update(ballot_count=held.ballot_count + len(batch))
    _log(held, "voting.ballots_cast", {"round": held.title, "ballots": len(batch)}, now, role="")
    return len(batch)


def ballot_rules(round: Round) -> tuple[Mapping[int, int], Limits]:
    """Return the cost of each project by number, and the limits of one ballot (one query)."""
    return dict(round.projects.values_list("number", "cost")), limits_of(round)


def check(
    round: Round,
    choices: Sequence[int],
    rules: tuple[Mapping[int, int], Limits],
    points: Sequence[int] = (),
) -> None:
    """Raise BallotError where `choices` with `points` are no ballot of the round."""
    found = problems(choices, *rules, points)
    if found:
        raise BallotError(round, found)


def _cast(
    round: Round,
    entry: RollEntry,
    choices: Sequence[int],
    points: Sequence[int],
    *,
    channel: str,
    now: datetime,
) -> Receipt:
    check(round, choices, ballot_rules(round), points)
    slip = _slip(round, entry, choices, points, get_language() or "en")
    replaced = box.replace(round=round, slip=slip)
    if not replaced:
        _put_first(round, entry, slip)
    RollEntry.objects.filter(pk=entry.pk).update(voted_on=localdate(now), channel=channel)
    if not replaced:
        Round.objects.filter(pk=round.pk).update(ballot_count=round.ballot_count + 1)
    action = "voting.ballot_replaced" if replaced else "voting.ballot_cast"
    _log(round, action, {"round": round.title}, now, role=Role.RESIDENT)
    return Receipt(slip.tracker or "", replaced, now)


def _put_first(round: Round, entry: RollEntry, slip: Slip) -> None:
    """Put the first ballot of a voter. The roll and the box must agree that it is the first."""
    if entry.voted_on:
        raise AlreadyVoted(_("Your earlier ballot counts. It cannot be replaced now. Please tell the city."))
    try:
        with transaction.atomic():
            box.put(round=round, slip=slip)
    except IntegrityError as error:
        raise AlreadyVoted(_("Your ballot was cast a moment ago from another window.")) from error


def _slip(
    round: Round, entry: RollEntry, choices: Sequence[int], points: Sequence[int], language: str
) -> Slip:
    given = points or (None,) * len(choices)
    chosen = tuple(Choice(number, some) for number, some in zip(choices, given, strict=True))
    return Slip(chosen, box.voter_key(round, entry), trackers.draw(language))


def _tick_off(batch: Sequence[Cast], channel: str) -> None:
    by_day: dict[date, list[int]] = {}
    for cast in batch:
        by_day.setdefault(cast.day, []).append(cast.entry.pk)
    for day, entries in by_day.items():
        for start in range(0, len(entries), BATCH):
            part = entries[start : start + BATCH]
            RollEntry.objects.filter(pk__in=part).update(voted_on=day, channel=channel)


def _log(round: Round, action: str, data: Mapping[str, str | int], now: datetime, role: str) -> None:
    chain = round.process.chain
    record(action=action, chain=chain, actor=None, role=role, target=round, data=dict(data), at=now)
