"""What charts are made of. Pure data: numbers decide the drawing, texts are what people read."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

Number = int | Fraction


@dataclass(frozen=True)
class Table:
    """The table behind a chart. The first cell of each row is its heading."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""


@dataclass(frozen=True)
class Bar:
    """One horizontal bar: its label above, `text` at the end. `second` is drawn as a dashed outline."""

    label: str
    value: Number
    text: str
    second: Number | None = None


@dataclass(frozen=True)
class BarChart:
    """Horizontal bars from zero. `label` says what is shown, `caption` is the sentence under the drawing."""

    label: str
    bars: tuple[Bar, ...]
    caption: str = ""
    head: tuple[str, str] = ("", "")
    table: Table | None = None

    def as_table(self) -> Table:
        """The table given, or one made of labels and values."""
        return self.table or Table(self.head, tuple((bar.label, bar.text) for bar in self.bars), self.label)


@dataclass(frozen=True)
class Column:
    """One upright bar, such as the ballots of a day. Days to come are dashed and have no number."""

    label: str
    value: int = 0
    text: str = ""
    when: Literal["past", "now", "future"] = "past"


@dataclass(frozen=True)
class ColumnChart:
    """Upright bars from zero, in the order of time."""

    label: str
    columns: tuple[Column, ...]
    caption: str = ""
    head: tuple[str, str] = ("", "")
    table: Table | None = None

    def as_table(self) -> Table:
        """The table given, or one of all columns that are not in the future."""
        known = (column for column in self.columns if column.when != "future")
        return self.table or Table(
            self.head, tuple((c.label, c.text or str(c.value)) for c in known), self.label
        )


@dataclass(frozen=True)
class Part:
    """One stone of a meter. `kind` "now" paints it as the present step; `text` replaces its number."""

    amount: Number
    text: str = ""
    kind: Literal["", "now"] = ""


@dataclass(frozen=True)
class Stone:
    """Where a stone lies: start and width in percent of the meter, and what is written on it if it fits."""

    start: float
    width: float
    text: str
    kind: str = field(default="")


def stones(parts: list[Part], total: Number) -> list[Stone]:
    """Lay the parts side by side along `total`; what goes beyond it becomes one last stone of kind "miss".

    Raises ValueError for a negative amount.
    """
    if any(part.amount < 0 for part in parts):
        raise ValueError("A part of a meter cannot be negative.")
    limit = Fraction(total)
    chosen = Fraction(sum(part.amount for part in parts))
    scale = max(limit, chosen)
    if scale <= 0:
        return []
    laid, used = [], Fraction(0)
    for position, part in enumerate(parts, 1):
        width = min(Fraction(part.amount), max(limit - used, Fraction(0)))
        if width > 0:
            laid.append(_stone(used, width, scale, part.text or str(position), part.kind))
        used += Fraction(part.amount)
    if chosen > limit:
        laid.append(_stone(limit, chosen - limit, scale, "", "miss"))
    return laid


def _stone(start: Fraction, width: Fraction, scale: Fraction, text: str, kind: str) -> Stone:
    percent = float(100 * width / scale)
    fits = percent >= 2.5 * len(text) + 1.5  # a letter takes about 2.5 % of a meter on a phone
    return Stone(float(100 * start / scale), percent, text if fits else "", kind)
