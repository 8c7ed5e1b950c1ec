"""The notices on the square: one per process, with the one thing a resident can do there now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from processes.models import Process
from processes.permissions import local
from processes.phases import Phase, Timeline, Window
from processes.route import route_of, time_left
from processes.words import phase_label
from ui.counts import counted
from ui.route import Step
from voting.models import Round, RoundStatus


@dataclass(frozen=True, slots=True)
class Deed:
    """A button: what it says, where it leads, and its icon."""

    label: str
    url: str
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """A process as the square shows it."""

    process: Process
    route: list[Step]
    window: Window | None
    chip: str
    deadline: str
    main: Deed | None
    others: tuple[Deed, ...]
    proposal_count: int
    round: Round | None
    on_paper: int = 0
    """How many people were ticked off for paper in a round that is open."""
    voted: bool = False
    """Whether the reader has voted in a round that is open."""

    answers_by: date | None = None
    """By when the city has promised to answer every proposal, while these are what the process is about."""

    @property
    def voters(self) -> int:
        """How many people have voted in a round that is open, online and on paper."""
        return self.round.ballot_count + self.on_paper if self.round else 0

    @property
    def is_open(self) -> bool:
        """Whether residents can still influence something."""
        return self.window is not None and self.window.phase not in {Phase.RESULT, Phase.DELIVERY}


def notice_for(process: Process, now: datetime, rounds: list[Round], proposal_count: int) -> Notice:
    """Return the notice of `process` at `now`; `rounds` are its rounds that are not drafts."""
    window = process.timeline.current(now)
    voting = next((r for r in rounds if r.is_open(now)), None)
    result = next((r for r in rounds if r.status == RoundStatus.PUBLISHED), None)
    voted = bool(getattr(voting, "voted", False))
    main, others = deeds(process, window, voting, result, proposal_count, voted=voted)
    until = end_of(window, voting, rounds, now)
    return Notice(
        process=process,
        route=route_of(process, now),
        window=window,
        chip=time_left(until, now) if until else "",
        deadline=deadline_of(window, rounds, now) if window else meanwhile(process.timeline, now),
        main=main,
        others=others,
        proposal_count=proposal_count,
        round=voting or result,
        on_paper=getattr(voting, "paper", 0),
        voted=voted,
        answers_by=answers_by(process, window, now),
    )


def answers_by(process: Process, window: Window | None, now: datetime) -> date | None:
    """Return the promised day until it is over or people vote."""
    if window is None or window.phase not in {Phase.COLLECT, Phase.REVIEW, Phase.SUPPORT}:
        return None
    return None if process.answers_late_since(now) else process.answers_due


def end_of(
    window: Window | None, voting: Round | None, rounds: list[Round], now: datetime
) -> datetime | None:
    """Return until when residents can do what is open now: a vote may close before its phase ends."""
    if voting:
        return voting.closes_at
    if window is None or window.phase is Phase.DELIVERY or (window.phase is Phase.VOTE and rounds):
        return None
    if window.phase is Phase.RESULT and all_published(rounds):
        return None
    return window.ends


DEADLINES = {
    Phase.COLLECT: lambda date: _("Proposals close on %(date)s.") % {"date": date},
    Phase.REVIEW: lambda date: _("The city checks every proposal until %(date)s.") % {"date": date},
    Phase.SUPPORT: lambda date: _("You can support proposals until %(date)s.") % {"date": date},
    Phase.VOTE: lambda date: _("The vote closes on %(date)s.") % {"date": date},
    Phase.RESULT: lambda date: _("The result is worked out and published by %(date)s.") % {"date": date},
    Phase.DELIVERY: lambda date: _("The city reports on the building work until %(date)s.") % {"date": date},
}


def deadline_of(window: Window, rounds: list[Round], now: datetime) -> str:
    """Return the sentence that says until when the phase lasts, or where its vote stands."""
    if window.phase is Phase.VOTE and rounds:
        return vote_of(rounds, now)
    if window.phase is Phase.RESULT and all_published(rounds):
        return _("The result is published.")
    return DEADLINES[window.phase](local(window.ends))


def all_published(rounds: list[Round]) -> bool:
    """Return whether there was a vote, and everything that was voted on has its result."""
    held = [r.status for r in rounds if r.status != RoundStatus.CANCELLED]
    return bool(held) and all(status == RoundStatus.PUBLISHED for status in held)


def vote_of(rounds: list[Round], now: datetime) -> str:
    """Return the sentence about the vote that is open, else the next to open, else the last that closed."""
    voting = next((r for r in rounds if r.is_open(now)), None)
    if voting:
        return DEADLINES[Phase.VOTE](local(voting.closes_at))
    upcoming = [r.opens_at for r in rounds if r.opens_at > now]
    if upcoming:
        return _("Voting opens on %(date)s.") % {"date": local(min(upcoming))}
    return _("Voting closed on %(date)s.") % {"date": local(max(r.closes_at for r in rounds))}


def meanwhile(timeline: Timeline, now: datetime) -> str:
    """Return what to say outside all phases: what comes next, or that it is over; "" without any dates."""
    upcoming = timeline.next(now)
    if upcoming:
        words = {"phase": phase_label(upcoming.phase), "date": local(upcoming.starts)}
        return _("Next: %(phase)s, from %(date)s.") % words
    if timeline.windows:
        return _("This process is over. It ended on %(date)s.") % {"date": local(timeline.windows[-1].ends)}
    return ""


def deeds(
    process: Process,
    window: Window | None,
    voting: Round | None,
    result: Round | None,
    proposal_count: int,
    *,
    voted: bool,
) -> tuple[Deed | None, tuple[Deed, ...]]:
    """Return the main button and the rest, for the phase the process is in; none is left to who has voted."""
    read = Deed(
        ngettext("Read %(count)s proposal", "Read %(count)s proposals", proposal_count)
        % {"count": counted(proposal_count)},
        reverse("proposals:list", args=[process.slug]),
    )
    reading = (read,) if proposal_count else ()
    if voting and voted:
        again = Deed(_("Vote again"), voting.get_absolute_url())
        box = Deed(_("Is my ballot in the box?"), reverse("voting:box", args=[process.slug, voting.number]))
        return None, (again, box, *reading)
    if voting:
        return Deed(_("Open your ballot"), voting.get_absolute_url(), "box"), reading
    if result:
        return Deed(_("See the result"), result.get_absolute_url(), "arrow"), reading
    if window and window.phase is Phase.COLLECT:
        return Deed(_("Write a proposal"), reverse("proposals:new", args=[process.slug]), "edit"), reading
    return None, reading
