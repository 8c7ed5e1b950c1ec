"""A line of the log as HTML: entries never change, so each line is drawn once and kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from audit.models import Entry
from audit.timeline import Page
from ui.drawn import drawn_once


@dataclass(frozen=True, slots=True)
class Line:
    """All that a line shows: an entry as it was written, and what has not been erased of it since.

    The fingerprint stands for the entry, which never changes.
    """

    fingerprint: str
    personal: str
    chain: str
    entry: Entry = field(compare=False)


def drawn_days(page: Page, *, name_chains: bool) -> list[tuple[date, Sequence[SafeString]]]:
    """Return the lines of a page by day; `name_chains` says which part of the log each is from."""
    language = get_language() or "en"
    return [(day, [draw_line(line_of(e, name_chains), language) for e in rows]) for day, rows in page.days]


def line_of(entry: Entry, name_chain: bool) -> Line:
    """Return what the log shows of an entry."""
    return Line(
        fingerprint=entry.hash,
        personal=repr(entry.personal_values),
        chain=str(entry.chain) if name_chain else "",
        entry=entry,
    )


@drawn_once(1024)
def draw_line(line: Line, language: str) -> SafeString:
    """Draw a row of the table."""
    entry = line.entry
    context = {
        "url": entry.get_absolute_url(),
        "number": entry.number,
        "at": entry.at,
        "role": entry.role_label,
        "sentence": entry.sentence_html,
        "chain": line.chain,
        "prev_hash": entry.prev_hash,
    }
    return render_to_string("audit/_line.html", context)
