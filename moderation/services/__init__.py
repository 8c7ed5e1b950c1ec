"""What people do about things that break a house rule, one file per act.

Order of locks: the case, the thing it is about, what `Moderated.hold` locks, the head of the log.
"""

from __future__ import annotations

from moderation.services.appealing import appeal, appeal_many
from moderation.services.deciding import decide, decide_in_place, decide_many
from moderation.services.hiding_all import hide_all
from moderation.services.reporting import report
from moderation.services.taking_back import take_back, take_back_many

__all__ = (
    "appeal",
    "appeal_many",
    "decide",
    "decide_in_place",
    "decide_many",
    "hide_all",
    "report",
    "take_back",
    "take_back_many",
)
