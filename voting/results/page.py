"""What the result page shows, from what counting stored."""

from __future__ import annotations

import shlex
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from ui.charts import Bar, BarChart, Table
from ui.money import decimal, format_money, grouped
from voting.counting.public_file import public_file
from voting.models import Result, Round

HEADS = {"district": lambda: _("Place"), "place": lambda: _("Place"), "category": lambda: _("Topic")}


def command_of(round: Round) -> str:
    """Return the command that counts the downloaded file again."""
    words = ["python", "-m", "voting.rules", public_file(round).name, "--rule", round.rule]
    for name, value in round.rule_parameters.items():
        words += [f"--{name.replace('_', '-')}", _plain(value)]
    return shlex.join(words)


def _plain(value: Any) -> str:
    if isinstance(value, list):
        parts = [",".join(item) if isinstance(item, list) else str(item) for item in value]
        return (";" if any(isinstance(item, list) for item in value) else ",").join(parts)
    if isinstance(value, dict):
        return ";".join(f"{key}={amount}" for key, amount in value.items())
    return str(value).lower() if isinstance(value, bool) else str(value)


def money_chart(round: Round, facts: dict[str, Any]) -> BarChart | None:
    """Return where the money goes; None where the projects have neither places nor topics."""
    places = facts["places"]
    if not places["rows"]:
        return None
    currency, language = round.process.currency, get_language() or "en"
    bars, rows = [], []
    for name, count, money in places["rows"]:
        label = name or (_("Whole city") if places["kind"] == "district" else _("Not given"))
        projects = ngettext("%(n)s project", "%(n)s projects", count) % {"n": grouped(count, language)}
        text = format_money(money, currency, language)
        bars.append(Bar(f"{label}, {projects}", money, text))
        share = _percent(money, facts["spent"], language)
        rows.append((label, grouped(count, language), text, share))
    head = (HEADS[places["kind"]](), _("Projects"), _("Money"), _("Share"))
    caption = (
        _("Money by topic of the project.")
        if places["kind"] == "category"
        else _("Money by place of the project, not by home of the voter.")
    )
    return BarChart(_("Where the money goes"), tuple(bars), caption, table=Table(head, tuple(rows)))


def _percent(part: int, whole: int, language: str) -> str:
    return _("%(number)s%%") % {"number": decimal(100 * part / whole, 1, language)} if whole else "–"


def check_lines(round: Round, result: Result) -> list[dict[str, Any]]:
    """Return the checks that ran at publication as sentences, each with whether it passed."""
    return [{"ok": check["ok"], "text": CHECKS[check["code"]](round, check)} for check in result.checks]


def _rules_line(round: Round, check: dict[str, Any]) -> str:
    if round.source_hash:
        return _("The projects and the rule are the ones read from the file %(name)s.") % {
            "name": round.source_name
        }
    return _("The rules are the ones frozen before voting.")


def _box_line(round: Round, check: dict[str, Any]) -> str:
    number = grouped(check["ballots"], get_language() or "en")
    if round.only_sums:
        return _("Ballots in the box: %(n)s. Added up: %(n)s.") % {"n": number}
    return _("Ballots in the box: %(n)s. Counted: %(n)s.") % {"n": number}


def _recount_line(round: Round, check: dict[str, Any]) -> str:
    return ngettext(
        "Counted a second time from the public file: the same %(n)s project.",
        "Counted a second time from the public file: the same %(n)s projects.",
        check["winners"],
    ) % {"n": grouped(check["winners"], get_language() or "en")}


def _record_line(round: Round, check: dict[str, Any]) -> str:
    if round.only_sums:
        return _("Every seal, the totals and their opening were checked from the public record alone.")
    return _("Every seal, shuffle and opening was checked from the public record alone.")


CHECKS = {"record": _record_line, "rules": _rules_line, "box": _box_line, "recount": _recount_line}
