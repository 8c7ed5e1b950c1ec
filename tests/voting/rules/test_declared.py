"""What cities declared: reproduced from the rule named in the file's header."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from voting.rules import Election, pabulib, run

EQUAL_SHARES: dict[str, dict[str, Any]] = {
    "Netherlands_Assen_2024": {"completion": "add1"},
    "Poland_Swiecie_2023": {"completion": "add1"},
    "Poland_Wieliczka_2023_Green_Budget": {
        "completion": "add1",
        "stop": "infeasible",
        "comparison": "satisfaction",
    },
}
GREEDY: dict[str, dict[str, Any]] = {
    "votes, skip": {"by": "votes", "overflow": "skip"},
    "votes, stop": {"by": "votes", "overflow": "stop"},
    "points, skip": {"by": "points", "overflow": "skip", "ranking_points": "own"},
    "points, stop": {"by": "points", "overflow": "stop", "ranking_points": "own"},
}
VOTES = {"by": "votes", "ranking_points": "last-zero"}  # where the ballots carry no points


def declared(election: Election) -> set[str]:
    """The projects the city declared funded."""
    return {project.id for project in election.projects if project.declared}


@pytest.mark.parametrize("name", EQUAL_SHARES)
def test_cities_that_used_equal_shares(name: str, elections_dir: Path) -> None:
    election = pabulib.read(elections_dir / f"{name}.pb")
    assert election.meta["rule"].startswith("equalshares/add1")
    assert set(run(election, "equal-shares", EQUAL_SHARES[name]).selected) == declared(election)


def test_wieliczka_went_on_raising_the_shares_after_the_money_was_spent_best(elections_dir: Path) -> None:
    """Stopping as soon as nothing else fits would have decided otherwise about three projects."""
    election = pabulib.read(elections_dir / "Poland_Wieliczka_2023_Green_Budget.pb")
    early = run(election, "equal-shares", {"completion": "add1", "stop": "exhaustive"})
    assert set(early.selected) ^ declared(election) == {"46", "66", "67"}


def test_greedy_cities(elections_dir: Path) -> None:
    """How many declared outcomes each variant of greedy reproduces; docs/rules.md prints the same numbers."""
    known, hits = 0, dict.fromkeys(GREEDY, 0)
    for path in sorted(elections_dir.glob("*.pb")):
        election = pabulib.read(path)
        if election.meta["rule"] != "greedy" or not declared(election):
            continue
        known += 1
        for label, parameters in GREEDY.items():
            usable = parameters if election.ballots.points is not None else {**parameters, **VOTES}
            hits[label] += _hit(election, usable)
    assert known == 24
    assert hits == {"votes, skip": 16, "votes, stop": 8, "points, skip": 18, "points, stop": 8}


def _hit(election: Election, parameters: dict[str, Any]) -> bool:
    return set(run(election, "greedy", parameters).selected) == declared(election)
