"""Ballots cast on paper, keyed twice by two people, and what staff say where numbers differ."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from voting.models.round import Round


class PaperBallot(models.Model):
    """One paper ballot by its number in its office; nothing joins it to a person on the roll.

    `first`, `second` and `settled` are choices as `voting.counting.ballots` stores them, or {"invalid":
    reason}.
    It counts once it is settled: both agree, or the `third_look` of somebody who keyed neither decided.
    The database holds nobody to have settled what they keyed.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="paper_ballots")
    office = models.CharField(max_length=120)
    serial = models.PositiveIntegerField()
    first = models.JSONField(null=True)
    first_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    second = models.JSONField(null=True)
    second_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    settled = models.JSONField(null=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    third_look = models.BooleanField(default=False)

    class Meta:
        ordering = ("office", "serial")
        constraints = (
            models.UniqueConstraint(fields=("round", "office", "serial"), name="one_paper_ballot_per_number"),
            models.CheckConstraint(
                condition=models.Q(second_by=None) | ~models.Q(second_by=models.F("first_by")),
                name="two_people_key_a_paper_ballot",
            ),
            models.CheckConstraint(
                condition=models.Q(settled__isnull=True)
                | models.Q(third_look=True)
                | models.Q(
                    first__isnull=False, second__isnull=False,
                    settled=models.F("first"), second=models.F("first"),
                ),
                name="two_people_or_a_third_settle_a_paper_ballot",
            ),
            models.CheckConstraint(
                condition=models.Q(settled_by=None)
                | (
                    models.Q(third_look=True)
                    & (models.Q(first_by=None) | ~models.Q(first_by=models.F("settled_by")))
                    & (models.Q(second_by=None) | ~models.Q(second_by=models.F("settled_by")))
                ),
                name="nobody_settles_what_they_keyed",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.office} {self.serial}"


class OfficeDifference(models.Model):
    """Why an office has another number of ballots than of people ticked off; everybody can read the reason.

    It holds for these very numbers: if one of them changes, it explains nothing.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="office_differences")
    office = models.CharField(max_length=120)
    ticked = models.PositiveIntegerField()
    ballots = models.PositiveIntegerField()
    reason = models.CharField(max_length=300)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("round", "office"), name="one_difference_per_office"),)

    def __str__(self) -> str:
        return self.reason
