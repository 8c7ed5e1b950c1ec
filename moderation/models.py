"""Reports, decisions, and the visibility that they set on anything that can be moderated."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from processes.models import Process


class Visibility(models.TextChoices):
    VISIBLE = "visible", _("Visible")
    HIDDEN = "hidden", _("Hidden")


class HouseRule(models.TextChoices):
    """The house rules a report or a decision refers to; the number is part of the public name."""

    OFF_TOPIC = "off_topic", _("1. Stay on topic")
    INSULT = "insult", _("2. No insults or threats")
    DISCRIMINATION = "discrimination", _("3. No discrimination")
    PRIVATE_PERSON = "private_person", _("4. No naming of private people")
    ADVERTISING = "advertising", _("5. No advertising or spam")
    UNLAWFUL = "unlawful", _("6. Nothing unlawful")


class Moderated(models.Model):
    """Anything whose visibility moderators decide. Subclasses say what it is and who wrote it.

    `hidden_entry` is the number of the log entry that says why it is hidden. A class that leaves out an
    abstract member cannot be made.
    """

    visibility = models.CharField(
        _("visibility"), max_length=8, choices=Visibility.choices, default=Visibility.VISIBLE, editable=False
    )
    hidden_rule = models.CharField(max_length=20, choices=HouseRule.choices, blank=True, editable=False)
    hidden_at = models.DateTimeField(null=True, blank=True, editable=False)
    hidden_entry = models.PositiveBigIntegerField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        members = {name: getattr(cls, name) for name in vars(Moderated) if hasattr(cls, name)}
        left_out = [
            name for name, member in members.items() if getattr(member, "__isabstractmethod__", False)
        ]
        if left_out:
            raise TypeError(f"{cls.__name__} is moderated, so it must say: {', '.join(left_out)}.")

    @classmethod
    def for_moderation(cls) -> models.QuerySet[Self]:
        """Return all of them with what labels, texts and addresses need, in few queries."""
        return cls._default_manager.all()

    @property
    def is_hidden(self) -> bool:
        """Whether moderators hid this."""
        return self.visibility == Visibility.HIDDEN

    @property
    @abstractmethod
    def moderation_process(self) -> Process:
        """The process whose moderators decide about this."""

    @property
    @abstractmethod
    def moderation_label(self) -> str:
        """What this is, for the queue: "Comment 17 on proposal 88"."""

    @property
    @abstractmethod
    def moderation_text(self) -> str:
        """The words to judge."""

    @property
    @abstractmethod
    def moderation_language(self) -> str:
        """The language of the words."""

    @abstractmethod
    def moderation_author_id(self) -> int | None:
        """The person who is told about a decision."""

    @abstractmethod
    def get_absolute_url(self) -> str:
        """Where it can be read."""

    def hold(self) -> None:
        """Called before a decision is logged; subclasses lock here what `visibility_changed` will change."""

    def visibility_changed(self) -> None:
        """Called in the transaction that hid or restored this; subclasses keep counts and open pages true."""


class Case(models.Model):
    """All reports about one thing, until a moderator decides. One open case per thing."""

    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    target = GenericForeignKey("content_type", "object_id")
    process = models.ForeignKey(Process, models.CASCADE, related_name="moderation_cases")
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
    def thing(self) -> Moderated:
        """What the case is about. Raises LookupError where it is gone."""
        if not isinstance(self.target, Moderated):
            raise LookupError(f"{self} is gone.")
        return self.target


class Report(models.Model):
    """One person's report of something against a house rule."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="reports")
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    rule = models.CharField(_("house rule"), max_length=20, choices=HouseRule.choices)
    note = models.TextField(_("what is wrong"), max_length=1000, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("created_at",)
        constraints = (models.UniqueConstraint(fields=("case", "reporter"), name="one_report_per_person"),)

    def __str__(self) -> str:
        return self.get_rule_display()


class Decision(models.Model):
    """What a moderator decided about a case, with the rule and the note that the author was sent."""

    class Outcome(models.TextChoices):
        KEEP = "keep", _("Keep it visible")
        HIDE = "hide", _("Hide it")
        RESTORE = "restore", _("Show it again")

    DONE: ClassVar[dict[str, StrPromise]] = {
        Outcome.KEEP: _("Kept visible"),
        Outcome.HIDE: _("Hidden"),
        Outcome.RESTORE: _("Shown again"),
    }

    case = models.ForeignKey(Case, models.CASCADE, related_name="decisions")
    moderator = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    outcome = models.CharField(_("decision"), max_length=8, choices=Outcome.choices)
    rule = models.CharField(_("house rule"), max_length=20, choices=HouseRule.choices, blank=True)
    note = models.TextField(_("note to the author"), max_length=2000)
    decided_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("decided_at",)

    def __str__(self) -> str:
        return self.in_words

    @property
    def in_words(self) -> str:
        """What was done, as one reads it afterwards."""
        return str(self.DONE[self.Outcome(self.outcome)])
