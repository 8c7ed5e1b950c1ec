"""One page of a long list, found by where it begins instead of by counting what comes before.

A mark is the place of one row: the numbers it is sorted by. A page starts after one mark or ends before
another, so nothing is skipped or shown twice while proposals come and go, and a late page costs what the
first one does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Protocol

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, Func
from django.db.models.sql.compiler import SQLCompiler

PER_PAGE = 20
Key = tuple[int, ...]
MARK = re.compile(r"-?[0-9]{1,18}(?:_-?[0-9]{1,18})*", re.ASCII)


class Order(Protocol):
    """A way to walk through a list. A key has `parts` numbers, the last of which is the row's alone."""

    @property
    def parts(self) -> int:
        """How many numbers a key has."""

    def rows(self, key: Key | None, most: int, *, backwards: bool) -> list[tuple[Key, int]]:
        """Return up to `most` rows beyond `key` as (key, id), the nearest first."""


@dataclass(frozen=True, slots=True)
class Page:
    """The ids of one page, and the marks of the pages beside it ("" where there is none)."""

    wanted: list[int]
    before: str = ""
    after: str = ""


def page_at(order: Order, *, after: str = "", before: str = "", most: int = PER_PAGE) -> Page:
    """Return the page after or before a mark; the first one for marks that make no sense."""
    start, end = read(after, order.parts), read(before, order.parts)
    if end and not start:
        rows = order.rows(end, most + 1, backwards=True)
        if len(rows) >= most:
            shown = rows[:most][::-1]
            return Page([pk for _key, pk in shown], mark(shown[0]) if rows[most:] else "", mark(shown[-1]))
        start = None
    rows = order.rows(start, most + 1, backwards=False)
    shown = rows[:most]
    earlier = (mark(shown[0]) if shown else after) if start else ""
    return Page([pk for _key, pk in shown], earlier, mark(shown[-1]) if rows[most:] else "")


def mark(row: tuple[Key, int]) -> str:
    """Write the place of a row."""
    return "_".join(map(str, row[0]))


def read(text: str, parts: int) -> Key | None:
    """Read a mark of so many numbers; None for anything else."""
    if not MARK.fullmatch(text):
        return None
    key = tuple(map(int, text.split("_")))
    return key if len(key) == parts else None


class Beyond(Func):
    """(a, b) < (x, y): one comparison of rows, which both databases answer from an index on a and b."""

    output_field = BooleanField()

    def __init__(self, columns: tuple[Any, ...], values: tuple[Any, ...], *, above: bool = False) -> None:
        self.sign = ">" if above else "<"
        super().__init__(*columns, *values)

    def as_sql(
        self,
        compiler: SQLCompiler,
        connection: BaseDatabaseWrapper,
        function: str | None = None,
        template: str | None = None,
        arg_joiner: str | None = None,
        **extra_context: Any,
    ) -> tuple[str, tuple[str | int, ...]]:
        """Write both rows in brackets."""
        parts = [compiler.compile(source) for source in self.get_source_expressions()]
        names, half = [sql for sql, _params in parts], len(parts) // 2
        params = tuple(param for _sql, each in parts for param in each)
        return f"({', '.join(names[:half])}) {self.sign} ({', '.join(names[half:])})", params
