"""The timeline in words: the last day of a phase on the clocks of the city, also where these change."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import override_settings

from processes.phases import Phase, Window
from processes.route import span, state_of, time_left

BERLIN = ZoneInfo("Europe/Berlin")


def at(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """A moment on the clocks of Berlin."""
    return datetime(year, month, day, hour, minute, tzinfo=BERLIN)


def vote(starts: datetime, ends: datetime) -> Window:
    return Window(Phase.VOTE, starts, ends)


MARCH = vote(at(2026, 3, 20), at(2026, 4, 1))  # the clock changes on 29 March


@pytest.mark.parametrize(
    ("window", "now", "words"),
    [
        (MARCH, at(2026, 3, 1), "20 to 31 March"),
        (MARCH, at(2026, 3, 20), "Until 31 March"),
        (MARCH, at(2026, 3, 31, 23, 59), "Until 31 March"),
        (vote(at(2026, 3, 20), at(2026, 12, 1)), at(2026, 3, 21), "Until 30 November 2026"),
        (MARCH, at(2026, 4, 1), "20 to 31 March"),
        (MARCH, at(2028, 1, 1), "20 to 31 March 2026"),
        (vote(at(2026, 3, 29), at(2026, 3, 30)), at(2026, 3, 1), "29 March"),
        (vote(at(2026, 10, 25), at(2026, 10, 26)), at(2026, 10, 1), "25 October"),
        (vote(at(2026, 3, 29, 9), at(2026, 3, 29, 20)), at(2026, 3, 1), "29 March"),
        (vote(at(2026, 3, 30), at(2026, 5, 9)), at(2026, 3, 1), "30 Mar to 8 May"),
        (vote(at(2026, 12, 20), at(2027, 1, 10)), at(2024, 1, 1), "20 Dec 2026 to 9 Jan 2027"),
    ],
)
def test_a_phase_names_its_last_day(window: Window, now: datetime, words: str) -> None:
    assert span(window, now) == words


def test_midnight_belongs_to_the_day_of_the_city_and_not_of_greenwich() -> None:
    now = at(2026, 3, 1)
    assert span(MARCH, now) == "20 to 31 March"
    with override_settings(TIME_ZONE="America/New_York"):
        assert span(MARCH, now) == "19 to 31 March"


@pytest.mark.parametrize(
    ("now", "state"),
    [
        (MARCH.starts - timedelta(microseconds=1), "next"), (MARCH.starts, "now"),
        (MARCH.ends - timedelta(microseconds=1), "now"), (MARCH.ends, "done"),
    ],
)  # fmt: skip
def test_a_stone_is_next_now_or_done(now: datetime, state: str) -> None:
    assert state_of(MARCH, now) == state


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(days=2), "2 days left"),
        (timedelta(days=1), "1 day left"),
        (timedelta(hours=23, minutes=59), "23 hours left"),
        (timedelta(hours=1), "1 hour left"),
        (timedelta(minutes=59), "Less than an hour left"),
        (timedelta(seconds=-5), "Less than an hour left"),
    ],
)
def test_time_left_is_told_in_days_and_then_in_hours(left: timedelta, words: str) -> None:
    assert time_left(MARCH.ends, MARCH.ends - left) == words
