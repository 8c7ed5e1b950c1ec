"""The log: chains, their entries, what can be erased beside them, and the checks that were run."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, ClassVar, NoReturn

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from audit.actions import EntryData, sentence_for, sentence_html_for
from audit.chain import GENESIS, Json, LogEntry
from audit.querysets import AppendOnly, EntryQuerySet
from audit.roles import role_label


class Chain(models.Model):
    """One unbroken series of entries: the city's own, or that of one process."""

    key = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=200, blank=True)
    length = models.PositiveBigIntegerField(default=0)
    head_hash = models.CharField(max_length=64, default=GENESIS)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        if self.title:
            return self.title
        return _("The whole city") if self.key == "city" else self.key.replace("-", " ").capitalize()


class Entry(models.Model):
    """One act. Written once, by `audit.services.record`, and never changed."""

    chain = models.ForeignKey(Chain, models.PROTECT, related_name="entries")
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    action = models.CharField(max_length=80)
    role = models.CharField(max_length=40, blank=True)
    target_type = models.CharField(max_length=80, blank=True)
    target_id = models.CharField(max_length=64, blank=True)
    target_number = models.BigIntegerField(null=True)
    data = models.JSONField(default=dict)
    commitments = models.JSONField(default=dict)
    actor_commitment = models.CharField(max_length=64, blank=True)
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects: ClassVar[models.Manager[Entry]] = EntryQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = (models.UniqueConstraint(fields=("chain", "number"), name="one_entry_per_number"),)
        indexes = (
            models.Index(fields=("at", "id"), name="audit_by_time"),
            models.Index(fields=("chain", "at", "id"), name="audit_by_chain"),
            models.Index(fields=("role", "at", "id"), name="audit_by_role"),
            models.Index(fields=("chain", "role", "at", "id"), name="audit_by_chain_role"),
            models.Index(fields=("action", "at", "id"), name="audit_by_action"),
            models.Index(fields=("target_type", "target_id"), name="audit_by_target"),
        )

    def __str__(self) -> str:
        return f"{self.chain_id}/{self.number} {self.action}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new entry. Raises AppendOnly for one that is already written."""
        if not self._state.adding:
            raise AppendOnly
        super().save(force_insert=True, using=kwargs.get("using"))

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Raises AppendOnly."""
        raise AppendOnly

    def get_absolute_url(self) -> str:
        return reverse("audit:entry", args=[self.chain.key, self.number])

    def as_log_entry(self, chain_key: str) -> LogEntry:
        """The entry as it is hashed and published."""
        return LogEntry(
            chain=chain_key,
            number=self.number,
            at=utc_text(self.at),
            action=self.action,
            role=self.role,
            prev_hash=self.prev_hash,
            hash=self.hash,
            target=self._target(),
            data=self.data,
            commitments=self.commitments,
            actor=self.actor_commitment,
        )

    def _target(self) -> dict[str, Json] | None:
        if not self.target_type and not self.target_id and self.target_number is None:
            return None
        return {"type": self.target_type, "id": self.target_id, "number": self.target_number}

    @property
    def personal_values(self) -> dict[str, Json]:
        """The personal values that have not been erased."""
        private = getattr(self, "private", None)
        return private.values if private is not None else {}

    @property
    def sentence(self) -> str:
        """What happened, as plain text in the reader's language."""
        return sentence_for(self._for_sentence())

    @property
    def sentence_html(self) -> SafeString:
        """What happened, as HTML in the reader's language."""
        return sentence_html_for(self._for_sentence())

    def _for_sentence(self) -> EntryData:
        return EntryData(self.action, self.data, self.personal_values, self.target_number)

    @property
    def role_label(self) -> str:
        return role_label(self.role)


class Private(models.Model):
    """What an entry only promises: who acted, about whom, and the personal values. Erasable at any time."""

    entry = models.OneToOneField(Entry, models.PROTECT, primary_key=True, related_name="private")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    subject = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    salts = models.JSONField(default=dict)
    values = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"private part of {self.entry_id}"


class VerificationRun(models.Model):
    """One check of one chain that really ran, and what it found."""

    chain = models.ForeignKey(Chain, models.CASCADE, related_name="runs")
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField()
    length = models.PositiveBigIntegerField()
    head_hash = models.CharField(max_length=64)
    merkle_root = models.CharField(max_length=64)
    problems = models.JSONField(default=list)

    class Meta:
        ordering = ("-pk",)
        get_latest_by = "pk"

    def __str__(self) -> str:
        return f"{self.chain_id}: {self.length} entries, {len(self.problems)} problems"


def utc_text(at: datetime) -> str:
    """A moment as the hashed text: UTC with microseconds."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
