"""Pure: the states of a proposal and the moves between them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Status(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    UNDER_REVIEW = "under_review"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"
    ON_BALLOT = "on_ballot"
    FUNDED = "funded"
    NOT_FUNDED = "not_funded"
    IN_DELIVERY = "in_delivery"
    DELIVERED = "delivered"


TRANSITIONS: Mapping[Status, frozenset[Status]] = {
    Status.DRAFT: frozenset({Status.PUBLISHED}),
    Status.PUBLISHED: frozenset({Status.UNDER_REVIEW, Status.MERGED, Status.WITHDRAWN}),
    Status.UNDER_REVIEW: frozenset(
        {Status.PUBLISHED, Status.ACCEPTED, Status.REJECTED, Status.MERGED, Status.WITHDRAWN}
    ),
    Status.ACCEPTED: frozenset({Status.ON_BALLOT, Status.UNDER_REVIEW, Status.MERGED, Status.WITHDRAWN}),
    Status.REJECTED: frozenset({Status.UNDER_REVIEW}),
    Status.MERGED: frozenset({Status.PUBLISHED, Status.UNDER_REVIEW, Status.ACCEPTED}),
    Status.WITHDRAWN: frozenset({Status.PUBLISHED, Status.UNDER_REVIEW, Status.ACCEPTED}),
    Status.ON_BALLOT: frozenset({Status.FUNDED, Status.NOT_FUNDED, Status.ACCEPTED}),
    Status.FUNDED: frozenset({Status.IN_DELIVERY}),
    Status.NOT_FUNDED: frozenset(),
    Status.IN_DELIVERY: frozenset({Status.DELIVERED}),
    Status.DELIVERED: frozenset(),
}

PUBLIC = frozenset(Status) - {Status.DRAFT}
NOT_THERE = frozenset({Status.DRAFT, Status.WITHDRAWN, Status.MERGED})  # nothing is compared with these
OPEN_FOR_SUPPORT = frozenset({Status.PUBLISHED, Status.UNDER_REVIEW, Status.ACCEPTED})
UNDECIDED = frozenset({Status.PUBLISHED, Status.UNDER_REVIEW})
OPEN_FOR_CHANGE = frozenset({Status.PUBLISHED, Status.UNDER_REVIEW})


def can_move(old: Status, new: Status) -> bool:
    """Return whether a proposal may go from `old` to `new` in one step."""
    return new in TRANSITIONS[old]
