"""What we hold about a voter: that they voted and on which day. How they voted is not known to anyone."""

from __future__ import annotations

from typing import Any

from django.db.models import F

from accounts.models import User
from accounts.privacy import register_eraser, register_export
from voting.models import RollEntry, Round, RoundStatus
from voting.roll.forgetting import NOTHING
from voting.rounds.state import log


@register_export("votes")
def export_votes(user: User) -> list[dict[str, Any]]:
    """Return the rolls a person is on, and the day and way of voting where they voted."""
    entries = RollEntry.objects.filter(user=user).select_related("round__process").order_by("pk")
    return [
        {
            "vote": entry.round.title,
            "process": entry.round.process.slug,
            "roll_number": entry.roll_number,
            "name": entry.name,
            "address": entry.address,
            "email": entry.email,
            "birth_date": entry.birth_date,
            "voted_on": entry.voted_on,
            "voted_by": entry.channel,
            "office": entry.office,
        }
        for entry in entries
    ]


@register_eraser("votes")
def erase_votes(user: User) -> None:
    """Take the person out of every roll. A ballot that was cast stays in the box and counts.

    A roll that is not frozen loses the entry; a frozen one keeps its size, so the entry stays without a name.
    """
    drafts = Round.objects.select_for_update(no_key=True).filter(status=RoundStatus.DRAFT, roll__user=user)
    for round in drafts:
        RollEntry.objects.filter(round=round, user=user).delete()
        Round.objects.filter(pk=round.pk).update(roll_size=F("roll_size") - 1)
        log(None, "voting.roll_shortened", round, {"people": 1, "round": round.title}, None)
    RollEntry.objects.filter(user=user).update(user=None, district=None, language="", **NOTHING)
