"""One line of a list of voters: a person, or what is wrong with it. Nothing here knows the database."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from voting.roll.columns import JOINED, Column, field_name, plain

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


def read_row(line: int, columns: tuple[Column, ...], cells: list[str]) -> Row | Fault:
    """Read the cells of a line below the headings `columns`."""
    if len(cells) > len(columns) and any(cell.strip() for cell in cells[len(columns) :]):
        return Fault(line, _("The line has more cells than the heading."))
    found = _cells(columns, cells)
    problem = _size_problem(found)
    born, language = found.pop("birth_date", ""), found.pop("language", "")
    day, code = _date(born), LANGUAGES.get(plain(language), language.lower())
    problem = (
        problem or _date_problem(born, day) or _language_problem(language, code) or _email_problem(found)
    )
    if problem:
        return Fault(line, problem)
    return Row(line=line, birth_date=day, language=code, **found)


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


def _size_problem(found: Mapping[str, str]) -> str:
    """Return which text of a line is missing or too long; "" if none is."""
    if "roll_number" not in found:
        return _("The roll number is missing.")
    for field, most in LONGEST.items():
        if len(found.get(field, "")) > most:
            return _("%(field)s: longer than %(most)s letters.") % {"field": field_name(field), "most": most}
    return ""


def _date_problem(text: str, day: date | None) -> str:
    if text and day is None:
        return _("“%(text)s” is not a date of birth. Write it like 1990-05-03 or 3.5.1990.") % {"text": text}
    return ""


def _language_problem(text: str, code: str) -> str:
    if code and not CODE.fullmatch(code):
        return _("“%(text)s” is not a language we know. Write “en” or “es”.") % {"text": text}
    return ""


def _email_problem(found: Mapping[str, str]) -> str:
    text = found.get("email", "")
    try:
        if text:
            validate_email(text)
    except ValidationError:
        return _("“%(text)s” is not an e-mail address.") % {"text": text}
    return ""


def _date(text: str) -> date | None:
    for pattern in DATES:
        match = pattern.fullmatch(text)
        if match:
            try:
                return date(int(match["y"]), int(match["m"]), int(match["d"]))
            except ValueError:
                return None
    return None
