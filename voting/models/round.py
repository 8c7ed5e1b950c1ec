"""A ballot round: projects, electoral roll, the box with ballots, and the result."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import District
from processes.models import Process
from voting.crypto.election import BASE58

UUID_LETTERS = 22
SMALLEST_POOL = 50
"""Fewer ballots than about this can show votes by their result alone."""


class RoundStatus(models.TextChoices):
    """`frozen` rounds take ballots between their two dates; nothing but the clock opens and closes voting."""

    DRAFT = "draft", _("In preparation")
    FROZEN = "frozen", _("Frozen")
    COUNTING = "counting", _("Being counted")
    COUNTED = "counted", _("Counted")
    PUBLISHED = "published", _("Published")
    CANCELLED = "cancelled", _("Cancelled")


class BallotType(models.TextChoices):
    APPROVAL = "approval", _("Tick projects")
    CUMULATIVE = "cumulative", _("Share points")
    SCORING = "scoring", _("Score projects")
    ORDINAL = "ordinal", _("Rank projects")
    GRADES = "grades", _("Grade projects")


class WhatOpens(models.TextChoices):
    """What is ever opened of the sealed ballots; the value is its name in the frozen file of a round."""

    BALLOTS = "ballots", _("Each ballot on its own, shuffled")
    SUMS = "sums", _("Only the totals")


class Mode(models.TextChoices):
    """Who holds the key of the box. Only where it lies outside the platform is a round called verifiable."""

    CONFIDENTIAL = "confidential", _("Confidential: this platform holds the key")
    VERIFIABLE = "verifiable", _("Verifiable: trustees hold the key together")


class KeyGroup(models.TextChoices):
    """The mathematical group of a round; the value is its name in the protocol."""

    ED25519 = "Ed25519", _("Ed25519: quick, up to 208 projects")
    RFC3526 = "RFC-3526-2048", _("RFC 3526, 2,048 bits: slower, up to 2,000 projects")


def new_uuid() -> str:
    """Return a random name for an election: 22 characters of Base58."""
    return "".join(secrets.choice(BASE58) for _ in range(UUID_LETTERS))


class RoundQuerySet(models.QuerySet["Round"]):
    """The reading vocabulary of rounds."""

    def open_at(self, now: datetime) -> RoundQuerySet:
        """Rounds that take ballots at `now`."""
        return self.filter(status=RoundStatus.FROZEN, opens_at__lte=now, closes_at__gt=now)

    def with_ballots(self) -> RoundQuerySet:
        """Rounds whose single ballots are opened, or were."""
        return self.exclude(source_hash="", what_opens=WhatOpens.SUMS)

    def with_result(self) -> RoundQuerySet:
        """Rounds whose result is published."""
        return self.filter(status=RoundStatus.PUBLISHED).select_related("process", "result")


class Round(models.Model):
    """One ballot round. `budget` and `spending_limit` are in minor units of the process's currency.

    `exact_budget` is filled only where a source gives a budget finer than a minor unit; see `voting.amounts`.
    `ballot_points` is what a voter may share out, `ballot_most` the most for one project: points, a score or
    a grade. `rule` and `rule_parameters` name an entry of `voting.rules.registry`. From freezing on,
    `rules_json` is the canonical text of everything that decides the result and `rules_hash` its SHA-256: the
    file `round.json` of the public record, or for an imported round what its source said.
    `districts` are those whose people may vote; none stands for the whole city.
    `what_opens` says whether ballots are opened one by one, after shuffling, or only added up.
    `uuid` names the election in the protocol, and voting codes are tied to it. `smallest_pool` is the number
    of voters below which figures of a district are only shown together with others. `observers` are e-mail
    addresses, one a line, that get every signed head of the board.
    """

    process = models.ForeignKey(Process, models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField(default=1, editable=False)
    title = models.CharField(_("title"), max_length=120)
    status = models.CharField(max_length=10, choices=RoundStatus.choices, default=RoundStatus.DRAFT)
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"))
    ballot_type = models.CharField(max_length=10, choices=BallotType.choices, default=BallotType.APPROVAL)
    what_opens = models.CharField(
        _("what is opened"), max_length=8, choices=WhatOpens.choices, default=WhatOpens.BALLOTS
    )
    budget = models.BigIntegerField(_("budget"))
    max_projects = models.PositiveSmallIntegerField(_("most projects on a ballot"), null=True, blank=True)
    spending_limit = models.BigIntegerField(_("most money on a ballot"), null=True, blank=True)
    ballot_points = models.PositiveSmallIntegerField(_("points of a voter"), null=True, blank=True)
    ballot_most = models.PositiveSmallIntegerField(_("most points for one project"), null=True, blank=True)
    rule = models.CharField(_("rule"), max_length=40, default="equal-shares")
    rule_parameters = models.JSONField(default=dict, blank=True)
    rules_json = models.TextField(blank=True, editable=False)
    rules_hash = models.CharField(max_length=64, blank=True, editable=False)
    mode = models.CharField(
        _("who holds the key"), max_length=12, choices=Mode.choices, default=Mode.CONFIDENTIAL
    )
    group = models.CharField(
        _("kind of key"), max_length=16, choices=KeyGroup.choices, default=KeyGroup.ED25519
    )
    uuid = models.CharField(max_length=UUID_LETTERS, unique=True, default=new_uuid, editable=False)
    districts = models.ManyToManyField(District, blank=True, related_name="+", verbose_name=_("who may vote"))
    smallest_pool = models.PositiveSmallIntegerField(_("smallest group shown"), default=SMALLEST_POOL)
    observers = models.TextField(_("observers"), blank=True)
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

    @property
    def is_sealed(self) -> bool:
        """Whether ballots are sealed and lie on the board: all but those of imported rounds."""
        return not self.source_hash

    @property
    def only_sums(self) -> bool:
        """Whether no single ballot is ever opened: the sealed ones are added up, and the sums opened."""
        return self.is_sealed and self.what_opens == WhatOpens.SUMS

    @property
    def is_verifiable(self) -> bool:
        """Whether trustees outside the platform hold the key together."""
        return self.mode == Mode.VERIFIABLE

    def get_absolute_url(self) -> str:
        """The ballot, or the result once it is published."""
        name = "voting:result" if self.status == RoundStatus.PUBLISHED else "voting:ballot"
        return reverse(name, args=[self.process.slug, self.number])
