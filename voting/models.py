"""A ballot round: projects, electoral roll, the box with ballots, and the result."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import District
from processes.models import Process
from proposals.models import Proposal


class RoundStatus(models.TextChoices):
    """`frozen` rounds take ballots between their two dates; nothing but the clock opens and closes voting."""

    DRAFT = "draft", _("In preparation")
    FROZEN = "frozen", _("Frozen")
    COUNTED = "counted", _("Counted")
    PUBLISHED = "published", _("Published")
    CANCELLED = "cancelled", _("Cancelled")


class BallotType(models.TextChoices):
    APPROVAL = "approval", _("Tick projects")
    CUMULATIVE = "cumulative", _("Share points")
    SCORING = "scoring", _("Score projects")
    ORDINAL = "ordinal", _("Rank projects")
    GRADES = "grades", _("Grade projects")


class RoundQuerySet(models.QuerySet["Round"]):
    """The reading vocabulary of rounds."""

    def open_at(self, now: datetime) -> RoundQuerySet:
        """Rounds that take ballots at `now`."""
        return self.filter(status=RoundStatus.FROZEN, opens_at__lte=now, closes_at__gt=now)

    def with_result(self) -> RoundQuerySet:
        """Rounds whose result is published."""
        return self.filter(status=RoundStatus.PUBLISHED).select_related("process", "result")


class Round(models.Model):
    """One ballot round. `budget` and `spending_limit` are in minor units of the process's currency.

    `exact_budget` is filled only where a source gives a budget finer than a minor unit; see `voting.amounts`.
    `ballot_points` is what a voter may share out, `ballot_most` the most for one project: points, a score or
    a grade. `rule` and `rule_parameters` name an entry of `voting.rules.registry`. From freezing on,
    `rules_json` is the canonical text of everything that decides the result and `rules_hash` its SHA-256.
    """

    process = models.ForeignKey(Process, models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField(default=1, editable=False)
    title = models.CharField(_("title"), max_length=120)
    status = models.CharField(max_length=10, choices=RoundStatus.choices, default=RoundStatus.DRAFT)
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"))
    ballot_type = models.CharField(max_length=10, choices=BallotType.choices, default=BallotType.APPROVAL)
    budget = models.BigIntegerField(_("budget"))
    max_projects = models.PositiveSmallIntegerField(_("most projects on a ballot"), null=True, blank=True)
    spending_limit = models.BigIntegerField(_("most money on a ballot"), null=True, blank=True)
    ballot_points = models.PositiveSmallIntegerField(_("points of a voter"), null=True, blank=True)
    ballot_most = models.PositiveSmallIntegerField(_("most points for one project"), null=True, blank=True)
    rule = models.CharField(_("rule"), max_length=40, default="equal-shares")
    rule_parameters = models.JSONField(default=dict, blank=True)
    rules_json = models.TextField(blank=True, editable=False)
    rules_hash = models.CharField(max_length=64, blank=True, editable=False)
    roll_size = models.PositiveIntegerField(default=0, editable=False)
    ballot_count = models.PositiveIntegerField(default=0, editable=False)
    exact_budget = models.CharField(max_length=200, blank=True, editable=False)
    frozen_at = models.DateTimeField(null=True, blank=True, editable=False)
    cancelled_reason = models.TextField(blank=True, editable=False)
    source_name = models.CharField(max_length=200, blank=True, editable=False)
    source_hash = models.CharField(max_length=64, blank=True, editable=False)
    source_meta = models.JSONField(default=dict, blank=True, editable=False)

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ("-opens_at",)
        constraints = (
            models.UniqueConstraint(fields=("process", "number"), name="one_round_per_number"),
            models.CheckConstraint(
                condition=models.Q(closes_at__gt=models.F("opens_at")), name="round_closes_after_it_opens"
            ),
        )

    def __str__(self) -> str:
        return self.title

    def is_open(self, now: datetime) -> bool:
        """Return whether ballots are taken at `now`."""
        return self.status == RoundStatus.FROZEN and self.opens_at <= now < self.closes_at

    def get_absolute_url(self) -> str:
        """The ballot, or the result once it is published."""
        name = "voting:result" if self.status == RoundStatus.PUBLISHED else "voting:ballot"
        return reverse(name, args=[self.process.slug, self.number])


class Delivery(models.TextChoices):
    NONE = "", _("Not funded")
    PLANNED = "planned", _("Planned")
    IN_WORK = "in_work", _("In work")
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


class Channel(models.TextChoices):
    WEB = "web", _("Online")
    PAPER = "paper", _("On paper")
    IMPORTED = "imported", _("Imported")


class RollEntry(models.Model):
    """One eligible person in the electoral roll of one round. `voted_on` is a day, never a time."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="roll")
    reference = models.CharField(max_length=40)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="roll_entries"
    )
    district = models.ForeignKey(District, models.PROTECT, null=True, blank=True, related_name="+")
    channel = models.CharField(max_length=8, choices=Channel.choices, blank=True)
    voted_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("round", "reference"), name="one_roll_entry_per_reference"),
            models.UniqueConstraint(fields=("round", "user"), name="one_roll_entry_per_person"),
        )

    def __str__(self) -> str:
        return self.reference


