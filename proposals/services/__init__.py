"""What people do with proposals, one file per act."""

from __future__ import annotations

from proposals.services.answering import answer_proposal
from proposals.services.drafting import DraftFields, discard_draft, save_draft, start_draft
from proposals.services.lists import enter_supports
from proposals.services.moving import move_proposal, withdraw_proposal
from proposals.services.publishing import missing, publish_proposal
from proposals.services.supporting import support_proposal, withdraw_support

__all__ = [
    "DraftFields",
    "answer_proposal",
    "discard_draft",
    "enter_supports",
    "missing",
    "move_proposal",
    "publish_proposal",
    "save_draft",
    "start_draft",
    "support_proposal",
    "withdraw_proposal",
    "withdraw_support",
]
