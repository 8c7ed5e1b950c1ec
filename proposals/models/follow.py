"""Who wants to hear about a proposal."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from proposals.models.proposal import Proposal


class Follow(models.Model):
    """One person's wish to be told what happens to one proposal. Nobody else sees it.

    `told_version` is the version that the person began with or was told about last. `by_support` says that it
    began with their support, and ends with it.
    """

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="follows")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="follows")
    created_at = models.DateTimeField(default=timezone.now)
    told_version = models.PositiveIntegerField(default=0, editable=False)
    by_support = models.BooleanField(default=False, editable=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("proposal", "user"), name="one_follow_per_person"),)

    def __str__(self) -> str:
        return f"{self.proposal_id}"
