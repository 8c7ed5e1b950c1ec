"""Phases and their problems in the words that people read."""

from __future__ import annotations

from django.utils.translation import gettext_lazy, pgettext_lazy

from processes.phases import Phase, TimelineProblem

PHASE_LABELS = {
    Phase.COLLECT: gettext_lazy("Ideas"),
    Phase.REVIEW: gettext_lazy("City check"),
    Phase.SUPPORT: pgettext_lazy("phase", "Support"),
    Phase.VOTE: gettext_lazy("Vote"),
    Phase.RESULT: gettext_lazy("Result"),
    Phase.DELIVERY: gettext_lazy("Building"),
}
PROBLEMS = {
    "empty": gettext_lazy("“%(phase)s” ends before it starts."),
    "twice": gettext_lazy("“%(phase)s” appears twice."),
    "order": gettext_lazy("“%(phase)s” comes too late. Put it before the phases that follow it."),
    "overlap": gettext_lazy("“%(phase)s” starts before the phase before it has ended."),
}


def phase_label(phase: Phase) -> str:
    """Return the name of a phase."""
    return str(PHASE_LABELS[phase])


def timeline_problem(problem: TimelineProblem) -> str:
    """Return what is wrong with a timeline as a sentence."""
    return PROBLEMS[problem.code] % {"phase": phase_label(problem.phase)}
