"""The support a proposal gathers."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from proposals.models.proposal import Proposal


class Support(models.Model):
    """One resident's support for one proposal. Only the number of supporters is public.

    Of an erased account the support stays without a `user`, so that numbers stay true whatever is merged or
    undone.
    """

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="supports")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="supports")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("proposal", "user"), name="one_support_per_person"),)

    def __str__(self) -> str:
        return f"{self.proposal_id}"
