"""What a proposal said each time it was published."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from moderation.models import Moderated
from processes.models import Process
from proposals.models.proposal import BODY_LETTERS, Proposal

JUDGED = frozenset({"visibility", "hidden_rule", "hidden_at", "hidden_entry"})
WHY_LETTERS = 300


class ProposalVersion(Moderated):
    """One published text of a proposal, with who changed it and why. Its words never change.

    `details` holds the rest in words that stay readable: place, topic, cost, tags, what pictures show.
    Moderators can hide an old version; the newest one is the proposal itself.
    """

    author_field = "editor"

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=80)
    summary = models.CharField(max_length=200, blank=True)
    body = models.TextField(max_length=BODY_LETTERS, blank=True)
    language = models.CharField(max_length=10)
    details = models.JSONField(default=dict)
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    suggestion = models.ForeignKey("Suggestion", models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(_("what you changed, and why"), max_length=WHY_LETTERS, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-number",)
        constraints = (models.UniqueConstraint(fields=("proposal", "number"), name="one_version_per_number"),)

    def __str__(self) -> str:
        return f"{self.proposal_id}: {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write it once; afterwards only moderators' decisions. Raises TypeError for anything else."""
        if not self._state.adding and not JUDGED.issuperset(kwargs.get("update_fields") or ("words",)):
            raise TypeError("The words of a version never change.")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """The page that shows this text."""
        place = [self.proposal.process.slug, self.proposal.number, self.number]
        return reverse("proposals:version", args=place)

    @property
    def moderation_context(self) -> Proposal:
        return self.proposal

    @classmethod
    def for_moderation(cls) -> models.QuerySet[ProposalVersion]:
        """Versions that were replaced; who objects to the newest objects to the proposal."""
        old = cls.objects.exclude(number=models.F("proposal__version"))
        return old.select_related("proposal__process")

    @property
    def moderation_process(self) -> Process:
        return self.proposal.process

    @property
    def moderation_label(self) -> str:
        return gettext("Version %(version)s of proposal %(number)s") % {
            "version": self.number,
            "number": self.proposal.number,
        }

    @property
    def moderation_text(self) -> str:
        return "\n\n".join(filter(None, (self.title, self.summary, self.body)))

    @property
    def moderation_language(self) -> str:
        return self.language

    def moderation_author_id(self) -> int | None:
        return self.editor_id
