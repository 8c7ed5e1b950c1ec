"""The same election and the same rules in pabutools."""

from __future__ import annotations

from typing import Any

from pabutools.election import Instance
from pabutools.election import satisfaction as sat
from pabutools.election.pabulib import parse_pabulib_from_string
from pabutools.rules import greedy_utilitarian_welfare, method_of_equal_shares, sequential_phragmen

from voting.rules import Election, pabulib

UTILITIES = {"cost": sat.Cost_Sat, "cardinality": sat.Cardinality_Sat, "points": sat.Additive_Cardinal_Sat}


def to_pabutools(election: Election) -> tuple[Instance, Any]:
    """Through a .pb file, which tests the writer as well."""
    instance, profile = parse_pabulib_from_string(pabulib.write(election))
    return instance, profile


def equal_shares(election: Election, utility: str, increment: int | None = None) -> list[str]:
    instance, profile = to_pabutools(election)
    outcome = method_of_equal_shares(instance, profile, UTILITIES[utility], voter_budget_increment=increment)
    return [project.name for project in outcome]


def greedy(election: Election, utility: str) -> list[str]:
    instance, profile = to_pabutools(election)
    return [project.name for project in greedy_utilitarian_welfare(instance, profile, UTILITIES[utility])]


def phragmen(election: Election) -> list[str]:
    instance, profile = to_pabutools(election)
    return [project.name for project in sequential_phragmen(instance, profile)]
