"""A line of the log as HTML: entries never change, so each line is drawn once and kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from audit.models import Entry
from audit.timeline import Page
from ui.drawn import drawn_once


class Line(NamedTuple):
    """All that a line shows. The sentence is worked out anew each time: what was erased must be gone."""

    url: str
    number: int
    at: datetime
    role: str
    sentence: SafeString
    chain: str
    prev_hash: str


def drawn_days(page: Page, *, name_chains: bool) -> list[tuple[date, Sequence[SafeString]]]:
    """Return the lines of a page by day; `name_chains` says which part of the log each is from."""
    language = get_language() or "en"
    return [(day, [draw_line(line_of(e, name_chains), language) for e in rows]) for day, rows in page.days]


def line_of(entry: Entry, name_chain: bool) -> Line:
    """Return what the log shows of an entry."""
    return Line(
        url=entry.get_absolute_url(),
        number=entry.number,
        at=entry.at,
        role=str(entry.role_label),
        sentence=entry.sentence_html,
        chain=str(entry.chain) if name_chain else "",
        prev_hash=entry.prev_hash,
    )


@drawn_once(1024)
def draw_line(line: Line, language: str) -> SafeString:
    """Draw a row of the table."""
    return render_to_string("audit/_line.html", line._asdict())
