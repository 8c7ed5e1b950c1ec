"""A round as the rules see it. What is counted is the text of the public file, so anyone can count the
same.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from voting.amounts import major
from voting.casting.kinds import vote_type
from voting.counting.public_file import public_file
from voting.models import Round
from voting.pabulib.file import candidate
from voting.rules import Election, NoBallots, Number, Outcome, Project, run

EVERYBODY = 1_000_000


def election_of(round: Round) -> Election:
    """Return the election in units of the currency as its public file has it: with every opened ballot,
    or with the sums. Only after the close.
    """
    file = public_file(round)
    return file.parse(file.text())


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


def wanted_by_all(budget: Number, projects: Sequence[Project]) -> Election:
    """Return sums with which every project may win, so that a rule comes to look at what it needs."""
    votes = {project.id: EVERYBODY for project in projects}
    return Election.of_sums(budget=budget, projects=projects, voters=EVERYBODY, votes=votes)


def rule_problem(round: Round) -> str:
    """Return why the rule of a round cannot be used; "" if it can. It is tried on the projects without
    ballots.
    """
    election = without_ballots(round)
    if round.only_sums:
        election = wanted_by_all(election.budget, election.projects)
    try:
        run(election, round.rule, round.rule_parameters)
    except NoBallots:
        return _(
            "This rule needs to know what each ballot says, and only the totals are opened. “Most votes "
            "first”, without separate money for districts or topics, works with totals."
        )
    except ValueError as error:
        return str(error)
    return ""
