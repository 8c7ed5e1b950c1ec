"""What people do with proposals, one file per act."""

from __future__ import annotations

from proposals.services.answering import answer_proposal
from proposals.services.costing import cost_proposal
from proposals.services.drafting import (
    DraftFields,
    autosave_draft,
    discard_draft,
    save_draft,
    start_draft,
)
from proposals.services.editing import edit_proposal
from proposals.services.following import follow_proposal, unfollow_proposal
from proposals.services.lists import enter_supports
from proposals.services.merging_answer import answer_merge, decide_for_erased
from proposals.services.merging_authors import answer_joining
from proposals.services.merging_end import call_off_merge, expire_merges
from proposals.services.merging_propose import propose_merge
from proposals.services.merging_supports import answer_move, move_silent_supporters
from proposals.services.merging_undo import undo_merge
from proposals.services.moving import move_proposal
from proposals.services.publishing import missing, publish_proposal, too_many_links
from proposals.services.supporting import support_proposal, withdraw_support
from proposals.services.withdrawing import bring_back_proposal, withdraw_proposal

__all__ = [
    "DraftFields",
    "answer_joining",
    "answer_merge",
    "answer_move",
    "answer_proposal",
    "autosave_draft",
    "bring_back_proposal",
    "call_off_merge",
    "cost_proposal",
    "decide_for_erased",
    "discard_draft",
    "edit_proposal",
    "enter_supports",
    "expire_merges",
    "follow_proposal",
    "missing",
    "move_proposal",
    "move_silent_supporters",
    "propose_merge",
    "publish_proposal",
    "save_draft",
    "start_draft",
    "support_proposal",
    "too_many_links",
    "undo_merge",
    "unfollow_proposal",
    "withdraw_proposal",
    "withdraw_support",
]
