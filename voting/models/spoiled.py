"""Sealed ballots that their voters opened for a test, and that therefore never come into the box."""

from __future__ import annotations

from django.db import models

from voting.models.round import Round


class SpoiledBallot(models.Model):
    """The hash of a tested ballot: nothing of its voter, of its choices, or of when."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="spoiled")
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("round", "digest"), name="one_row_per_spoiled_ballot"),
        )

    def __str__(self) -> str:
        return self.digest
