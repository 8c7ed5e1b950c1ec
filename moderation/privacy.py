"""What moderation holds about a person: reports and decisions stay for the case, without the person."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from accounts.privacy import register_eraser, register_export
from moderation.models import Decision, Report


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


@register_eraser("moderation")
def forget_in_cases(user: User) -> None:
    """Take the person out of reports and decisions."""
    Report.objects.filter(reporter=user).update(reporter=None)
    Decision.objects.filter(moderator=user).update(moderator=None)
