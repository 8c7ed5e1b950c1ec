"""Themes: proposals of a process that speak of the same thing, without being the same idea."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils import timezone

from processes.models import Process
from proposals.models.proposal import Proposal


class Theme(models.Model):
    """A group of proposals. `key` stays while most of its proposals stay; `words` are what they share."""

    process = models.ForeignKey(Process, models.CASCADE, related_name="themes")
    key = models.CharField(max_length=80)
    words = models.CharField(max_length=160, blank=True)
    language = models.CharField(max_length=10, blank=True)
    size = models.PositiveIntegerField(default=0)
    formed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-size", "pk")
        constraints = (models.UniqueConstraint(fields=("process", "key"), name="one_theme_per_key"),)

    def __str__(self) -> str:
        return self.words

    def get_absolute_url(self) -> str:
        """The page that lists its proposals."""
        return reverse("proposals:theme", args=[self.process.slug, self.pk])


class ThemeMember(models.Model):
    """One proposal in its theme; it has at most one."""

    theme = models.ForeignKey(Theme, models.CASCADE, related_name="members")
    proposal = models.OneToOneField(Proposal, models.CASCADE, related_name="theme_member")

    def __str__(self) -> str:
        return f"{self.theme_id}: {self.proposal_id}"


class StoredIndex(models.Model):
    """What a worker needs to look for similar proposals at once: the index as `tick` left it.

    `content` is empty where there are so few proposals that building it anew takes no time. `known` is, for
    each proposal in it, when its text was last changed (seconds since 1970). `digest` tells whether anything
    changed since themes were formed.
    """

    process = models.OneToOneField(Process, models.CASCADE, related_name="stored_index")
    content = models.BinaryField(default=bytes)
    known = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, blank=True)
    stored_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.process_id}"
