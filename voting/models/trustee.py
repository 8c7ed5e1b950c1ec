"""Trustees: who holds the key of a verifiable round together, and what each has said so far."""

from __future__ import annotations

from datetime import datetime

from django.db import models

from voting.models.round import Round


class Ceremony(models.Model):
    """The making of a shared key: `needed` of `size` trustees can open the box later, fewer cannot.

    `attempt` counts how often it began anew, as it does when a trustee is replaced, and `reason` says why the
    last time. `dummy` is the number of the trial, drawn once the key is made.
    """

    round = models.OneToOneField(Round, models.CASCADE, primary_key=True, related_name="ceremony")
    needed = models.PositiveSmallIntegerField(default=2)
    size = models.PositiveSmallIntegerField(default=3)
    deadline = models.DateTimeField(null=True, blank=True)
    attempt = models.PositiveSmallIntegerField(default=1)
    reason = models.TextField(blank=True)
    dummy = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(needed__gte=2, needed__lte=models.F("size")),
                name="two_or_more_trustees_needed",
            ),
        )

    def __str__(self) -> str:
        return f"{self.needed}/{self.size}"


class Trustee(models.Model):
    """One trustee. The platform holds the hash of the personal link, public messages, and what is sealed to
    keys that only the trustee's sheet gives; never the sheet.

    `certificate`, `contribution` and `public_key` are the three messages of the ceremony as JSON; `share` is
    the trustee's part of the key, sealed. `accuses` is the number of a trustee whose part did not fit.
    `commitment` is the promise given before the count is opened; `opening` is what was opened, held back
    until enough have promised.
    """

    ceremony = models.ForeignKey(Ceremony, models.CASCADE, related_name="trustees")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    email = models.EmailField()
    language = models.CharField(max_length=10, blank=True)
    link_hash = models.CharField(max_length=64, unique=True, null=True)
    invited_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    certificate = models.TextField(blank=True)
    contribution = models.TextField(blank=True)
    public_key = models.TextField(blank=True)
    share = models.TextField(blank=True)
    accuses = models.PositiveSmallIntegerField(null=True)
    tried_at = models.DateTimeField(null=True)
    commitment = models.TextField(blank=True)
    opening = models.TextField(blank=True)
    reminded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("ceremony", "number"), name="one_trustee_per_number"),
            models.UniqueConstraint(fields=("ceremony", "email"), name="one_trustee_per_address"),
        )

    def __str__(self) -> str:
        return self.name

    def is_late(self, now: datetime) -> bool:
        """Return whether the trustee has not finished though the day is over."""
        deadline = self.ceremony.deadline
        return self.tried_at is None and deadline is not None and deadline < now


class HandedState(models.TextChoices):
    WAITING = "waiting", "waiting"
    RUNNING = "running", "running"
    REFUSED = "refused", "refused"


class HandedIn(models.Model):
    """What a trustee handed in for the count and is being checked in the background, or why it was refused.

    `word` is "shuffle" or "opening". The row goes when its text stands on the board; a refused one keeps the
    place and the sentence until something else is handed in. `at` is the last sign of life of the check.
    """

    trustee = models.OneToOneField(Trustee, models.CASCADE, primary_key=True, related_name="handed_in")
    word = models.CharField(max_length=10)
    text = models.TextField(blank=True)
    state = models.CharField(max_length=8, choices=HandedState.choices)
    place = models.TextField(blank=True)
    problem = models.TextField(blank=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.trustee_id} {self.word} {self.state}"
