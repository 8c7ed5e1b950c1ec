"""55 real elections under up to 12 rules: winners and order equal to an exact reference."""

from __future__ import annotations

import hashlib
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from voting.rules import pabulib, run

UTILITIES = {"cost": "cost", "card": "cardinality", "score": "points"}
COMPLETIONS = {"": "none", "add1": "add1", "add1u": "add1+utilitarian", "u": "utilitarian"}
GREEDY = {"cost": "votes", "card": "votes-per-cost", "score": "points-per-cost"}
HERE = Path(__file__).parent
NAMES = (HERE / "reference_names.txt").read_text().split()


def rule_of(key: str) -> tuple[str, dict[str, Any]]:
    """Our rule and parameters for a key of the reference such as mes_cost_add1."""
    if key == "phragmen":
        return "phragmen", {}
    family, utility, *completion = key.split("_")
    if family == "greedy":
        return "greedy", {"by": GREEDY[utility]}
    return "equal-shares", {"utility": UTILITIES[utility], "completion": COMPLETIONS["".join(completion)]}


def test_every_election_of_the_reference_is_tested(reference: dict[str, Any]) -> None:
    assert sorted(reference) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_outcomes_equal_the_reference(name: str, reference: dict[str, Any], elections_dir: Path) -> None:
    path = elections_dir / f"{name}.pb"
    assert hashlib.sha256(path.read_bytes()).hexdigest() == reference[name]["sha256"]
    election = pabulib.read(path)
    assert election.budget == Fraction(reference[name]["budget"])
    assert (len(election.projects), election.voters) == (
        reference[name]["n_projects"],
        reference[name]["n_voters"],
    )
    for key, wanted in reference[name]["outcomes"].items():
        outcome = run(election, *rule_of(key))
        assert sorted(outcome.selected) == wanted["winners"], key
        assert outcome.spent == Fraction(wanted["total_cost"]), key
        if wanted["order"] and key != "phragmen":  # the reference keeps Phragmén's winners sorted
            assert list(outcome.selected) == wanted["order"], key
