"""Reading a list of voters as cities keep it: a CSV file with columns in any order.

Every line becomes a row or a fault with its line number; nothing here knows the database.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO

from django.utils.translation import gettext as _

from voting.casting.phrases import count_text
from voting.roll.columns import Column, UnreadableRoll, columns_of
from voting.roll.rows import Fault, Row, read_row

MOST_LINES = 200_000


@dataclass(frozen=True, slots=True)
class RollFile:
    """A file whose heading is understood; `rows` reads it to the end, each time anew."""

    columns: tuple[Column, ...]
    text: str
    delimiter: str
    first_line: int

    def rows(self) -> Iterator[Row | Fault]:
        """Read every line below the heading. After a fault in the quotes nothing more can be read."""
        seen: dict[str, int] = {}
        reader = csv.reader(StringIO(self.text, newline=""), delimiter=self.delimiter, strict=True)
        line = 1
        try:
            for cells in reader:
                if line > self.first_line and any(cell.strip() for cell in cells):
                    yield self._row(line, cells, seen)
                line = reader.line_num + 1
        except csv.Error:
            yield Fault(line, _("A quotation mark is missing. Nothing after this line was read."))

    def _row(self, line: int, cells: list[str], seen: dict[str, int]) -> Row | Fault:
        row = read_row(line, self.columns, cells)
        if not isinstance(row, Row):
            return row
        earlier = seen.setdefault(row.roll_number, line)
        if earlier == line:
            return row
        told = {"number": row.roll_number, "line": count_text(earlier)}
        return Fault(line, _("The roll number %(number)s is already on line %(line)s.") % told)


def read_roll(text: str) -> RollFile:
    """Understand the heading of a file. Raises UnreadableRoll where no column holds the roll number."""
    head, first_line, told = _heading(text)
    if not head.strip():
        raise UnreadableRoll(_("This file is empty."))
    if text.count("\n") > MOST_LINES + 2:
        raise UnreadableRoll(
            _("This file has more than %(most)s lines. Split it and add the parts one after the other.")
            % {"most": count_text(MOST_LINES)}
        )
    delimiter = told or max(",;\t", key=head.count)
    try:
        headings = next(csv.reader([head], delimiter=delimiter))
    except csv.Error as error:
        raise UnreadableRoll(_("The first line cannot be read. It must name the columns.")) from error
    return RollFile(columns_of(headings), text, delimiter, first_line)


def _heading(text: str) -> tuple[str, int, str]:
    """Return the first line that says something, its number, and the separator if a line of Excel's names
    it.
    """
    told = ""
    for number, line in enumerate(StringIO(text), 1):
        if number == 1 and re.fullmatch(r"sep=[,;\t]\s*", line):
            told = line[4]
        elif line.strip():
            return line, number, told
    return "", 0, told
