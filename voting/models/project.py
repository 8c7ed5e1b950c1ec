"""A project on the ballot of a round, and how far its building is."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import District
from proposals.models import Proposal
from voting.models.round import Round


class Delivery(models.TextChoices):
    NONE = "", _("Not funded")
    PLANNED = "planned", _("Planned")
    IN_WORK = "in_work", _("Under way")
    BUILT = "built", _("Built")
    STOPPED = "stopped", _("Stopped")


class Project(models.Model):
    """A project on the ballot. `key` is its id in the `.pb` file; `cost` is in minor units.

    `place` is a district's name as a file gives it, where it is none of the city's own.
    `exact_cost` is filled only where a source gives a cost finer than a minor unit; see `voting.amounts`.
    `rank` is the place in the order of funding; `explanation` says why it was not funded, or only in
    part. Counting writes both.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="projects")
    number = models.PositiveIntegerField()
    key = models.CharField(max_length=80)
    proposal = models.ForeignKey(
        Proposal, models.PROTECT, null=True, blank=True, related_name="ballot_projects"
    )
    title = models.CharField(_("title"), max_length=300)
    summary = models.TextField(_("summary"), blank=True)
    language = models.CharField(max_length=10, default=settings.LANGUAGE_CODE)
    cost = models.BigIntegerField(_("cost"))
    district = models.ForeignKey(District, models.PROTECT, null=True, blank=True, related_name="+")
    category = models.CharField(max_length=120, blank=True)
    place = models.CharField(max_length=120, blank=True)
    target = models.CharField(max_length=200, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    declared = models.PositiveSmallIntegerField(null=True, blank=True)
    votes = models.PositiveIntegerField(default=0)
    points = models.PositiveBigIntegerField(default=0)
    exact_cost = models.CharField(max_length=200, blank=True, editable=False)
    rank = models.PositiveIntegerField(null=True, blank=True, editable=False)
    explanation = models.JSONField(null=True, blank=True, editable=False)
    delivery = models.CharField(max_length=8, choices=Delivery.choices, blank=True)
    delivery_note = models.TextField(blank=True)
    delivery_changed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("round", "number"), name="one_project_per_number"),
            models.UniqueConstraint(fields=("round", "key"), name="one_project_per_key"),
            models.CheckConstraint(condition=models.Q(cost__gte=0), name="project_cost_not_negative"),
        )

    def __str__(self) -> str:
        return self.title
