"""Bars that say how much: the ballot's meter, the tally of stances, the gap that was left."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ui.charts import Number, Part, Stone, stones
from ui.draw_charts import percent


def meter(parts: Iterable[Part | Number], total: Number, label: str) -> SafeString:
    """One numbered stone per choice in the order chosen; the gap at the end is what is left.

    `label` says the same in words ("€548,000 of €900,000 chosen"). What is beyond it is hatched.
    """
    laid = stones([part if isinstance(part, Part) else Part(part) for part in parts], total)
    over = " over" if any(stone.kind == "miss" for stone in laid) else ""
    return _drawing(f"meter{over}", laid, label)


def gap(have: Number, need: Number, label: str) -> SafeString:
    """How much of `need` was there (`have`); the missing end is hatched. `label` says it in words."""
    there = min(have, need)
    laid = stones([Part(there, text=" ")], need)
    if need > there:
        start = float(100 * there / need)
        laid.append(Stone(start, 100 - start, "", "miss"))
    return _drawing("gap", laid, label)


def tally(in_favour: int, against: int, questions: int) -> SafeString:
    """For, against and questions side by side; nothing when there are none. Chips below give the numbers."""
    total = in_favour + against + questions
    if not total:
        return mark_safe("")
    asked = ngettext("%(n)s question", "%(n)s questions", questions) % {"n": questions}
    label = _("%(for)s for, %(against)s against, %(asked)s") % {
        "for": in_favour,
        "against": against,
        "asked": asked,
    }
    laid, start = [], 0.0
    for kind, count in (("p", in_favour), ("m", against), ("q", questions)):
        width = 100 * count / total
        if count:
            laid.append(Stone(start, width, "", kind))
        start += width
    return _drawing("tally", laid, label)


def _drawing(css: str, laid: list[Stone], label: str) -> SafeString:
    body = "".join(_stone(stone) for stone in laid)
    return mark_safe(f'<svg class="{css}" role="img" aria-label="{escape(label)}">{body}</svg>')


def _stone(stone: Stone) -> str:
    css = f' class="{stone.kind}"' if stone.kind else ""
    rect = f'<rect{css} x="{percent(stone.start)}" width="{percent(stone.width)}" height="100%"/>'
    if not stone.text.strip():
        return rect
    middle = percent(stone.start + stone.width / 2)
    return f'{rect}<text x="{middle}" y="50%">{escape(stone.text)}</text>'
