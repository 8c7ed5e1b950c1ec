"""The stages by which residents filter a list: coarser than the status, finer about support."""

from __future__ import annotations

from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _

from proposals.lifecycle import Status


class Stage(TextChoices):
    GATHERING = "gathering", _("Gathering support")
    CHECK = "check", _("Goes to city check")
    ACCEPTED = "accepted", _("Accepted")
    BALLOT = "ballot", _("On the ballot")
    FUNDED = "funded", _("Funded")
    NOT_FUNDED = "not_funded", _("Not funded")
    NOT_POSSIBLE = "not_possible", _("Not possible")
    CLOSED = "closed", _("Merged or withdrawn")


BY_STATUS: dict[Status, Stage] = {
    Status.UNDER_REVIEW: Stage.CHECK,
    Status.ACCEPTED: Stage.ACCEPTED,
    Status.REJECTED: Stage.NOT_POSSIBLE,
    Status.MERGED: Stage.CLOSED,
    Status.WITHDRAWN: Stage.CLOSED,
    Status.ON_BALLOT: Stage.BALLOT,
    Status.FUNDED: Stage.FUNDED,
    Status.NOT_FUNDED: Stage.NOT_FUNDED,
    Status.IN_DELIVERY: Stage.FUNDED,
    Status.DELIVERED: Stage.FUNDED,
}


def stage_of(status: Status, reached: bool) -> Stage:
    """Return the stage of a public proposal; `reached` says whether it has the support it needs."""
    if status is Status.PUBLISHED:
        return Stage.CHECK if reached else Stage.GATHERING
    return BY_STATUS[status]


def in_stages(stages: frozenset[str], threshold: int) -> Q:
    """Return the condition to be in any of `stages` where `threshold` supporters are needed."""
    condition = Q(status__in=[status for status, stage in BY_STATUS.items() if stage in stages])
    if Stage.GATHERING in stages:
        condition |= Q(status=Status.PUBLISHED, support_count__lt=threshold)
    if Stage.CHECK in stages:
        condition |= Q(status=Status.PUBLISHED, support_count__gte=threshold)
    return condition
