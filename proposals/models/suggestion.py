"""Changes that residents suggest to the authors of a proposal."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from moderation.models import Moderated, Visibility
from processes.models import Process
from proposals.models.proposal import BODY_LETTERS, Proposal
from proposals.models.version import WHY_LETTERS


class SuggestionQuerySet(models.QuerySet["Suggestion"]):
    """How suggestions are read."""

    def waiting(self) -> Self:
        """Those that the authors have still to decide about, without hidden ones."""
        return self.filter(state=Suggestion.State.OPEN, visibility=Visibility.VISIBLE)


class Suggestion(Moderated):
    """A resident's wording for a proposal, written on its version `base`; the authors decide."""

    class State(models.TextChoices):
        OPEN = "open", _("Waiting for the authors")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")
        TAKEN_BACK = "taken_back", _("Taken back")

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="suggestions")
    number = models.PositiveIntegerField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="suggestions")
    base = models.PositiveIntegerField()
    title = models.CharField(max_length=80)
    summary = models.CharField(max_length=200, blank=True)
    body = models.TextField(max_length=BODY_LETTERS)
    reason = models.CharField(max_length=WHY_LETTERS)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    answer = models.CharField(max_length=WHY_LETTERS, blank=True)
    submission = models.UUIDField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("proposal", "number"), name="one_suggestion_per_number"),
            models.UniqueConstraint(fields=("author", "submission"), name="one_suggestion_per_submission"),
        )

    def __str__(self) -> str:
        return f"{self.proposal_id}: {self.number}"

    @property
    def is_open(self) -> bool:
        """Whether the authors have not decided yet."""
        return self.state == self.State.OPEN

    def get_absolute_url(self) -> str:
        """The page that shows what would change."""
        place = [self.proposal.process.slug, self.proposal.number, self.number]
        return reverse("proposals:suggestion", args=place)

    @property
    def moderation_context(self) -> Proposal:
        return self.proposal

    @classmethod
    def for_moderation(cls) -> models.QuerySet[Suggestion]:
        """Suggestions with the proposal and process that labels and addresses name."""
        return cls.objects.select_related("proposal__process")

    @property
    def moderation_process(self) -> Process:
        return self.proposal.process

    @property
    def moderation_label(self) -> str:
        return gettext("Suggestion %(suggestion)s for proposal %(number)s") % {
            "suggestion": self.number,
            "number": self.proposal.number,
        }

    @property
    def moderation_text(self) -> str:
        return "\n\n".join(filter(None, (self.reason, self.title, self.summary, self.body)))

    @property
    def moderation_language(self) -> str:
        return self.proposal.language

    def moderation_author_id(self) -> int | None:
        return self.author_id
