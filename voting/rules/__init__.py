"""Allocation rules: from ballots to funded projects, exactly and with reasons.

Pure Python and NumPy; no Django, no clock, no randomness. How to use it:

    from voting.rules import BallotGroup, Election, Project, pabulib, run

    election = Election.of(
        budget=100_000,  # integers or Fractions, one unit of money throughout
        projects=[Project("p1", 40_000, name="Trees", category="green", district="North"), ...],
        ballots=[BallotGroup(("p1", "p2")), BallotGroup(("p2",), count=3), BallotGroup((), count=2)],
        vote_type="approval",
    )
    election = pabulib.read("city.pb")  # or from a file; PabulibError(line, message)

Where only sums are known, `Election.of_sums` takes them; a rule that needs more than the votes of each
project then raises NoBallots.

Cumulative and scoring ballots carry points=(3, 1) in each BallotGroup; ordinal ballots list choices best
first. Empty ballots count as voters.

    outcome = run(
        election,
        "equal-shares",
        {"utility": "cost", "completion": "add1+utilitarian", "ties": "cost,votes,lot", "lot_seed": "..."},
    )
    outcome.selected   # ids in order of selection
    outcome.steps      # why: one `Step` per decision
    outcome.ties       # every exact tie met, and what decided it
    outcome.to_json()  # for the record; Outcome.from_json(data) reads it back

`rules()` lists the rules with title, description and typed parameters (English source strings: pass them
through gettext); `parameters(name)` adds those every rule shares (ties, minimum support, pots, exclusive and
withdrawn projects). Unknown rules, parameters, values or projects raise ValueError. See also
`explain.explain` (what each losing project lacked), `fairness.fairness`, `certificate.check_payments`,
`justified.complaints` and `compare.compare`.
"""

from __future__ import annotations

from voting.rules import greedy as _greedy
from voting.rules import knapsack as _knapsack
from voting.rules import majority as _majority
from voting.rules import pabulib
from voting.rules import phragmen as _phragmen
from voting.rules.ballots import BallotGroup
from voting.rules.exact import Number
from voting.rules.model import Election, NoBallots, Project, VoteType
from voting.rules.outcome import Outcome, Step, Tie
from voting.rules.pabulib import PabulibError
from voting.rules.registry import Rule, get, rules
from voting.rules.run import parameters, run
from voting.rules.settings import Parameter
from voting.rules.shares import rule as _shares

__all__ = [
    "BallotGroup",
    "Election",
    "NoBallots",
    "Number",
    "Outcome",
    "PabulibError",
    "Parameter",
    "Project",
    "Rule",
    "Step",
    "Tie",
    "VoteType",
    "get",
    "pabulib",
    "parameters",
    "rules",
    "run",
]
REGISTERED = (_shares, _greedy, _phragmen, _majority, _knapsack)  # importing a module registers its rule
