"""The official answers proposals get."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from proposals.models.proposal import Proposal


class OfficialAnswer(models.Model):
    """The city's signed answer to a proposal. `told_at` is when the authors and followers were told."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="answers")
    headline = models.CharField(_("headline"), max_length=120)
    body = models.TextField(_("answer"), max_length=10_000)
    department = models.CharField(_("department"), max_length=120)
    signatory = models.CharField(_("signed by"), max_length=120)
    signatory_title = models.CharField(_("office"), max_length=160, blank=True)
    reference = models.CharField(_("reference"), max_length=40, blank=True)
    language = models.CharField(_("language"), max_length=10, default=settings.LANGUAGE_CODE)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    answered_at = models.DateTimeField(default=timezone.now, editable=False)
    told_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ("-answered_at",)

    def get_absolute_url(self) -> str:
        """Where it stands on the page of its proposal."""
        return f"{self.proposal.get_absolute_url()}#answer-{self.pk}"

    def __str__(self) -> str:
        return self.headline
