"""The proposals that match a filter as a CSV file, read a thousand at a time so that it can be sent at once.

The file begins with a byte order mark: without it Excel reads "ñ" as two letters, and whatever else reads CSV
skips it. A cell that a spreadsheet would take for a formula begins with an apostrophe.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from processes.models import Process
from processes.permissions import Person
from proposals.filters import Filters
from proposals.lifecycle import Status
from proposals.listing import listed_in
from proposals.models import STATUS_LABELS
from proposals.places import process_address
from proposals.row_facts import tags_of
from ui.money import minor_digits

BATCH = 1_000
MARK = "\ufeff"
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
COLUMNS = (
    "pk", "number", "title", "summary", "language", "district__name", "category__name", "address", "latitude",
    "longitude", "estimated_cost", "status", "support_count", "comment_count", "published_at",
)  # fmt: skip


class Line:
    """Stands for a file: the writer of CSV hands over each finished line."""

    def write(self, line: str) -> str:
        """Return the line."""
        return line


def lines_of(process: Process, filters: Filters, user: Person, site: str) -> Iterator[str]:
    """Yield the file line by line, by number; `site` is the address that all addresses begin with."""
    language = get_language()
    writer = csv.writer(Line())
    here = urljoin(site, process_address(process))
    yield MARK + str(writer.writerow(heads(process)))
    found = listed_in(process).narrowed(process, filters, user).order_by("number")
    last = 0
    while rows := list(found.filter(number__gt=last).values_list(*COLUMNS)[:BATCH]):
        tags = tags_of([row[0] for row in rows])
        with override(language):
            lines = [
                str(writer.writerow(cells(row, tags.get(row[0], []), process.currency, here))) for row in rows
            ]
        yield "".join(lines)
        last = rows[-1][1]


def heads(process: Process) -> list[str]:
    """Return the names of the columns."""
    return [
        _("Number"), _("Title"), _("In one sentence"), _("Language"), _("District"), _("Topic"), _("Place"),
        _("Latitude"), _("Longitude"), _("Cost (%(currency)s)") % {"currency": process.currency}, _("Status"),
        _("Supporters"), _("Comments"), _("Published"), _("Tags"), _("Page"),
    ]  # fmt: skip


def cells(row: tuple[Any, ...], tags: list[str], currency: str, here: str) -> list[Any]:
    """Return the cells of one proposal."""
    number, title, summary, language, district, topic, address, lat, lon, cost, status, *counts, at = row[1:]
    written = (title, summary, language, district or _("Whole city"), topic or "", address)
    return [
        number,
        *map(harmless, written),
        "" if lat is None else f"{lat:.5f}",
        "" if lon is None else f"{lon:.5f}",
        "" if cost is None else f"{cost / 10 ** minor_digits(currency):.{minor_digits(currency)}f}",
        str(STATUS_LABELS[Status(status)]),
        *counts,
        timezone.localtime(at).isoformat(timespec="seconds"),
        harmless(", ".join(tags)),
        f"{here}{number}/",
    ]


def harmless(text: str) -> str:
    """Return what people wrote so that no spreadsheet calculates with it."""
    text = text.replace("\x00", "")
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text
