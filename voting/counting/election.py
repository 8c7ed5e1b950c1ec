"""A round as the rules see it. What is counted is the text of the public file, so anyone can count the
same.
"""

from __future__ import annotations

from voting.amounts import major
from voting.casting.kinds import vote_type
from voting.models import Round
from voting.pabulib.file import candidate, pb_text
from voting.rules import Election, Outcome, pabulib, run


def election_of(round: Round) -> Election:
    """Return the election in units of the currency, with every ballot of the box. Only after the close."""
    return pabulib.parse(pb_text(round))


def allocate(round: Round, election: Election) -> Outcome:
    """Share the budget by the rule of the round. Raises ValueError if the rule cannot use these ballots."""
    return run(election, round.rule, round.rule_parameters)


def without_ballots(round: Round) -> Election:
    """Return the round's money and projects in units of the currency, with no ballot in the box yet."""
    projects = list(round.projects.select_related("district").order_by("number"))
    return Election.of(
        budget=major(round.budget, round.exact_budget, round.process.currency),
        projects=[candidate(project, round, counted=False) for project in projects],
        ballots=[],
        vote_type=vote_type(round.ballot_type),
    )


def rule_problem(round: Round) -> str:
    """Return why the rule of a round cannot be used; "" if it can. It is tried on the projects without
    ballots.
    """
    election = without_ballots(round)
    try:
        run(election, round.rule, round.rule_parameters)
    except ValueError as error:
        return str(error)
    return ""
