"""What moderators can hide, and the house rules it may break."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

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
    abstract member cannot be made. `author_field` leads to the person whom `moderation_author_id` names.
    """

    author_field: ClassVar[str] = "author"

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
    def is_deleted(self) -> bool:
        """Whether its author took it back, so that nobody can read it any more."""
        return False

    @property
    def moderation_context(self) -> Moderated | None:
        """What this hangs on: where that cannot be read, neither can this."""
        return None

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
