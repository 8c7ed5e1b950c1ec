"""Offices tick off those who vote on paper, on the same roll that the sealed box ticks off.

One person has one line, and one line is ticked once: the lock of the line decides who comes first. Nothing
here knows what anybody voted, and no paper ballot is tied to a tick.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import models, transaction
from django.db.models import Count, QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import limits
from accounts.models import User
from processes.models import Process
from processes.permissions import require
from processes.phases import Act
from voting.models import Channel, PaperBallot, RollEntry, Round
from voting.permissions import key_verdict, may_manage, may_tick_off, state_verdict
from voting.rounds.state import RoundError, locked, log

SEARCHES, SEARCH_SECONDS = 60, 600
LONGEST_OFFICE = 120


class Undo(models.TextChoices):
    """Why a tick may be taken back."""

    WRONG_PERSON = "wrong_person", gettext_lazy("It was another person")
    NO_BALLOT = "no_ballot", gettext_lazy("The person gave the paper ballot back and did not vote")


def find_person(
    *,
    actor: User,
    round: Round,
    roll_number: str = "",
    name: str = "",
    born: date | None = None,
    now: datetime,
) -> RollEntry:
    """Return the line of the roll with exactly this number, or with this name and date of birth.

    Raises Denied, TooMany for somebody who searches all the time, and RoundError with what to do where no
    line or more than one is found.
    """
    require(may_tick_off(actor, round, now))
    limits.check(actor=actor, act="voting.roll_search", limit=SEARCHES, seconds=SEARCH_SECONDS)
    roll = RollEntry.objects.filter(round=round)
    if roll_number:
        found = list(roll.filter(roll_number=roll_number.strip()))
    else:
        found = list(roll.filter(name__iexact=" ".join(name.split()), birth_date=born)[:2]) if born else []
    if len(found) > 1:
        raise RoundError(
            _("Two people on the roll have this name and date of birth. Ask for the roll number.")
        )
    if not found:
        raise RoundError(_("Nobody found. Check each letter and digit: only an exact match is shown."))
    return found[0]


@transaction.atomic
def tick_off(*, actor: User, round: Round, entry: RollEntry, office: str, now: datetime) -> RollEntry:
    """Note that somebody gets a ballot on paper, in which office and on which day; return the line.

    Raises Denied while the round is not open, and RoundError for somebody who has voted.
    """
    held = locked(round)
    require(may_tick_off(actor, held, now))
    line = RollEntry.objects.select_for_update(no_key=True).get(pk=entry.pk, round=held)
    if line.channel:
        raise RoundError(voted_text(line))
    line.channel, line.voted_on, line.office = Channel.PAPER, localdate(now), office_name(office)
    line.save(update_fields=["channel", "voted_on", "office"])
    log(actor, "voting.ticked_off", held, {"round": held.title, "office": line.office}, now, act=Act.TICK_OFF)
    return line


@transaction.atomic
def undo_tick(
    *, actor: User, round: Round, entry: RollEntry, office: str, reason: str, now: datetime
) -> RollEntry:
    """Take a tick back: on the same day, in the same office, before any of its paper ballots is keyed.

    Raises Denied, and RoundError where it is too late or another office ticked.
    """
    held = locked(round)
    verdict = state_verdict(held, now) or key_verdict(held, now)
    require(verdict and may_manage(actor, held))
    line = RollEntry.objects.select_for_update(no_key=True).get(pk=entry.pk, round=held)
    if line.channel != Channel.PAPER or line.office != office_name(office) or line.voted_on != localdate(now):
        raise RoundError(_("A tick can be taken back on the same day only, by the office that made it."))
    if PaperBallot.objects.filter(round=held, office=line.office).exists():
        raise RoundError(
            _("The paper ballots of this office are being keyed. Explain the difference instead.")
        )
    line.channel, line.voted_on, line.office = "", None, ""
    line.save(update_fields=["channel", "voted_on", "office"])
    data = {"round": held.title, "office": office_name(office), "reason": Undo(reason).value}
    log(actor, "voting.tick_undone", held, data, now, act=Act.TICK_OFF)
    return line


def voted_text(line: RollEntry) -> str:
    """Say that somebody has voted and how, and what they can still do."""
    day = {"day": date_format(line.voted_on, "DATE_FORMAT"), "office": line.office} if line.voted_on else {}
    if line.channel == Channel.PAPER:
        return _("This person voted on paper on %(day)s (%(office)s) and cannot vote again.") % day
    return _(
        "This person voted online on %(day)s. They can vote online again until the close, and the newest "
        "ballot counts. A paper ballot is no longer possible: nobody can take a sealed ballot out of the "
        "box, so it would be a second vote."
    ) % day  # fmt: skip


def office_name(text: str) -> str:
    """Return the name of an office with single spaces. Raises RoundError where there is none."""
    name = " ".join(text.split())[:LONGEST_OFFICE].strip()
    if not name:
        raise RoundError(_("Write the name of your office."))
    return name


def offices(process: Process) -> list[str]:
    """Return the offices that have ticked somebody off in any vote of a process, by name."""
    ticked = RollEntry.objects.filter(round__process=process, channel=Channel.PAPER)
    return sorted(ticked.order_by().values_list("office", flat=True).distinct(), key=str.casefold)


def on_paper(round: Round) -> QuerySet[RollEntry]:
    """Return the lines of those who voted on paper."""
    return RollEntry.objects.filter(round=round, channel=Channel.PAPER)


def voted_online(round: Round) -> int:
    """Return how many people are ticked off for a sealed ballot."""
    voted = RollEntry.objects.filter(round=round, voted_on__isnull=False)
    return voted.exclude(channel=Channel.PAPER).count()


def days_of(round: Round, office: str) -> Sequence[tuple[date, int]]:
    """Return how many people an office ticked off on each day."""
    found = on_paper(round).filter(office=office).order_by("voted_on")
    return list(found.values_list("voted_on").annotate(people=Count("pk")))
