"""The outcome of a counted round."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from voting.models.round import Round


class Result(models.Model):
    """The outcome of a round as the rule explained it, and what anyone needs to count again.

    `outcome` is all that the rule returned (large); `facts` is the little that the result page shows.
    `fairness` is how the result spreads over the voters, and what other rules would have chosen; `payments`
    is filled where the steps hold payments that one pass over the ballots can check.
    `checks` are the checks that ran at publication. `fingerprint` is the SHA-256 of the public file.
    `blank_ballots` is None where only sums are known.
    """

    round = models.OneToOneField(Round, models.CASCADE, related_name="result")
    outcome = models.JSONField()
    facts = models.JSONField(default=dict)
    fairness = models.JSONField(default=dict)
    payments = models.JSONField(null=True)
    checks = models.JSONField(default=list)
    ballots_counted = models.PositiveIntegerField()
    blank_ballots = models.PositiveIntegerField(null=True)
    roll_size = models.PositiveIntegerField()
    fingerprint = models.CharField(max_length=64, blank=True)
    counted_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.round}"
