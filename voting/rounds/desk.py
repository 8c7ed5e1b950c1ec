"""The staff's view of a round: where it stands, ballots per day, and how long it takes yet."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from processes.permissions import phase_verdict
from processes.phases import Act
from ui.charts import Column, ColumnChart
from voting.casting.phrases import count_text
from voting.models import RollEntry, Round, RoundStatus
from voting.paper.reconciling import OfficeLine, crowd_problem, office_lines, problem_of
from voting.paper.ticking import on_paper, voted_online
from voting.rounds.checklist import may_freeze
from voting.rounds.reason import Reason

MOST_DAYS = 62
KEYING = "../paper/keying"


def checklist(round: Round, now: datetime) -> list[Reason]:
    """Return what must be in order before the next act."""
    if round.status == RoundStatus.DRAFT:
        return may_freeze(round, now)
    if round.status != RoundStatus.FROZEN:
        return []
    voted = voted_online(round)
    closed = now >= round.closes_at
    return [
        Reason(closed, _voting(round, now)),
        *_begin(round, now, closed=closed),
        Reason(
            round.ballot_count == voted,
            _("Ballots in the box: %(ballots)s. People who have voted online: %(voted)s.")
            % {"ballots": count_text(round.ballot_count), "voted": count_text(voted)},
        ),
        *paper_reasons(round, closed=closed),
    ]


def _voting(round: Round, now: datetime) -> str:
    if now < round.opens_at:
        return _("Voting has not begun. The box stays shut until it closes.")
    return _("Voting is still open. The box stays shut.") if now < round.closes_at else _("Voting is closed.")


def _begin(round: Round, now: datetime, *, closed: bool) -> list[Reason]:
    """Say when counting may begin, where that is later than the close."""
    verdict = phase_verdict(Act.COUNT, round.process, now)
    return [Reason(False, verdict.reason)] if closed and not verdict else []


def paper_reasons(round: Round, *, closed: bool) -> list[Reason]:
    """Return for each office whether its paper ballots are ready to be counted."""
    lines = office_lines(round)
    if not closed:
        return [Reason(False, _("Paper ballots are keyed twice after voting has closed."))] if lines else []
    found = [
        Reason(line.agrees, _agreement(line) if line.agrees else problem_of(line), where=KEYING)
        for line in lines
    ]
    crowd = crowd_problem(round) if lines else ""
    return [*found, Reason(False, crowd)] if crowd else found


def _agreement(line: OfficeLine) -> str:
    numbers = {"office": line.office, "n": count_text(line.ballots), "reason": line.reason}
    if line.reason:
        return (
            _("%(office)s: paper ballots keyed twice: %(n)s. The difference is explained: %(reason)s")
            % numbers
        )
    return _("%(office)s: paper ballots keyed twice: %(n)s, as many as people ticked off.") % numbers


def ballots_per_day(round: Round, today: date) -> ColumnChart:
    """Return how many people voted on each day, from the roll and never from the ballots."""
    counted = dict(
        RollEntry.objects.filter(round=round, voted_on__isnull=False)
        .values_list("voted_on")
        .annotate(people=Count("pk"))
    )
    first = localdate(round.opens_at)
    last = localdate(round.closes_at - timedelta(seconds=1))
    length = min((last - first).days + 1, MOST_DAYS)
    days = [first + timedelta(days=number) for number in range(length)]
    columns = tuple(Column(_day(day), counted.get(day, 0), when=_when(day, today)) for day in days)
    caption = _caption(first, last, today) if round.status == RoundStatus.FROZEN else ""
    return ColumnChart(_("Ballots per day"), columns, caption, head=(_("Day"), _("Ballots")))


def _caption(first: date, last: date, today: date) -> str:
    """Say what the colours mean while there are any to explain."""
    if first <= today <= last:
        return _("Today is yellow, days to come are dashed. No choices can be seen before the box is opened.")
    return ""


def turnout(round: Round) -> int:
    """Return how many people have voted, online and on paper."""
    counted = round.status in {RoundStatus.COUNTED, RoundStatus.PUBLISHED}
    return round.ballot_count if counted else round.ballot_count + on_paper(round).count()


def time_left(until: datetime, now: datetime) -> str:
    """Return how long it is until a moment, as short as a desk needs it: "5 d 3 h", then "3 h 20 min"."""
    minutes = max(0, int((until - now).total_seconds() // 60))
    days, rest = divmod(minutes, 24 * 60)
    hours, minutes = divmod(rest, 60)
    if days:
        return _("%(days)s d %(hours)s h") % {"days": days, "hours": hours}
    if not hours:
        return _("%(minutes)s min") % {"minutes": minutes}
    return _("%(hours)s h %(minutes)s min") % {"hours": hours, "minutes": minutes}


def _day(day: date) -> str:
    return date_format(day, pgettext("date format", "j M"))


def _when(day: date, today: date) -> Any:
    return "now" if day == today else "past" if day < today else "future"
