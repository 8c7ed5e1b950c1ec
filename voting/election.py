"""A round as the rules see it. What is counted is the text of the public file, so anyone can count the
same.
"""

from __future__ import annotations

from voting.models import Round
from voting.pbfile import pb_text
from voting.rules import Election, Outcome, Project, pabulib, run


def election_of(round: Round) -> Election:
    """Return the election in units of the currency, with every ballot of the box. Only after the close."""
    return pabulib.parse(pb_text(round))


def allocate(round: Round, election: Election) -> Outcome:
    """Share the budget by the rule of the round. Raises ValueError if the rule cannot use these ballots."""
    return run(election, round.rule, round.rule_parameters)


def rule_problem(round: Round) -> str:
    """Return why the rule of a round cannot be used; "" if it can. It is tried on the projects without
    ballots.
    """
    costs = round.projects.values_list("key", "cost", "category")
    projects = [Project(key, cost, category=category) for key, cost, category in costs]
    election = Election.of(budget=round.budget, projects=projects, ballots=[], vote_type=round.ballot_type)
    try:
        run(election, round.rule, round.rule_parameters)
    except ValueError as error:
        return str(error)
    return ""
