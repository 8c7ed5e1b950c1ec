"""Pure: the phases of a process, what may be done in each, and which one a moment falls in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Phase(StrEnum):
    """The phases in the order in which a process goes through them; each is optional."""

    COLLECT = "collect"
    REVIEW = "review"
    SUPPORT = "support"
    VOTE = "vote"
    RESULT = "result"
    DELIVERY = "delivery"


class Act(StrEnum):
    """What people can do in a process."""

    PROPOSE = "propose"
    EDIT_PROPOSAL = "edit_proposal"
    SUPPORT = "support"
    COMMENT = "comment"
    MERGE = "merge"
    ANSWER = "answer"
    REVIEW = "review"
    MODERATE = "moderate"
    MANAGE = "manage"
    VOTE = "vote"
    TICK_OFF = "tick_off"
    COUNT = "count"
    PUBLISH_RESULT = "publish_result"
    REPORT_DELIVERY = "report_delivery"


ALWAYS = frozenset({Act.MODERATE, Act.MANAGE, Act.ANSWER})

ALLOWED: Mapping[Phase, frozenset[Act]] = {
    Phase.COLLECT: ALWAYS | {Act.PROPOSE, Act.EDIT_PROPOSAL, Act.SUPPORT, Act.COMMENT, Act.MERGE, Act.REVIEW},
    Phase.REVIEW: ALWAYS | {Act.COMMENT, Act.MERGE, Act.REVIEW},
    Phase.SUPPORT: ALWAYS | {Act.SUPPORT, Act.COMMENT, Act.MERGE, Act.REVIEW},
    Phase.VOTE: ALWAYS | {Act.VOTE, Act.TICK_OFF, Act.COMMENT},
    Phase.RESULT: ALWAYS | {Act.COUNT, Act.PUBLISH_RESULT, Act.COMMENT},
    Phase.DELIVERY: ALWAYS | {Act.COUNT, Act.PUBLISH_RESULT, Act.REPORT_DELIVERY, Act.COMMENT},
}


@dataclass(frozen=True, slots=True)
class Window:
    """One phase from `starts` (included) to `ends` (excluded), both with a time zone."""

    phase: Phase
    starts: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class Timeline:
    """The windows of one process in order of time, without overlap (see `problems`)."""

    windows: tuple[Window, ...]

    def current(self, now: datetime) -> Window | None:
        """Return the window that `now` falls in, if any."""
        return next((window for window in self.windows if window.starts <= now < window.ends), None)

    def next(self, now: datetime) -> Window | None:
        """Return the first window that starts after `now`, if any."""
        return next((window for window in self.windows if window.starts > now), None)

    def window(self, phase: Phase) -> Window | None:
        """Return the window of `phase`, if the process has that phase."""
        return next((window for window in self.windows if window.phase is phase), None)


def phase_at(timeline: Timeline, now: datetime) -> Phase | None:
    """Return the phase at `now`; None before, between and after the windows."""
    window = timeline.current(now)
    return window.phase if window else None


def allows(timeline: Timeline, act: Act, now: datetime) -> bool:
    """Return whether the phase at `now` allows `act`; what is always possible is so outside phases, too."""
    phase = phase_at(timeline, now)
    return act in (ALLOWED[phase] if phase else ALWAYS)


def next_opening(timeline: Timeline, act: Act, now: datetime) -> Window | None:
    """Return the next window in which `act` will be allowed, if any."""
    return next((w for w in timeline.windows if w.starts > now and act in ALLOWED[w.phase]), None)


def last_closing(timeline: Timeline, act: Act, now: datetime) -> Window | None:
    """Return the latest window that allowed `act` and is over, if any."""
    past = [w for w in timeline.windows if w.ends <= now and act in ALLOWED[w.phase]]
    return past[-1] if past else None


@dataclass(frozen=True, slots=True)
class TimelineProblem:
    """Why a list of windows is not a timeline: `code` is empty, overlap, order or twice; at `phase`."""

    code: str
    phase: Phase


def problems(windows: tuple[Window, ...]) -> list[TimelineProblem]:
    """Return what is wrong with `windows`: a phase that is empty, twice, overlapping or out of order."""
    found: list[TimelineProblem] = []
    order = list(Phase)
    seen: set[Phase] = set()
    previous: Window | None = None
    for window in windows:
        if window.ends <= window.starts:
            found.append(TimelineProblem("empty", window.phase))
        if window.phase in seen:
            found.append(TimelineProblem("twice", window.phase))
        elif previous and order.index(window.phase) < order.index(previous.phase):
            found.append(TimelineProblem("order", window.phase))
        if previous and window.starts < previous.ends:
            found.append(TimelineProblem("overlap", window.phase))
        seen.add(window.phase)
        previous = window
    return found
