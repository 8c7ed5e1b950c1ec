"""Kinds of ballots: which give points, and how the rules and the `.pb` format call them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from voting.models import BallotType

POINTED = frozenset({BallotType.CUMULATIVE.value, BallotType.SCORING.value, BallotType.GRADES.value})
SHOWN_POINTS = 10
TOP_SCORE = 5
GRADES = (
    _("Reject"),
    _("Poor"),
    _("Acceptable"),
    _("Good"),
    _("Very good"),
    _("Excellent"),
)
"""What the grades 0 to 5 are called; a project without a grade counts as rejected."""


def vote_type(ballot_type: str) -> str:
    """Return the type of ballots as the rules know it: grades are scores with names."""
    return BallotType.SCORING.value if ballot_type == BallotType.GRADES else ballot_type


def most_points(ballot_type: str, total: int | None, each: int | None) -> int:
    """Return the most that one project can get on a ballot of this kind."""
    if ballot_type == BallotType.GRADES:
        return len(GRADES) - 1
    if ballot_type == BallotType.SCORING:
        return each or TOP_SCORE
    if ballot_type == BallotType.CUMULATIVE:
        return min(each or total or SHOWN_POINTS, total or SHOWN_POINTS)
    return 0
