"""The steps of a proposal's life, for the timeline on its page."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from proposals.lifecycle import Status
from proposals.models.proposal import STATUS_LABELS, Proposal

REASON_LETTERS = 2_000


class Move(models.Model):
    """One step: the status it led to, when, and the reason where one was given. Public, and never changed.

    `told_at` is when the authors and followers were told. `by_author` marks a withdrawal by the author, which
    they can undo, and its undoing.
    """

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="moves")
    status = models.CharField(max_length=12, choices=[(s.value, STATUS_LABELS[s]) for s in Status])
    reason = models.TextField(_("reason"), max_length=REASON_LETTERS, blank=True)
    language = models.CharField(max_length=10, blank=True)
    at = models.DateTimeField(default=timezone.now)
    by_author = models.BooleanField(default=False, editable=False)
    told_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return self.status

    @property
    def label(self) -> str:
        """The status in the words residents read."""
        return str(STATUS_LABELS[Status(self.status)])
