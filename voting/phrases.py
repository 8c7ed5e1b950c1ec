"""What is wrong with a ballot, as the sentences that voters read."""

from __future__ import annotations

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from ui.money import format_money
from voting.choices import Fault, Problem
from voting.models import Round


def in_money(minor: int, round: Round) -> str:
    """Return an amount in the currency of the round's process, in the reader's language."""
    return format_money(minor, round.process.currency, get_language() or "en")


def problem_text(problem: Problem, round: Round) -> str:
    """Return a fault of a ballot with its numbers and what to do about it."""
    if problem.fault is Fault.TOO_MUCH:
        over = {"over": in_money(problem.by, round), "limit": in_money(round.spending_limit or 0, round)}
        return _("Your projects cost %(over)s more than the %(limit)s you can share out. Untick one.") % over
    if problem.fault is Fault.TOO_MANY:
        return ngettext(
            "You can choose %(most)s projects. Untick %(by)s project.",
            "You can choose %(most)s projects. Untick %(by)s projects.",
            problem.by,
        ) % {"most": round.max_projects, "by": problem.by}
    if problem.fault is Fault.TWICE:
        return _("A project is on your ballot twice. Choose it once.")
    return _("Something you ticked is not on this ballot. Check your choices.")
