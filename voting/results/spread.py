"""How a result spreads over the voters, and what the other rules would have done with the same ballots.

Worked out once, when a round is counted, and kept with the result.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from voting.rules import Election, NoBallots, Outcome, run
from voting.rules.certificate import check_payments
from voting.rules.compare import Candidate, usual_candidates
from voting.rules.exact import to_json
from voting.rules.fairness import fairness
from voting.rules.frame import FRAME_PARAMETERS
from voting.rules.justified import complaints
from voting.rules.sums import Sums

FRAME = frozenset(parameter.name for parameter in FRAME_PARAMETERS)
MOST_COMPLAINTS = 12
MOST_RAISES = 1_000
PAYMENTS = "plaza-payments-1"


def spread_of(election: Election, outcome: Outcome) -> dict[str, Any]:
    """Return the figures of a result, who could complain, and the other rules beside it, as plain data.

    Of sums nothing is known about single voters: then only the rules that need no more are there.
    """
    if isinstance(election.profile, Sums):
        return {"sums": True, "voters": election.voters, "others": list(others(election, outcome))}
    return {
        **fairness(election, outcome).to_json(),
        "justified": justified(election, outcome),
        "others": list(others(election, outcome)),
    }


def justified(election: Election, outcome: Outcome) -> dict[str, Any]:
    """Return whether a group of voters could complain (EJR+), and the largest of those that could."""
    utility = outcome.parameters.get("utility", "cost")
    utility = utility if utility in {"cost", "cardinality"} else "cost"
    found = sorted(complaints(election, outcome.selected, utility), key=lambda one: -one.voters)
    listed = [
        {"project": one.project, "voters": one.voters, "claim": to_json(one.claim)}
        for one in found[:MOST_COMPLAINTS]
    ]
    return {"utility": utility, "count": len(found), "complaints": listed}


def others(election: Election, outcome: Outcome) -> Iterator[dict[str, Any]]:
    """Yield what each other usual rule would have chosen, inside the same frame of ties, pots and limits;
    none that needs ballots where only sums are known.
    """
    frame = {name: value for name, value in outcome.parameters.items() if name in FRAME}
    for usual in usual_candidates(election):
        candidate = in_big_steps(usual, election)
        try:
            other = run(election, candidate.rule, {**frame, **candidate.parameters})
        except NoBallots:
            continue
        if (other.rule, other.parameters) != (outcome.rule, outcome.parameters):
            yield _beside(election, candidate, other, outcome)


def in_big_steps(candidate: Candidate, election: Election) -> Candidate:
    """Return the candidate with shares raised by about a thousandth at a time, and never by less than 1.

    Few voters with much money would otherwise raise their shares hundreds of thousands of times.
    """
    if "add1" not in str(candidate.parameters.get("completion", "")) or not election.voters:
        return candidate
    step = max(1, int(election.budget / election.voters / MOST_RAISES))
    return replace(candidate, parameters={**candidate.parameters, "increment": step})


def _beside(election: Election, candidate: Candidate, other: Outcome, outcome: Outcome) -> dict[str, Any]:
    figures = None if isinstance(election.profile, Sums) else fairness(election, other)
    return {
        "rule": candidate.rule,
        "parameters": dict(candidate.parameters),
        "funds": [key for key in other.selected if key not in outcome.selected],
        "drops": [key for key in outcome.selected if key not in other.selected],
        "part": list(other.part_funded),
        "winners": len(other.selected),
        "spent": to_json(other.spent),
        "covered": figures and figures.covered,
        "mean": figures and to_json(figures.mean),
    }


def payments_of(election: Election, outcome: Outcome) -> dict[str, Any] | None:
    """Return the head of the certificate of a result of equal shares: its format, and that it was checked.

    The payments themselves are the prices in the steps of the outcome. None where a result carries none.
    """
    if outcome.rule != "equal-shares" or outcome.notes.get("comparison", {}).get("kept") == "greedy":
        return None
    return {"format": PAYMENTS, "checked": check_payments(election, outcome).valid}
