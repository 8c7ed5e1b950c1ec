"""Two proposals that say nearly the same, until somebody has looked at them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from processes.models import Process
from proposals.models.proposal import Proposal


class PairState(models.TextChoices):
    OPEN = "open", _("To be checked")
    DISMISSED = "dismissed", _("Not the same")
    MERGED = "merged", _("Merged")


class Pair(models.Model):
    """Two close proposals in the order of their keys, so that each two make one pair. Found, never merged."""

    process = models.ForeignKey(Process, models.CASCADE, related_name="pairs")
    first = models.ForeignKey(Proposal, models.CASCADE, related_name="pairs_as_first")
    second = models.ForeignKey(Proposal, models.CASCADE, related_name="pairs_as_second")
    score = models.FloatField()
    state = models.CharField(max_length=9, choices=PairState.choices, default=PairState.OPEN)
    reason = models.TextField(_("why they are not the same"), max_length=500, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    found_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("first", "second"), name="one_pair_of_two_proposals"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="pair_in_the_order_of_keys"),
        )
        indexes = (models.Index(fields=("process", "state", "-score"), name="pairs_to_look_at"),)

    def __str__(self) -> str:
        return f"{self.first_id} ~ {self.second_id}"

    @property
    def percent(self) -> int:
        """How close the two are, of 100."""
        return round(100 * self.score)

    @property
    def sides(self) -> tuple[Proposal, Proposal]:
        """Both proposals."""
        return self.first, self.second
