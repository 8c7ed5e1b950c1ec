"""Those who write a proposal together with its author."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from proposals.models.proposal import Proposal

INVITATION_DAYS = 14


class CoAuthor(models.Model):
    """Somebody who said yes to writing a proposal together with its author."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="coauthors")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="coauthored")
    joined_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("joined_at", "pk")
        constraints = (models.UniqueConstraint(fields=("proposal", "user"), name="one_coauthor_each"),)

    def __str__(self) -> str:
        return f"{self.proposal_id}: {self.user_id}"


class Invitation(models.Model):
    """An open invitation to write together: to whoever has the address `email`, or to whoever has the link.

    An address without an account is kept and shown like any other, so that nobody learns who has one.
    """

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="invitations")
    email = models.EmailField(blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    declined_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("created_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("proposal", "email"),
                condition=~models.Q(email=""),
                name="one_invitation_per_address",
            ),
        )

    def __str__(self) -> str:
        return f"{self.proposal_id}"

    @property
    def ends_at(self) -> datetime:
        """Until when it can be accepted."""
        return self.created_at + timedelta(days=INVITATION_DAYS)

    def is_open(self, now: datetime) -> bool:
        """Whether it can be accepted."""
        return self.declined_at is None and now < self.ends_at
