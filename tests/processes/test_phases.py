"""Phases as pure functions: where a moment falls, what opens and closes, and what is no timeline."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processes.phases import (
    ALLOWED,
    ALWAYS,
    Act,
    Phase,
    Timeline,
    Window,
    allows,
    last_closing,
    next_opening,
    phase_at,
    problems,
)

START = datetime(2026, 3, 1, tzinfo=UTC)
INSTANT = timedelta(microseconds=1)


def window(phase: Phase, first: int, end: int) -> Window:
    """A phase from one day of March (counted from 0) to before another."""
    return Window(phase, START + timedelta(days=first), START + timedelta(days=end))


COLLECT, SUPPORT, VOTE = window(Phase.COLLECT, 0, 5), window(Phase.SUPPORT, 7, 9), window(Phase.VOTE, 9, 12)
MARCH = Timeline((COLLECT, SUPPORT, VOTE))


@pytest.mark.parametrize(
    ("moment", "phase"),
    [
        (COLLECT.starts - INSTANT, None),
        (COLLECT.starts, Phase.COLLECT),
        (COLLECT.ends - INSTANT, Phase.COLLECT),
        (COLLECT.ends, None),
        (SUPPORT.starts - INSTANT, None),
        (SUPPORT.starts, Phase.SUPPORT),
        (VOTE.starts - INSTANT, Phase.SUPPORT),
        (VOTE.starts, Phase.VOTE),
        (VOTE.ends, None),
    ],
)
def test_a_phase_includes_its_start_and_not_its_end(moment: datetime, phase: Phase | None) -> None:
    assert phase_at(MARCH, moment) is phase


def test_what_opens_next_and_what_closed_last_is_told_of_the_nearest_window() -> None:
    gap = COLLECT.ends + timedelta(days=1)
    assert not allows(MARCH, Act.SUPPORT, gap)
    assert next_opening(MARCH, Act.SUPPORT, gap) == SUPPORT
    assert next_opening(MARCH, Act.COMMENT, START - INSTANT) == COLLECT
    assert next_opening(MARCH, Act.PROPOSE, gap) is None
    assert last_closing(MARCH, Act.SUPPORT, gap) == COLLECT
    assert last_closing(MARCH, Act.SUPPORT, VOTE.starts) == SUPPORT
    assert last_closing(MARCH, Act.COMMENT, VOTE.ends) == VOTE
    assert last_closing(MARCH, Act.PROPOSE, START) is None


@pytest.mark.parametrize("act", sorted(ALWAYS))
def test_what_is_always_possible_is_so_between_phases_and_without_any(act: Act) -> None:
    assert allows(MARCH, act, COLLECT.ends)
    assert allows(Timeline(()), act, START)


@pytest.mark.parametrize(
    ("windows", "found"),
    [
        ((), []),
        ((COLLECT, SUPPORT, VOTE), []),
        ((window(Phase.COLLECT, 3, 3),), [("empty", Phase.COLLECT)]),
        ((window(Phase.COLLECT, 3, 2),), [("empty", Phase.COLLECT)]),
        ((COLLECT, window(Phase.COLLECT, 7, 9)), [("twice", Phase.COLLECT)]),
        ((window(Phase.VOTE, 0, 5), SUPPORT), [("order", Phase.SUPPORT)]),
        ((COLLECT, window(Phase.VOTE, 4, 9)), [("overlap", Phase.VOTE)]),
        ((SUPPORT, window(Phase.COLLECT, 0, 8)), [("order", Phase.COLLECT), ("overlap", Phase.COLLECT)]),
    ],
)
def test_what_is_wrong_with_dates_is_named_with_its_phase(
    windows: tuple[Window, ...], found: list[tuple[str, Phase]]
) -> None:
    assert [(problem.code, problem.phase) for problem in problems(windows)] == found


@st.composite
def timelines(draw: st.DrawFn) -> Timeline:
    """Some of the phases in their order, with and without gaps between them."""
    phases = [phase for phase in Phase if draw(st.booleans())]
    cuts = sorted(draw(st.sets(st.integers(0, 60), min_size=2 * len(phases), max_size=2 * len(phases))))
    return Timeline(tuple(window(p, *cuts[2 * i : 2 * i + 2]) for i, p in enumerate(phases)))


@given(timelines(), st.integers(-5, 70))
def test_every_phase_is_optional_and_a_moment_is_in_one_at_most(timeline: Timeline, day: int) -> None:
    moment = START + timedelta(days=day)
    assert problems(timeline.windows) == []
    inside = [w for w in timeline.windows if w.starts <= moment < w.ends]
    assert len(inside) <= 1
    assert phase_at(timeline, moment) == next((w.phase for w in inside), None)
    for act in Act:
        held = any(act in ALLOWED[w.phase] for w in inside)
        assert allows(timeline, act, moment) == (held or act in ALWAYS)
        opening = next_opening(timeline, act, moment)
        assert opening is None or (opening.starts > moment and act in ALLOWED[opening.phase])


@given(timelines())
def test_windows_that_touch_leave_no_moment_between_them(timeline: Timeline) -> None:
    for before, after in pairwise(timeline.windows):
        touching = Timeline((before, Window(after.phase, before.ends, after.ends)))
        assert phase_at(touching, before.ends - INSTANT) is before.phase
        assert phase_at(touching, before.ends) is after.phase
