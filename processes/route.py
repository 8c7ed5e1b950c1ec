"""The timeline of a process as the stones that residents see."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from processes.models import Process
from processes.phases import Window
from processes.words import phase_label
from ui.counts import counted
from ui.route import State, Step

HALF_A_YEAR = 183


def route_of(process: Process, now: datetime) -> list[Step]:
    """Return the phases as stones: done, now or next, with their dates in words."""
    return [
        Step(phase_label(window.phase), span(window, now), state_of(window, now))
        for window in process.timeline.windows
    ]


def state_of(window: Window, now: datetime) -> State:
    """Return where `now` stands to a phase."""
    if window.ends <= now:
        return "done"
    return "now" if window.starts <= now else "next"


def day(moment: datetime, *, year: bool = False) -> str:
    """Return a date such as "3 March", in the city's time zone and the reader's language."""
    form = "DATE_FORMAT" if year else "MONTH_DAY_FORMAT"
    return date_in_words(timezone.localdate(moment), form, get_language())


def short_day(moment: datetime, *, year: bool = False) -> str:
    """Return a date with the name of its month cut short, such as "3 Mar"."""
    form = pgettext("date format", "j M Y") if year else pgettext("date format", "j M")
    return date_in_words(timezone.localdate(moment), form, get_language())


@lru_cache(maxsize=1024)
def date_in_words(day: date, form: str, _language: str | None) -> str:
    """Return a date in the active language; kept, because every timeline shows a dozen of them."""
    return date_format(day, form)


def last_day(window: Window) -> datetime:
    """Return the last moment inside a phase, so that midnight belongs to the day before."""
    return window.ends - timedelta(seconds=1)


def span(window: Window, now: datetime) -> str:
    """Return a phase's dates, such as "3 to 29 March" or "30 Mar to 8 May"; a running phase says until when,
    and names the year sooner than others do, because no other date stands beside it.
    """
    ends = last_day(window)
    far = abs((ends - now).days) > 300
    if window.starts <= now < window.ends:
        return _("Until %(date)s") % {"date": day(ends, year=(ends - now).days > HALF_A_YEAR)}
    first, last = timezone.localdate(window.starts), timezone.localdate(ends)
    if first == last:
        return day(ends, year=far)
    if (first.year, first.month) == (last.year, last.month):
        return _("%(start)s to %(end)s") % {"start": first.day, "end": day(ends, year=far)}
    start = short_day(window.starts, year=far and first.year != last.year)
    return _("%(start)s to %(end)s") % {"start": start, "end": short_day(ends, year=far)}


def time_left(until: datetime, now: datetime) -> str:
    """Return how long something stays open: days, then hours."""
    days = (until - now).days
    if days >= 1:
        return ngettext("%(count)s day left", "%(count)s days left", days) % {"count": counted(days)}
    hours = max(int((until - now).total_seconds() // 3600), 0)
    if hours >= 1:
        return ngettext("%(count)s hour left", "%(count)s hours left", hours) % {"count": hours}
    return _("Less than an hour left")
