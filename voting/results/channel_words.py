"""Ballots online and on paper in words and drawings, from the facts that counting stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ui.charts import Bar, BarChart, Table
from voting.casting.phrases import count_text
from voting.paper.marks import LABELS

Row = tuple[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Channels:
    """Both ways of voting: a chart with the votes of each project behind it, if they may be shown `apart`;
    what did not count and why; offices whose numbers differ.
    """

    chart: BarChart
    apart: bool
    invalid: tuple[tuple[str, str], ...]
    differences: tuple[tuple[str, str, str, str], ...]


def channel_words(facts: Mapping[str, Any], titles: Mapping[str, str]) -> Channels | None:
    """Return how people voted; None where everything came one way and every ballot counted."""
    found = facts.get("channels")
    if not found or not (found["offices"] or found["web"]["invalid"]):
        return None
    rows: list[Row] = [(_("Online"), found["web"]), (_("On paper"), found["paper"])]
    bars = tuple(Bar(name, row["ballots"], count_text(row["ballots"])) for name, row in rows)
    votes = found.get("votes")
    table = _projects(votes, titles) if votes else _ballots(rows)
    chart = BarChart(_("Ballots that count"), bars, _caption(rows), table=table)
    return Channels(chart, bool(votes), tuple(_reasons(found)), tuple(_differences(found)))


def _caption(rows: list[Row]) -> str:
    invalid = sum(row["invalid"] for _name, row in rows)
    text = ngettext("%(n)s ballot is invalid.", "%(n)s ballots are invalid.", invalid)
    return text % {"n": count_text(invalid)}


def _projects(votes: list[list[Any]], titles: Mapping[str, str]) -> Table:
    rows = tuple((titles.get(key, key), count_text(web), count_text(paper)) for key, web, paper in votes)
    return Table((_("Project"), _("Online"), _("On paper")), rows, _("Supporters online and on paper"))


def _ballots(rows: list[Row]) -> Table:
    cells = tuple((name, count_text(row["ballots"]), count_text(row["invalid"])) for name, row in rows)
    return Table((_("Way of voting"), _("Ballots"), _("Invalid")), cells, _("Ballots online and on paper"))


def _reasons(found: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Why ballots did not count, in words where staff said so; else they say more than a ballot may."""
    beyond, rows = 0, []
    for reason, number in found["reasons"]:
        if reason in LABELS:
            rows.append((str(LABELS[reason]), count_text(number)))
        else:
            beyond += number
    if beyond:
        rows.append((_("More on the paper ballot than is allowed"), count_text(beyond)))
    if found["web"]["invalid"]:
        rows.append((_("Sealed online with more than is allowed"), count_text(found["web"]["invalid"])))
    return rows


def _differences(found: Mapping[str, Any]) -> list[tuple[str, str, str, str]]:
    return [
        (office, count_text(ticked), count_text(ballots), reason)
        for office, ticked, ballots, reason in found["offices"] if reason
    ]  # fmt: skip
