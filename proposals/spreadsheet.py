"""The proposals that match a filter as a CSV file, read a thousand at a time so that it can be sent at once.

Spreadsheets open a file as their language writes numbers: where the decimal sign is a comma, cells are parted
by semicolons. The file begins with a byte order mark: without it Excel reads "ñ" as two letters, and whatever
else reads CSV skips it. Nothing that people wrote begins a cell as a formula does, whatever parts the cells.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from processes.models import Process
from processes.permissions import Person
from proposals.filters import Filters
from proposals.lifecycle import Status
from proposals.listing import listed_in
from proposals.models import STATUS_LABELS
from proposals.places import process_address
from proposals.row_facts import tags_of
from ui.money import decimal, decimal_sign, minor_digits

BATCH = 1_000
MARK = "\ufeff"
FORMULA = re.compile(r"""(?:^|[;,|\t\r\n])["' ]*(?=[=+\-@\t\r\n＝＋－＠])""")
COLUMNS = (
    "pk", "number", "title", "summary", "language", "district__name", "category__name", "address", "latitude",
    "longitude", Coalesce("city_cost", "estimated_cost"), "status", "support_count", "comment_count",
    "published_at",
)  # fmt: skip


class Line:
    """Stands for a file: the writer of CSV hands over each finished line."""

    def write(self, line: str) -> str:
        """Return the line."""
        return line


def lines_of(process: Process, filters: Filters, user: Person, *, site: str, language: str) -> Iterator[str]:
    """Yield the file line by line, by number; `site` is the address that all addresses begin with."""
    writer = csv.writer(Line(), delimiter=";" if decimal_sign(language) == "," else ",")
    sheet = Sheet(process.currency, urljoin(site, process_address(process)), language)
    with override(language):
        head = str(writer.writerow(heads(process)))
    yield MARK + head
    found = listed_in(process).narrowed(process, filters, user).order_by("number")
    last = 0
    while rows := list(found.filter(number__gt=last).values_list(*COLUMNS)[:BATCH]):
        tags = tags_of([row[0] for row in rows])
        with override(language):
            filled = (cells(row, tags.get(row[0], []), sheet) for row in rows)
            lines = [str(writer.writerow(each)) for each in filled]
        yield "".join(lines)
        last = rows[-1][1]


def heads(process: Process) -> list[str]:
    """Return the names of the columns."""
    return [
        _("Number"), _("Title"), _("In one sentence"), _("Language"), _("District"), _("Topic"), _("Place"),
        _("Latitude"), _("Longitude"), _("Cost (%(currency)s)") % {"currency": process.currency}, _("Status"),
        _("Supporters"), _("Comments"), _("Published"), _("Tags"), _("Page"),
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the cells of a file depend on beside their row; `here` is the address of the list."""

    currency: str
    here: str
    language: str

    def amount(self, minor: int) -> str:
        """Write an amount in units of the currency."""
        digits = minor_digits(self.currency)
        return decimal(minor / 10**digits, digits, self.language)

    def degrees(self, value: float | None) -> str:
        """Write a latitude or longitude."""
        return "" if value is None else decimal(value, 5, self.language)


def cells(row: tuple[Any, ...], tags: list[str], sheet: Sheet) -> list[Any]:
    """Return the cells of one proposal."""
    number, title, summary, lang, district, topic, address, lat, lon, cost, status, *counts, at = row[1:]
    written = (title, summary, lang, district or _("Whole city"), topic or "", address)
    return [
        number,
        *map(harmless, written),
        sheet.degrees(lat),
        sheet.degrees(lon),
        "" if cost is None else sheet.amount(cost),
        str(STATUS_LABELS[Status(status)]),
        *counts,
        timezone.localtime(at).isoformat(timespec="seconds"),
        harmless(", ".join(tags)),
        f"{sheet.here}{number}/",
    ]


def harmless(text: str) -> str:
    """Return what people wrote so that no spreadsheet calculates with it."""
    return FORMULA.sub(lambda found: found[0] + "'", text.replace("\x00", ""))
