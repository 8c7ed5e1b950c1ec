"""What is wrong with a ballot, as the sentences that voters read."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from ui.money import format_money, grouped
from voting.casting.choices import Fault, Limits, Problem
from voting.casting.kinds import POINTED, most_points
from voting.models import BallotType, Round


def in_money(minor: int, round: Round) -> str:
    """Return an amount in the currency of the round's process, in the reader's language."""
    return format_money(minor, round.process.currency, get_language() or "en")


def bold_money(minor: int, currency: str) -> SafeString:
    """Return an amount in bold, kept apart from the direction of the text around it."""
    return format_html(
        '<b><bdi class="sum">{}</bdi></b>', format_money(minor, currency, get_language() or "en")
    )


def count_text(number: int | None) -> str:
    """Return a count as people read it, with the reader's thousands separator."""
    return grouped(number or 0, get_language() or "en")


def limits_of(round: Round) -> Limits:
    """Return what one ballot of the round may hold."""
    pointed = round.ballot_type in POINTED
    each = most_points(round.ballot_type, round.ballot_points, round.ballot_most)
    total = round.ballot_points if round.ballot_type == BallotType.CUMULATIVE else None
    return Limits(round.max_projects, round.spending_limit, total, each if pointed else None, pointed=pointed)


def problem_text(problem: Problem, round: Round) -> str:
    """Return a fault of a ballot with its numbers and what to do about it."""
    if problem.fault is Fault.TOO_MUCH:
        over = {"over": in_money(problem.by, round), "limit": in_money(round.spending_limit or 0, round)}
        return (
            _("Your projects cost %(over)s more than the %(limit)s you can share out. Leave one out.") % over
        )
    if problem.fault is Fault.TOO_MANY:
        most = {"most": count_text(round.max_projects), "by": count_text(problem.by)}
        return _("You can choose %(most)s projects at most. Leave %(by)s out.") % most
    if problem.fault in POINT_FAULTS:
        return _points_text(problem, round)
    if problem.fault is Fault.TWICE:
        return _("A project is on your ballot twice. Choose it once.")
    return _("Something you ticked is not on this ballot. Check your choices.")


POINT_FAULTS = frozenset(
    {Fault.TOO_MANY_POINTS, Fault.TOO_HIGH, Fault.NO_POINTS, Fault.NO_NUMBER, Fault.SAME_RANK}
)


def _points_text(problem: Problem, round: Round) -> str:
    each = most_points(round.ballot_type, round.ballot_points, round.ballot_most)
    if problem.fault is Fault.TOO_MANY_POINTS:
        return ngettext(
            "You gave %(by)s point more than the %(total)s you have. Take it away somewhere.",
            "You gave %(by)s points more than the %(total)s you have. Take some away.",
            problem.by,
        ) % {"by": count_text(problem.by), "total": count_text(round.ballot_points)}
    if problem.fault is Fault.TOO_HIGH:
        return _("One project can get %(each)s at most. Lower any that have more.") % {
            "each": count_text(each)
        }
    if problem.fault is Fault.SAME_RANK:
        return _("Two projects have the same place. Give each place only once.")
    if problem.fault is Fault.NO_NUMBER:
        return _("Write whole numbers, using digits only.")
    return _("Something on this ballot has no points. Check your choices.")