class Ballot(models.Model):
    """One ballot in the box. `choices` holds what `voting.box.Choice` writes, in the voter's order.

    Only `voting.box` reads and writes this table. `tracker` is empty where ballots were imported. `voter_key`
    is a keyed hash that lets the same voter replace the ballot while the round is open; counting deletes it.
    Nothing here names a person or a time, and the id is random so that it tells no order.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, models.CASCADE, related_name="ballots")
    voter_key = models.CharField(max_length=64, null=True, editable=False)
    tracker = models.CharField(max_length=80, null=True, editable=False)
    choices = models.JSONField(default=list)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("round", "voter_key"), name="one_live_ballot_per_voter"),
            models.UniqueConstraint(fields=("round", "tracker"), name="one_ballot_per_tracker"),
        )

    def __str__(self) -> str:
        return self.tracker or str(self.pk)


class Result(models.Model):
    """The outcome of a round as the rule explained it, and what anyone needs to count again.

    `outcome` is all that the rule returned (large); `facts` is the little that the result page shows.
    `fairness` is how the result spreads over the voters, and what other rules would have chosen; `payments`
    is filled where the steps hold payments that one pass over the ballots can check.
    `checks` are the checks that ran at publication. `fingerprint` is the SHA-256 of the `.pb` file.
    """

    round = models.OneToOneField(Round, models.CASCADE, related_name="result")
    outcome = models.JSONField()
    facts = models.JSONField(default=dict)
    fairness = models.JSONField(default=dict)
    payments = models.JSONField(null=True)
    checks = models.JSONField(default=list)
    ballots_counted = models.PositiveIntegerField()
    blank_ballots = models.PositiveIntegerField(default=0)
    roll_size = models.PositiveIntegerField()
    fingerprint = models.CharField(max_length=64, blank=True)
    counted_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.round}"


class RehearsalState(models.TextChoices):
    DRAFT = "draft", _("Being set up")
    WAITING = "waiting", _("Waiting its turn")
    RUNNING = "running", _("Running")
    DONE = "done", _("Finished")
    FAILED = "failed", _("Stopped")


class Rehearsal(models.Model):
    """A dress rehearsal: rules tried side by side on ballots that count for nothing.

    `candidates` are rules with their parameters, `ballots` says where the ballots come from, and `source` is
    the text of an uploaded file, compressed. `done` of `total` candidates are counted.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="rehearsals")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=8, choices=RehearsalState.choices, default=RehearsalState.DRAFT)
    candidates = models.JSONField(default=list)
    ballots = models.JSONField(default=dict)
    source = models.BinaryField(null=True, editable=False)
    done = models.PositiveSmallIntegerField(default=0)
    total = models.PositiveSmallIntegerField(default=0)
    problem = models.TextField(blank=True)
    result = models.JSONField(null=True)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.round} #{self.pk}"
