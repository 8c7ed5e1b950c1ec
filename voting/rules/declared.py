"""What cities declared, and which rules reproduce it: `python -m voting.rules.declared FOLDER`.

For every .pb file of the folder that marks its funded projects: the rule the city names, the variants that
fund exactly these projects, and for the others which projects differ.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from voting.rules.model import Election
from voting.rules.pabulib import read
from voting.rules.run import run

GREEDY: Mapping[str, Mapping[str, Any]] = {
    "votes, skip": {"by": "votes", "overflow": "skip"},
    "votes, skip, with a supporter": {"by": "votes", "overflow": "skip", "minimum_votes": 1},
    "votes, stop": {"by": "votes", "overflow": "stop"},
    "points, skip": {"by": "points", "overflow": "skip"},
    "points, skip, with a supporter": {"by": "points", "overflow": "skip", "minimum_votes": 1},
    "points, stop": {"by": "points", "overflow": "stop"},
}
ADD1 = {"completion": "add1"}
EQUAL_SHARES: Mapping[str, Mapping[str, Any]] = {
    "Add1": ADD1,
    "Add1, to the last share that can be paid": {**ADD1, "stop": "infeasible"},
    "Add1 against greedy": {**ADD1, "comparison": "satisfaction"},
    "Add1, to the last share that can be paid, against greedy": {
        **ADD1, "stop": "infeasible", "comparison": "satisfaction",
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Trial:
    """One variant on one election: projects that it funds and the city did not, and the other way round."""

    variant: str
    only_rule: tuple[str, ...]
    only_city: tuple[str, ...]

    @property
    def equal(self) -> bool:
        return not self.only_rule and not self.only_city


def declared(election: Election) -> frozenset[str]:
    """The projects that the city declared funded."""
    return frozenset(project.id for project in election.projects if project.declared)


def trials(election: Election) -> tuple[Trial, ...]:
    """The variants of the rule that the city names, each held against what it declared."""
    city = declared(election)
    if not city:
        return ()
    name = election.meta.get("rule", "")
    if name.startswith("equalshares"):
        return tuple(_trial(election, "equal-shares", *item, city) for item in EQUAL_SHARES.items())
    if name != "greedy":
        return ()
    points = {"ranking_points": "own"} if election.ballots.points is not None else {"by": "votes"}
    return tuple(
        _trial(
            election, "greedy", label, {**settings, **(points if settings["by"] == "points" else {})}, city
        )
        for label, settings in GREEDY.items()
    )


def _trial(
    election: Election, rule: str, label: str, settings: Mapping[str, Any], city: frozenset[str]
) -> Trial:
    won = set(run(election, rule, settings).selected)
    return Trial(label, tuple(sorted(won - city)), tuple(sorted(city - won)))


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a line per election and variant, and the totals."""
    parser = argparse.ArgumentParser(prog="python -m voting.rules.declared", description=__doc__)
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    totals: dict[str, list[int]] = {}
    for path in sorted(parser.parse_args(arguments).folder.glob("*.pb")):
        election = read(path)
        found = trials(election)
        for trial in found:
            counts = totals.setdefault(trial.variant, [0, 0])
            counts[0] += trial.equal
            counts[1] += 1
        if found:
            sys.stdout.write(f"{path.stem} ({election.meta['rule']})\n{_lines(found)}")
    sys.stdout.write("\nreproduced\n")
    for variant, (equal, tried) in totals.items():
        sys.stdout.write(f"  {equal:3} of {tried:3}  {variant}\n")
    return 0


def _lines(found: Iterable[Trial]) -> str:
    return "".join(f"  {trial.variant}: {_difference(trial)}\n" for trial in found)


def _difference(trial: Trial) -> str:
    if trial.equal:
        return "equal"
    return f"only by the rule: {_listed(trial.only_rule)}; only declared: {_listed(trial.only_city)}"


def _listed(ids: Sequence[str]) -> str:
    return ", ".join(ids) or "none"


if __name__ == "__main__":
    raise SystemExit(main())
