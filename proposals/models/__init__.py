"""Proposals and what belongs to them, one file per concept."""

from __future__ import annotations

from proposals.models.answer import OfficialAnswer
from proposals.models.coauthor import INVITATION_DAYS, CoAuthor, Invitation
from proposals.models.follow import Follow
from proposals.models.merges import (
    LIVE,
    Merge,
    MergeConsent,
    MergeState,
    MoveAnswer,
    MovedAuthor,
    MovedFollow,
    MovedSupport,
)
from proposals.models.move import REASON_LETTERS, Move
from proposals.models.pairs import Pair, PairState
from proposals.models.picture import ALT_LETTERS, Attachment, Picture
from proposals.models.proposal import (
    BODY_LETTERS,
    STATUS_LABELS,
    TEASER_LETTERS,
    Proposal,
    draw_lot,
    teaser_of,
)
from proposals.models.search_word import SearchWord
from proposals.models.suggestion import Suggestion
from proposals.models.support import Support
from proposals.models.themes import StoredIndex, Theme, ThemeMember
from proposals.models.version import WHY_LETTERS, ProposalVersion

__all__ = [
    "ALT_LETTERS",
    "BODY_LETTERS",
    "INVITATION_DAYS",
    "LIVE",
    "REASON_LETTERS",
    "STATUS_LABELS",
    "TEASER_LETTERS",
    "WHY_LETTERS",
    "Attachment",
    "CoAuthor",
    "Follow",
    "Invitation",
    "Merge",
    "MergeConsent",
    "MergeState",
    "Move",
    "MoveAnswer",
    "MovedAuthor",
    "MovedFollow",
    "MovedSupport",
    "OfficialAnswer",
    "Pair",
    "PairState",
    "Picture",
    "Proposal",
    "ProposalVersion",
    "SearchWord",
    "StoredIndex",
    "Suggestion",
    "Support",
    "Theme",
    "ThemeMember",
    "draw_lot",
    "teaser_of",
]
