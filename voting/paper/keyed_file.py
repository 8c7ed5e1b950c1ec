"""Keyed paper ballots as a file: one line for each, its number and what is typed for it. Both ways."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable, Mapping
from io import StringIO

from django.utils.translation import gettext as _

from voting.models import Round
from voting.paper.marks import MarksError, Value, read_marks, typed

HEAD = ["sheet", "marks"]
LARGEST = 2_000_000
MOST_BALLOTS = 20_000
SHOWN_ERRORS = 20


class UnreadableFile(ValueError):
    """A file that cannot be taken; `lines` says for each line what is wrong with it."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        super().__init__(" ".join(lines))


def read_keyed_file(content: bytes, round: Round, numbers: Collection[int]) -> Mapping[int, Value]:
    """Return the ballots of a file by their numbers. Raises UnreadableFile with every line that is wrong."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableFile([_("This file is not text in UTF-8. Save it as CSV (UTF-8).")]) from None
    if not text.strip():
        raise UnreadableFile([_("This file is empty.")])
    separator = ";" if ";" in text.splitlines()[0] else ","
    found: dict[int, Value] = {}
    wrong: list[str] = []
    for place, row in enumerate(csv.reader(StringIO(text), delimiter=separator), 1):
        if not any(row) or (place == 1 and [cell.strip().lower() for cell in row[:2]] == HEAD):
            continue
        try:
            serial = _serial(row[0], found)
            found[serial] = read_marks(" ".join(row[1:]), round, numbers)
        except MarksError as error:
            wrong.append(_("Line %(line)s: %(problem)s") % {"line": place, "problem": error})
    if wrong or len(found) > MOST_BALLOTS:
        raise UnreadableFile(wrong[:SHOWN_ERRORS] or [_("This file has too many lines.")])
    return found


def _serial(text: str, known: Collection[int]) -> int:
    word = text.strip()
    if not (word.isascii() and word.isdecimal() and len(word) < 9 and int(word)):
        raise MarksError(_("The first cell is the number of the paper ballot, such as 12."))
    if int(word) in known:
        raise MarksError(_("Paper ballot %(serial)s is in the file twice.") % {"serial": int(word)})
    return int(word)


def keyed_file_text(ballots: Iterable[tuple[int, Value]]) -> str:
    """Return paper ballots as the text of a file that can be read again."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(HEAD)
    writer.writerows([serial, typed(value)] for serial, value in ballots)
    return out.getvalue()
