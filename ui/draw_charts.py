"""Charts as SVG: percentages for widths, pixels for text, and the same numbers in a table below."""

from __future__ import annotations

import textwrap
from html import escape
from itertools import zip_longest
from math import ceil

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from ui.charts import Bar, BarChart, Column, ColumnChart, Number, Table
from ui.sprites import icon

LINE = 18
ROW = 54
LETTERS = 30
BASE = 170
TALLEST = 141
PHONE = 300
MOST_COLUMNS = 4  # of a table that stays one on a phone
FEWEST = 7  # a vote of one day is a column, not a wall


def percent(value: float) -> str:
    """A percentage for an SVG attribute: at most two decimals, always with a point."""
    return f"{value:.2f}".rstrip("0").rstrip(".") + "%"


def bar_chart(chart: BarChart) -> SafeString:
    """Horizontal bars, each label above its bar, with the table behind "See this as a table"."""
    if not chart.bars:
        return _empty()
    longest = max(max(bar.value, bar.second or 0) for bar in chart.bars)
    drawn, y = "", 0
    for bar in chart.bars:
        drawn += _bar(bar, longest, y)
        y += ROW + LINE * (len(_lines(bar.label)) - 1)
    spoken = chart.label + ". " + ", ".join(f"{bar.label} {bar.text}" for bar in chart.bars)
    return _figure(drawn, y - 4, spoken, chart.caption, chart.as_table())


def column_chart(chart: ColumnChart) -> SafeString:
    """Upright bars through time: the present one is brass, those to come are dashed."""
    if not chart.columns:
        return _empty()
    tallest = max((column.value for column in chart.columns), default=0)
    step = 100 / max(len(chart.columns), FEWEST)
    drawn = f'<line class="ax" x1="0" x2="100%" y1="{BASE}" y2="{BASE}"/>'
    named, valued = _named(chart.columns), _valued(chart.columns)
    for index, column in enumerate(chart.columns):
        drawn += _column(column, index, step, tallest, named=index in named, valued=index in valued)
    known = (c for c in chart.columns if c.when != "future")
    spoken = chart.label + ". " + ", ".join(f"{c.label}: {c.text or c.value}" for c in known)
    return _figure(drawn, BASE + 26, spoken, chart.caption, chart.as_table())


def _empty() -> SafeString:
    words = _("There is nothing to show yet.")
    return mark_safe(f'<p class="soft small">{escape(words)}</p>')


def _lines(label: str) -> list[str]:
    return textwrap.wrap(label, LETTERS, max_lines=3, placeholder="…") or [""]


def _share(value: Number, longest: Number) -> float:
    return float(100 * value / longest) if longest else 0.0


def _bar(bar: Bar, longest: Number, y: int) -> str:
    lines = _lines(bar.label)
    label = "".join(
        f'<text x="0" y="{y + 15 + LINE * i}">{escape(line)}</text>' for i, line in enumerate(lines)
    )
    base = y + LINE * (len(lines) - 1)
    out = f'{label}<text class="v" x="100%" y="{base + 15}" text-anchor="end">{escape(bar.text)}</text>'
    out += f'<line class="ax" x1="0" x2="100%" y1="{base + 40}" y2="{base + 40}"/>'
    for css, value in (("b1", bar.value), ("b2", bar.second)):
        if value:
            width = percent(_share(value, longest))
            out += f'<rect class="{css}" x="0" y="{base + 23}" width="{width}" height="17"/>'
    return out


def _named(columns: tuple[Column, ...]) -> set[int]:
    """Which columns get a name under the axis: today, the first, the last, and others with room between."""
    room = max(1, ceil(max(len(c.label) for c in columns) * 9 * max(len(columns), FEWEST) / PHONE))
    last = len(columns) - 1
    today = [i for i, column in enumerate(columns) if column.when == "now"]
    chosen: list[int] = []
    for index in [*today, 0, last, *range(0, last, room)]:
        if all(abs(index - other) >= room for other in chosen):
            chosen.append(index)
    return set(chosen)


def _valued(columns: tuple[Column, ...]) -> set[int]:
    """Which columns show their number: the highest and today's, unless the two would touch."""
    highest = max(range(len(columns)), key=lambda i: columns[i].value)
    room = max(len(columns), FEWEST) * 45 / PHONE
    today = {i for i, c in enumerate(columns) if c.when == "now" and abs(i - highest) >= room}
    return today | {highest}


def _column(column: Column, index: int, step: float, tallest: int, *, named: bool, valued: bool) -> str:
    css = {"past": "b1", "now": "b3", "future": "b2"}[column.when]
    height = 20 if column.when == "future" else round(_share(column.value, tallest) * TALLEST / 100)
    middle = percent((index + 0.5) * step)
    out = ""
    if height:
        x, width = percent((index + 0.085) * step), percent(0.83 * step)
        out += f'<rect class="{css}" x="{x}" y="{BASE - height}" width="{width}" height="{height}"/>'
    if named:
        x, anchor = _place(index, step, middle)
        out += f'<text x="{x}" y="{BASE + 20}" text-anchor="{anchor}">{escape(column.label)}</text>'
    if valued and column.when != "future":
        text = escape(column.text or str(column.value))
        out += f'<text class="v" x="{middle}" y="{BASE - height - 7}" text-anchor="middle">{text}</text>'
    return out


def _place(index: int, step: float, middle: str) -> tuple[str, str]:
    """Where a name stands under its column; the outermost stay inside the drawing."""
    if index == 0:
        return "0", "start"
    return ("100%", "end") if (index + 1) * step > 99 else (middle, "middle")


def _figure(drawn: str, height: int, spoken: str, caption: str, table: Table) -> SafeString:
    note = f"<figcaption>{conditional_escape(caption)}</figcaption>" if caption else ""
    svg = f'<svg class="chart" height="{height}" role="img" aria-label="{escape(spoken)}">{drawn}</svg>'
    words = _("See this as a table")
    summary = f"<summary>{escape(words)} {icon('down')}</summary>"
    return mark_safe(f"<figure>{svg}{note}</figure><details>{summary}{table_html(table)}</details>")


def table_html(table: Table) -> str:
    """The rows of `table`; every column but the first is aligned to the end, as figures are. Where there are
    many, each row folds to a card on phones.
    """
    caption = f'<caption class="vh">{escape(table.caption)}</caption>' if table.caption else ""
    head = "".join(_head(text, index) for index, text in enumerate(table.head))
    folds = len(table.head) > MOST_COLUMNS
    body = "".join(_row(row, table.head[1:] if folds else ()) for row in table.rows)
    top = f"<thead><tr>{head}</tr></thead>" if any(table.head) else ""
    css = ' class="cards"' if folds else ""
    return f'<div class="scroll"><table{css}>{caption}{top}<tbody>{body}</tbody></table></div>'


def _head(text: str, index: int) -> str:
    css = ' class="r"' if index else ""
    return f'<th scope="col"{css}>{escape(text)}</th>'


def _row(row: tuple[str, ...], labels: tuple[str, ...]) -> str:
    cells = "".join(_cell(cell, label) for cell, label in zip_longest(row[1:], labels, fillvalue=""))
    return f'<tr><th scope="row">{escape(row[0])}</th>{cells}</tr>'


def _cell(text: str, label: str) -> str:
    name = f' data-l="{escape(label)}"' if label else ""
    return f'<td class="r"{name}>{escape(text)}</td>'
