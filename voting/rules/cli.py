"""The command line: `python -m voting.rules FILE.pb --rule equal-shares ...` and `python -m voting.rules
compare FILE.pb`.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from typing import Any

from voting.rules import sums_file
from voting.rules.cli_check import check
from voting.rules.compare import Column, compare, usual_candidates
from voting.rules.exact import decimal_text
from voting.rules.fairness import fairness
from voting.rules.frame import FRAME_PARAMETERS
from voting.rules.model import Election
from voting.rules.outcome import Outcome
from voting.rules.pabulib import PabulibError, read
from voting.rules.registry import rules
from voting.rules.run import run
from voting.rules.settings import Parameter
from voting.rules.sums import Sums

BAD_INPUT = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit code: 0, or 2 with one line on standard error."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given[:1] == ["check"]:
        return check(given[1:])
    comparing = given[:1] == ["compare"]
    options = vars((_comparison() if comparing else _single()).parse_args(given[1:] if comparing else given))
    path, as_json, name = options.pop("file"), options.pop("json"), options.pop("rule", "")
    values = {key: value for key, value in options.items() if value is not None}
    began = time.perf_counter()
    try:
        election = sums_file.read(path) if path.endswith(sums_file.SUFFIX) else read(path)
        read_at = time.perf_counter()
        if comparing:
            _show_comparison(election, compare(election, usual_candidates(election), values), as_json)
        else:
            outcome = run(election, name, values)
            timings = {"read": read_at - began, "count": time.perf_counter() - read_at}
            _show(election, outcome, as_json, timings)
    except PabulibError as error:
        return _fail(f"{path}: {error}")
    except OSError as error:
        return _fail(f"{path}: {error.strerror or error}")
    except ValueError as error:
        return _fail(str(error))
    return 0


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


def _fail(message: str) -> int:
    sys.stderr.write(" ".join(message.split()) + "\n")
    return BAD_INPUT


def _single() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m voting.rules",
        description="Allocate a budget. 'compare FILE.pb' puts the rules side by side, "
        "'check FILE.pb PAYMENTS.json' follows the payments of a result.",
    )
    parser.add_argument(
        "file", metavar="FILE.pb", help="an election in the Pabulib format, or a .json file of sums"
    )
    titles = "; ".join(f"{rule.name}: {rule.title}" for rule in rules())
    names = [rule.name for rule in rules()]
    parser.add_argument(
        "--rule", default="equal-shares", choices=names, help=titles + " (default: %(default)s)"
    )
    parser.add_argument("--json", action="store_true", help="print the whole outcome as JSON")
    users: dict[str, list[tuple[str, Parameter]]] = {}
    for rule in rules():
        for parameter in rule.parameters:
            users.setdefault(parameter.name, []).append((rule.name, parameter))
    for name, uses in users.items():
        _add(parser, name, uses[0][1], f"{', '.join(user for user, _ in uses)}: ")
    for parameter in FRAME_PARAMETERS:
        _add(parser, parameter.name, parameter, "")
    return parser


def _comparison() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m voting.rules compare", description="The rules side by side."
    )
    parser.add_argument("file", metavar="FILE.pb", help="an election in the Pabulib format")
    parser.add_argument("--json", action="store_true", help="print the outcomes and their fairness as JSON")
    for parameter in FRAME_PARAMETERS:
        _add(parser, parameter.name, parameter, "")
    return parser


def _add(parser: argparse.ArgumentParser, name: str, parameter: Parameter, users: str) -> None:
    choices = f" One of: {', '.join(parameter.choices)}." if parameter.choices else ""
    default = parameter.default
    shown = ",".join(map(str, default)) if isinstance(default, tuple) else default
    told = f" Default: {shown}." if shown not in {"", None} else ""
    text = f"{users}{parameter.help}{choices}{told}".replace("%", "%%")
    parser.add_argument(f"--{name.replace('_', '-')}", dest=name, metavar=parameter.kind.upper(), help=text)


def _show(election: Election, outcome: Outcome, as_json: bool, timings: dict[str, float]) -> None:
    if as_json:
        data: dict[str, Any] = outcome.to_json()
        if not isinstance(election.profile, Sums):
            data["fairness"] = fairness(election, outcome).to_json()
        data["timings"] = {name: round(seconds, 6) for name, seconds in timings.items()}
        _say(json.dumps(data, ensure_ascii=False))
        return
    for step in outcome.steps:
        votes = "" if step.effective_votes is None else f"  effective votes {float(step.effective_votes):.1f}"
        name = election.projects[election.index[step.project]].name
        _say(
            f"{step.number:4} {step.action:8} {step.project:>10} {decimal_text(step.cost):>12}{votes}  {name}"
        )
    _say(f"{len(outcome.selected)} projects, {decimal_text(outcome.spent)} of {decimal_text(outcome.budget)}")
    for tie in outcome.ties:
        _say(f"tie: {', '.join(tie.projects)}; {tie.chosen} first, by {tie.decided_by}")


def _show_comparison(election: Election, columns: tuple[Column, ...], as_json: bool) -> None:
    if as_json:
        results = [
            {
                "label": column.candidate.label,
                "outcome": column.outcome.to_json(),
                "fairness": column.fairness.to_json(),
            }
            for column in columns
        ]
        _say(json.dumps({"results": results}, ensure_ascii=False))
        return
    for number, column in enumerate(columns, start=1):
        covered = 100 * column.fairness.covered / max(1, column.fairness.voters)
        _say(
            f"({number}) {column.candidate.label}: {len(column.outcome.selected)} projects, "
            f"{decimal_text(column.outcome.spent)} spent, {covered:.1f}% of voters with a funded project, "
            f"{float(column.fairness.mean):.2f} on average"
        )
    _say(" " * 26 + " ".join(f"{f'({number})':>4}" for number in range(1, len(columns) + 1)))
    by_votes = columns[0].outcome.votes
    for project in sorted(election.projects, key=lambda item: (-by_votes[item.id], item.id)):
        marks = [_mark(project.id, column.outcome) for column in columns]
        if any(mark.strip() for mark in marks):
            cells = " ".join(f"{mark:>4}" for mark in marks)
            _say(f"{project.id[:12]:>12} {decimal_text(project.cost):>12} {cells}  {project.name[:50]}")


def _mark(name: str, outcome: Outcome) -> str:
    return "yes" if name in outcome.selected else "part" if name in outcome.part_funded else "-"
