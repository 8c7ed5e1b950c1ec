"""Reading a list of voters as cities keep it: a CSV file in any usual encoding, with columns in any order.

Every line becomes a row or a fault with its line number; nothing here knows the database.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from io import StringIO

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from voting.casting.phrases import count_text
from voting.roll.columns import JOINED, Column, UnreadableRoll, columns_of, field_name, plain

MOST_LINES = 200_000
LONGEST = {"roll_number": 40, "name": 200, "address": 500, "email": 254, "district": 80, "language": 20}
LANGUAGES = {"english": "en", "ingles": "en", "spanish": "es", "espanol": "es", "castellano": "es"}
CODE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})?")
DATES = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"),
    re.compile(r"(?P<d>\d{1,2})[./-](?P<m>\d{1,2})[./-](?P<y>\d{4})"),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One person as a line of the file names them."""

    line: int
    roll_number: str
    name: str = ""
    address: str = ""
    email: str = ""
    birth_date: date | None = None
    district: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a line, as a sentence."""

    line: int
    sentence: str


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
        if len(cells) > len(self.columns) and any(cell.strip() for cell in cells[len(self.columns) :]):
            return Fault(line, _("The line has more cells than the heading."))
        found = _cells(self.columns, cells)
        row = _read(line, found)
        if isinstance(row, Row):
            earlier = seen.setdefault(row.roll_number, line)
            if earlier != line:
                return Fault(
                    line,
                    _("The roll number %(number)s is already on line %(line)s.")
                    % {"number": row.roll_number, "line": count_text(earlier)},
                )
        return row


def decode(content: bytes) -> str:
    """Return the text of a file in UTF-8, UTF-16 or Latin-1. Raises UnreadableRoll for anything else."""
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise UnreadableRoll(
            _("This is a spreadsheet. Open it, save it as CSV (text with separators), and choose that file.")
        )
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _text(content, "utf-16")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    return _checked(text)


def _text(content: bytes, encoding: str) -> str:
    try:
        return _checked(content.decode(encoding))
    except UnicodeDecodeError as error:
        raise UnreadableRoll(_("This file breaks off in the middle. Save it again as CSV.")) from error


def _checked(text: str) -> str:
    if "\0" in text:
        raise UnreadableRoll(_("This is not a text file. Save the list as CSV, then choose that file."))
    return text


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


def _cells(columns: tuple[Column, ...], cells: list[str]) -> dict[str, str]:
    """Return what a line says by field, the parts of names and addresses put together."""
    found: dict[str, str] = {}
    for column, cell in zip(columns, cells, strict=False):
        text = cell.strip()
        if column.field and text:
            glue = JOINED.get(column.field, "")
            found[column.field] = (
                f"{found[column.field]}{glue}{text}" if column.field in found else _tidy(column.field, text)
            )
    return found


def _tidy(field: str, text: str) -> str:
    return text if field == "address" else " ".join(text.split())


def _read(line: int, found: dict[str, str]) -> Row | Fault:
    if "roll_number" not in found:
        return Fault(line, _("The roll number is missing."))
    for field, most in LONGEST.items():
        if len(found.get(field, "")) > most:
            names = {"field": field_name(field), "most": most}
            return Fault(line, _("%(field)s: longer than %(most)s letters.") % names)
    born = found.pop("birth_date", "")
    day = _date(born) if born else None
    if born and day is None:
        return Fault(
            line,
            _("“%(text)s” is not a date of birth. Write it like 1990-05-03 or 3.5.1990.") % {"text": born},
        )
    language = found.pop("language", "")
    code = LANGUAGES.get(plain(language), language.lower())
    if code and not CODE.fullmatch(code):
        return Fault(
            line, _("“%(text)s” is not a language we know. Write “en” or “es”.") % {"text": language}
        )
    if not _is_email(found.get("email", "")):
        return Fault(line, _("“%(text)s” is not an e-mail address.") % {"text": found["email"]})
    return Row(line=line, birth_date=day, language=code, **found)


def _date(text: str) -> date | None:
    for pattern in DATES:
        match = pattern.fullmatch(text)
        if match:
            try:
                return date(int(match["y"]), int(match["m"]), int(match["d"]))
            except ValueError:
                return None
    return None


def _is_email(text: str) -> bool:
    try:
        if text:
            validate_email(text)
    except ValidationError:
        return False
    return True
