"""The staff's view of a round: where it stands, ballots per day, and what may be done next."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from accounts.models import User
from processes.permissions import YES, Verdict
from ui.charts import Column, ColumnChart
from voting.casting.phrases import count_text
from voting.counting.desk import counting_of
from voting.counting.run import start_count
from voting.models import RollEntry, Round, RoundStatus
from voting.paper.reconciling import OfficeLine, crowd_problem, office_lines, problem_of
from voting.paper.ticking import on_paper, voted_online
from voting.permissions import may_count, may_publish
from voting.results.publishing import publish_result
from voting.roll.membership import add_residents_to_roll, residents
from voting.rounds.checklist import may_freeze
from voting.rounds.collecting import collect_proposals, collect_verdict
from voting.rounds.freezing import freeze_round
from voting.rounds.reason import Reason

MOST_DAYS = 62


@dataclass(frozen=True, slots=True)
class Deed:
    """One act on a round: its button, the question before it, what it cannot undo, and the sentence after
    it.
    """

    button: Any
    question: Any
    warning: Any
    done: Any
    act: Callable[..., object]
    verdict: Callable[[User, Round, datetime], Verdict]


def freeze_verdict(user: User, round: Round, now: datetime) -> Verdict:
    """Return whether every line of the checklist is in order."""
    if round.status != RoundStatus.DRAFT:
        return Verdict(False, _("The rules are frozen."))
    return first_missing(may_freeze(round, now))


def first_missing(lines: Iterable[Reason]) -> Verdict:
    """Return what the first line of a checklist says that is not in order."""
    missing = next((reason.text for reason in lines if not reason.ok), "")
    return Verdict(False, missing) if missing else YES


def roll_verdict(user: User, round: Round, now: datetime) -> Verdict:
    """Return whether residents can still be put on the roll."""
    if round.status != RoundStatus.DRAFT:
        return Verdict(False, _("The rules are frozen."))
    return (
        YES if residents(round).exists() else Verdict(False, _("Every resident who may vote is on the roll."))
    )


def count_deed_verdict(user: User, round: Round, now: datetime) -> Verdict:
    """Return whether staff have something to do for the count: not while it runs, or waits for trustees."""
    counting = counting_of(round, now)
    if counting and counting.busy:
        return Verdict(False, _("The count is running."))
    if counting and counting.waits:
        return Verdict(False, _("The trustees count now. The platform goes on by itself after them."))
    return may_count(user, round, now)


def publish_deed_verdict(user: User, round: Round, now: datetime) -> Verdict:
    """Return whether staff may publish the result: not while its record is being checked."""
    counting = counting_of(round, now)
    if counting and counting.busy:
        return Verdict(False, _("The whole record is being checked first."))
    return may_publish(user, round, now)


DEEDS: Mapping[str, Deed] = {
    "collect": Deed(
        gettext_lazy("Put the accepted proposals on the ballot"),
        gettext_lazy("Put the accepted proposals on the ballot?"),
        gettext_lazy("Each keeps its number and gets the cost on its page. You can do this again."),
        gettext_lazy("The accepted proposals are on the ballot."),
        collect_proposals,
        collect_verdict,
    ),
    "residents": Deed(
        gettext_lazy("Put the residents on the roll"),
        gettext_lazy("Put all residents on the electoral roll?"),
        gettext_lazy(
            "Everyone with the role of resident who is old enough and lives in a district of this vote "
            "can then vote."
        ),
        gettext_lazy("The residents are on the roll."),
        add_residents_to_roll,
        roll_verdict,
    ),
    "freeze": Deed(
        gettext_lazy("Freeze the rules"),
        gettext_lazy("Freeze the rules of this vote?"),
        gettext_lazy("After this nothing can change: not the projects, the dates, the roll or the rule."),
        gettext_lazy("The rules are frozen. Their fingerprint is in the public log."),
        freeze_round,
        freeze_verdict,
    ),
    "count": Deed(
        gettext_lazy("Open the box and count"),
        gettext_lazy("Open the box and count the ballots?"),
        gettext_lazy(
            "The sealed ballots are shuffled first, so that nobody knows whose is whose. It happens once."
        ),
        gettext_lazy("The box is closed, and the count has begun."),
        start_count,
        count_deed_verdict,
    ),
    "publish": Deed(
        gettext_lazy("Publish the result"),
        gettext_lazy("Publish the result?"),
        gettext_lazy("The ballots are counted a second time first. Then everyone sees the result."),
        gettext_lazy("The result is published."),
        publish_result,
        publish_deed_verdict,
    ),
}


def warning_of(round: Round, deed: str) -> str:
    """Return what an act cannot undo, for this round."""
    if deed == "count" and round.only_sums:
        return _("The sealed ballots are added up, and only the totals are opened. It happens once.")
    return str(DEEDS[deed].warning)


def next_deed(round: Round) -> str:
    """Return the act that comes next in the life of a round; "" if there is none."""
    steps = {
        RoundStatus.DRAFT: "freeze", RoundStatus.FROZEN: "count", RoundStatus.COUNTING: "count",
        RoundStatus.COUNTED: "publish",
    }  # fmt: skip
    return steps.get(RoundStatus(round.status), "")


def checklist(round: Round, now: datetime) -> list[Reason]:
    """Return what must be in order before the next act."""
    if round.status == RoundStatus.DRAFT:
        return may_freeze(round, now)
    if round.status != RoundStatus.FROZEN:
        return []
    voted = voted_online(round)
    closed = now >= round.closes_at
    return [
        Reason(closed, _("Voting is closed.") if closed else _("Voting is still open. The box stays shut.")),
        Reason(
            round.ballot_count == voted,
            _("Ballots in the box: %(ballots)s. People who have voted online: %(voted)s.")
            % {"ballots": count_text(round.ballot_count), "voted": count_text(voted)},
        ),
        *paper_reasons(round, closed=closed),
    ]


def paper_reasons(round: Round, *, closed: bool) -> list[Reason]:
    """Return for each office whether its paper ballots are ready to be counted."""
    lines = office_lines(round)
    if not closed:
        return [Reason(False, _("Paper ballots are keyed twice after voting has closed."))] if lines else []
    found = [Reason(line.agrees, _agreement(line) if line.agrees else problem_of(line)) for line in lines]
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
    caption = _("Today is yellow, days to come are dashed. No choices can be seen before the box is opened.")
    return ColumnChart(_("Ballots per day"), columns, caption, head=(_("Day"), _("Ballots")))


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
    return _("%(hours)s h %(minutes)s min") % {"hours": hours, "minutes": minutes}


def _day(day: date) -> str:
    return date_format(day, pgettext("date format", "j M"))


def _when(day: date, today: date) -> Any:
    return "now" if day == today else "past" if day < today else "future"
