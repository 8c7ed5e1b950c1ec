"""Rules tried before a round opens, on ballots that count for nothing."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from voting.models.round import Round


class RehearsalState(models.TextChoices):
    DRAFT = "draft", _("Being set up")
    WAITING = "waiting", _("Waiting for its turn")
    RUNNING = "running", _("Running")
    DONE = "done", _("Finished")
    FAILED = "failed", _("Stopped")


class Rehearsal(models.Model):
    """A dress rehearsal: rules tried side by side on ballots that count for nothing.

    `candidates` are rules with their parameters, `ballots` says where the ballots come from, and `source` is
    the text of an uploaded file, compressed. `done` of `total` candidates are counted.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="rehearsals")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=8, choices=RehearsalState.choices, default=RehearsalState.DRAFT)
    candidates = models.JSONField(default=list)
    ballots = models.JSONField(default=dict)
    source = models.BinaryField(null=True, editable=False)
    done = models.PositiveSmallIntegerField(default=0)
    total = models.PositiveSmallIntegerField(default=0)
    problem = models.TextField(blank=True)
    result = models.JSONField(null=True)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.round} #{self.pk}"
