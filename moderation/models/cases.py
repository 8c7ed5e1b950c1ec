"""Reports, the cases they make, what moderators decided, and appeals against it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from moderation.models.visibility import HouseRule, Moderated
from processes.models import Process


class Case(models.Model):
    """All reports about one thing, or an appeal, until a moderator decides. One open case per thing.

    `author` is who wrote the thing: their own texts are for somebody else to decide about.
    """

    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    target = GenericForeignKey("content_type", "object_id")
    process = models.ForeignKey(Process, models.CASCADE, related_name="moderation_cases")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("opened_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("content_type", "object_id"),
                condition=models.Q(closed_at=None),
                name="one_open_case_per_thing",
            ),
        )
        indexes = (models.Index(fields=("closed_at", "opened_at"), name="moderation_queue"),)

    def __str__(self) -> str:
        return f"{self.content_type} {self.object_id}"

    @property
    def open_appeal(self) -> Appeal | None:
        """The appeal that waits in this case, if any."""
        return next((appeal for appeal in self.appeals.all() if appeal.is_open), None)

    @property
    def thing(self) -> Moderated:
        """What the case is about. Raises LookupError where it is gone."""
        if not isinstance(self.target, Moderated):
            raise LookupError(f"{self} is gone.")
        return self.target


class Report(models.Model):
    """One report of something against a house rule. `said` is what it said then, whatever it says now."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="reports")
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    rule = models.CharField(_("house rule"), max_length=20, choices=HouseRule.choices)
    note = models.TextField(_("what is wrong"), max_length=1000, blank=True)
    said = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("created_at",)
        constraints = (models.UniqueConstraint(fields=("case", "reporter"), name="one_report_per_person"),)

    def __str__(self) -> str:
        return self.get_rule_display()


class Decision(models.Model):
    """What a moderator decided about a case, with the rule and the note that the author was sent.

    When something is shown again or stays hidden, the rule is the one it was hidden under. `taken_back_at` is
    when the moderator undid it, right after.
    """

    class Outcome(models.TextChoices):
        KEEP = "keep", _("Keep it visible")
        HIDE = "hide", _("Hide it")
        RESTORE = "restore", _("Show it again")
        UPHOLD = "uphold", _("Keep it hidden")

    DONE: ClassVar[dict[str, StrPromise]] = {
        Outcome.KEEP: _("Kept visible"),
        Outcome.HIDE: _("Hidden"),
        Outcome.RESTORE: _("Shown again"),
        Outcome.UPHOLD: _("Stays hidden"),
    }

    case = models.ForeignKey(Case, models.CASCADE, related_name="decisions")
    moderator = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    outcome = models.CharField(_("decision"), max_length=8, choices=Outcome.choices)
    rule = models.CharField(_("house rule"), max_length=20, choices=HouseRule.choices, blank=True)
    note = models.TextField(_("note to the author"), max_length=2000)
    decided_at = models.DateTimeField(default=timezone.now)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("decided_at",)
        indexes = (models.Index(fields=("-decided_at",), name="moderation_decided"),)

    def __str__(self) -> str:
        return self.in_words

    @property
    def in_words(self) -> str:
        """What was done, as one reads it afterwards."""
        return str(self.DONE[self.Outcome(self.outcome)])


class Appeal(models.Model):
    """What an author says against a decision to hide their words: once, in a case of its own in the queue.

    `answer` is the decision that settled it; an appeal that was closed without one ended with the account.
    """

    decision = models.OneToOneField(Decision, models.CASCADE, related_name="appeal")
    case = models.ForeignKey(Case, models.CASCADE, related_name="appeals")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    text = models.TextField(_("what you say to it"), max_length=2000, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    answer = models.OneToOneField(Decision, models.SET_NULL, null=True, related_name="answers")
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("created_at",)

    def __str__(self) -> str:
        return f"{self.decision_id}"

    @property
    def is_open(self) -> bool:
        """Whether it still waits for a decision."""
        return self.closed_at is None
