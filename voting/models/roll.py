"""The electoral roll of a round."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import District
from voting.models.round import Round


class Channel(models.TextChoices):
    WEB = "web", _("Online")
    PAPER = "paper", _("On paper")
    IMPORTED = "imported", _("Imported")


class CodeBy(models.TextChoices):
    """Where a voter's code comes from: the platform makes it anew when the person is known, or it was drawn
    at random and given out once (nobody but the voter has it), or somebody else issued it.
    """

    ACCOUNT = "account", _("From the account")
    LETTER = "letter", _("From a letter")
    OUTSIDE = "outside", _("From outside this platform")


class RollEntry(models.Model):
    """One eligible person in the electoral roll of one round. `voted_on` is a day, never a time.

    `credential` is the public key of the voter's code in this election, never the code. `name`, `address`,
    `email` and `birth_date` serve to send a code and to recognise the person, and are deleted after the
    result. `office` is where somebody who voted on paper was ticked off.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="roll")
    roll_number = models.CharField(max_length=40)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="roll_entries"
    )
    district = models.ForeignKey(District, models.PROTECT, null=True, blank=True, related_name="+")
    credential = models.CharField(max_length=620, blank=True, editable=False)
    code_by = models.CharField(max_length=8, choices=CodeBy.choices, default=CodeBy.ACCOUNT, editable=False)
    name = models.CharField(max_length=200, blank=True)
    address = models.TextField(blank=True)
    email = models.EmailField(blank=True)
    birth_date = models.DateField(null=True, blank=True)
    language = models.CharField(max_length=10, blank=True)
    channel = models.CharField(max_length=8, choices=Channel.choices, blank=True)
    voted_on = models.DateField(null=True, blank=True)
    office = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("round", "roll_number"), name="one_roll_entry_per_roll_number"),
            models.UniqueConstraint(fields=("round", "user"), name="one_roll_entry_per_person"),
            models.UniqueConstraint(
                fields=("round", "credential"), condition=~models.Q(credential=""),
                name="one_roll_entry_per_credential",
            ),
            models.CheckConstraint(
                condition=models.Q(voted_on=None, channel="")
                | (models.Q(voted_on__isnull=False) & ~models.Q(channel="")),
                name="who_voted_did_so_in_one_way",
            ),
        )  # fmt: skip
        indexes = (
            models.Index(
                fields=("round", "office"), condition=models.Q(channel="paper"),
                name="people_who_voted_on_paper",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.roll_number


class RollDraft(models.Model):
    """An uploaded list of voters that staff look at before it becomes part of the roll; `content` is its
    text, compressed. It is deleted when it is taken or thrown away.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="roll_drafts")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    file_name = models.CharField(max_length=200)
    content = models.BinaryField()

    def __str__(self) -> str:
        return self.file_name
