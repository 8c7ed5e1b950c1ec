"""Proposals and what belongs to them, one file per concept."""

from __future__ import annotations

from proposals.models.answer import OfficialAnswer
from proposals.models.proposal import (
    STATUS_LABELS,
    TEASER_LETTERS,
    Proposal,
    draw_lot,
    teaser_of,
)
from proposals.models.support import Support

__all__ = [
    "STATUS_LABELS",
    "TEASER_LETTERS",
    "OfficialAnswer",
    "Proposal",
    "Support",
    "draw_lot",
    "teaser_of",
]
