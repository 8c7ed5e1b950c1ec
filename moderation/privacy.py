"""What moderation holds about a person: reports and decisions stay for the case, without the person.

What somebody said in an appeal goes with the account.
"""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from accounts.models import User
from accounts.privacy import register_eraser, register_export
from moderation.models import Appeal, Case, Decision, Report
from moderation.services.appealing import end_appeals_of


@register_export("reports")
def reports(user: User) -> list[dict[str, Any]]:
    """Return what the person reported to the moderators."""
    made = Report.objects.filter(reporter=user).order_by("pk")
    return [
        {"rule": each.rule, "note": each.note, "reported": each.created_at, "case": each.case_id}
        for each in made
    ]


@register_export("decisions")
def decisions(user: User) -> list[dict[str, Any]]:
    """Return what the person decided as a moderator."""
    made = Decision.objects.filter(moderator=user).order_by("pk")
    return [
        {"outcome": each.outcome, "rule": each.rule, "note": each.note, "decided": each.decided_at}
        for each in made
    ]


@register_export("appeals")
def appeals(user: User) -> list[dict[str, Any]]:
    """Return what the person appealed against, and what was answered."""
    made = Appeal.objects.filter(author=user).select_related("decision", "answer").order_by("pk")
    return [
        {
            "against": {"rule": each.decision.rule, "note": each.decision.note},
            "text": each.text,
            "appealed": each.created_at,
            "answer": {"outcome": each.answer.outcome, "note": each.answer.note} if each.answer else None,
        }
        for each in made
    ]


@register_eraser("moderation")
def forget_in_cases(user: User) -> None:
    """Take the person out of reports, decisions and cases; end and empty their appeals."""
    end_appeals_of(user, now=timezone.now())
    Report.objects.filter(reporter=user).update(reporter=None)
    Decision.objects.filter(moderator=user).update(moderator=None)
    Case.objects.filter(author=user).update(author=None)
