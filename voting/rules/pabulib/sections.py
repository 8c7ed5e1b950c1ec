"""Split a .pb file into META, PROJECTS and the place where the votes begin."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass

from voting.rules.pabulib.errors import PabulibError

_NAMES = {"META", "PROJECTS", "VOTES"}


@dataclass(frozen=True, slots=True)
class Head:
    """Everything before the first vote. Projects carry their line number.

    `meta_lines` says where a key of META stands, and under "" where META itself does. `votes_at` is the
    offset of the first vote in the text, `votes_line` its line number.
    """

    meta: dict[str, str]
    meta_lines: dict[str, int]
    project_fields: tuple[str, ...]
    projects: list[tuple[int, list[str]]]
    vote_fields: tuple[str, ...]
    votes_at: int
    votes_line: int

    def line_of(self, key: str) -> int:
        """Return the line on which META names `key`, or else the line on which META begins."""
        return self.meta_lines.get(key, self.meta_lines.get("", 0))


class _Lines:
    """Lines of a text with their offset, so that a reader can stop in the middle."""

    def __init__(self, text: str) -> None:
        self.text, self.at, self.number = text, 0, 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self.at >= len(self.text):
            raise StopIteration
        end = self.text.find("\n", self.at)
        start, self.at = self.at, len(self.text) if end < 0 else end + 1
        self.number += 1
        return self.text[start : self.at]


def read_head(text: str) -> Head:
    """Read META and PROJECTS. Raises PabulibError if a section or its header row is missing."""
    lines = _Lines(text)
    meta: dict[str, str] = {}
    meta_lines: dict[str, int] = {}
    projects: list[tuple[int, list[str]]] = []
    headers: dict[str, tuple[str, ...]] = {}
    section = ""
    for first, row in _rows(lines):
        if not any(cell.strip() for cell in row):
            continue
        name = row[0].strip().upper()
        if name in _NAMES and not any(cell.strip() for cell in row[1:]):
            section = name
            meta_lines.setdefault("", first)
            headers[section] = _header(lines, section)
            if section == "VOTES":
                break
        elif not section:
            raise PabulibError(first, "the file must begin with a line that says META")
        elif section == "META":
            if len(row) < 2:
                raise PabulibError(first, "a line of META needs a key and a value")
            meta[row[0].strip()] = row[1].strip()
            meta_lines[row[0].strip()] = first
        else:
            projects.append((first, row))
    for section in ("META", "PROJECTS", "VOTES"):
        if section not in headers:
            raise PabulibError(lines.number, f"the file ends here and has no section {section}")
    return Head(meta, meta_lines, headers["PROJECTS"], projects, headers["VOTES"], lines.at, lines.number + 1)


def _rows(lines: _Lines) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(lines, delimiter=";")
    while True:
        first = lines.number + 1
        try:
            yield first, next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise PabulibError(first, f"the line cannot be split into fields: {error}") from None


def _header(lines: _Lines, section: str) -> tuple[str, ...]:
    for first, row in _rows(lines):
        names = tuple(cell.strip() for cell in row)
        needed = {"META": (), "PROJECTS": ("project_id", "cost"), "VOTES": ("vote",)}[section]
        for name in needed:
            if name not in names:
                raise PabulibError(first, f"the header of {section} has no column {name}")
        return names
    raise PabulibError(lines.number, f"the section {section} has no header row")
