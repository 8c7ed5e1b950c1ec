"""A proposal: what a resident brings to a process."""

from __future__ import annotations

import secrets
from functools import cached_property

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from accounts.models import District
from moderation.models import Moderated
from processes.models import Category, Process
from proposals.lifecycle import OPEN_FOR_SUPPORT, Status
from proposals.markup import plain, rendered
from proposals.querysets import ProposalQuerySet

LOT_RANGE = 2**31 - 1
TEASER_LETTERS = 220
LEAD_LETTERS = 400
BODY_LETTERS = 20_000

STATUS_LABELS = {
    Status.DRAFT: _("Draft"),
    Status.PUBLISHED: _("Gathering support"),
    Status.UNDER_REVIEW: _("In the city check"),
    Status.ACCEPTED: _("Accepted"),
    Status.REJECTED: _("Not possible"),
    Status.MERGED: _("Merged"),
    Status.WITHDRAWN: _("Withdrawn"),
    Status.ON_BALLOT: _("On the ballot"),
    Status.FUNDED: _("Funded"),
    Status.NOT_FUNDED: _("Not funded"),
    Status.IN_DELIVERY: _("Under way"),
    Status.DELIVERED: _("Built"),
}


def draw_lot() -> int:
    """Return the random number that places a proposal in the fair random order of lists."""
    return secrets.randbelow(LOT_RANGE)


def teaser_of(summary: str, beginning: str) -> str:
    """Return the author's own sentence, or how the text begins (its first TEASER_LETTERS)."""
    if summary:
        return summary
    text = " ".join(plain(beginning).split())
    return text if len(beginning) < TEASER_LETTERS else text[: TEASER_LETTERS - 20].rsplit(" ", 1)[0] + "…"


class Proposal(Moderated):
    """An idea that residents bring to a process. `estimated_cost` is its authors' guess, `city_cost` what
    the city found, both in minor units of the currency.

    `body` is what the author typed (see `proposals.markup`), `body_html` how it looks, made safe when saved.
    `reached_at` is when it first had the supporters it needs. `revision` counts every save, so that no window
    overwrites what another one saved; `version` counts what was published, 0 for a draft. `fingerprint` is
    the same for the same words.
    """

    process = models.ForeignKey(Process, models.PROTECT, related_name="proposals")
    number = models.PositiveIntegerField(null=True, blank=True, editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="proposals", editable=False
    )
    title = models.CharField(_("title"), max_length=80)
    summary = models.CharField(_("in one sentence"), max_length=200, blank=True)
    body = models.TextField(_("your idea"), max_length=BODY_LETTERS, blank=True)
    body_html = models.TextField(blank=True, editable=False)
    language = models.CharField(_("language"), max_length=10, default=settings.LANGUAGE_CODE)
    district = models.ForeignKey(
        District, models.PROTECT, null=True, blank=True, verbose_name=_("district"), related_name="proposals"
    )
    category = models.ForeignKey(
        Category, models.PROTECT, null=True, blank=True, verbose_name=_("topic"), related_name="proposals"
    )
    address = models.CharField(_("place"), max_length=160, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    estimated_cost = models.BigIntegerField(_("cost, roughly"), null=True, blank=True)
    city_cost = models.PositiveBigIntegerField(_("cost"), null=True, blank=True, editable=False)
    status = models.CharField(
        max_length=12,
        choices=[(s.value, STATUS_LABELS[s]) for s in Status],
        default=Status.DRAFT,
        editable=False,
    )
    submission = models.UUIDField(null=True, blank=True, editable=False)
    revision = models.PositiveIntegerField(default=0, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)
    fingerprint = models.CharField(max_length=64, blank=True, editable=False)
    lot = models.PositiveIntegerField(default=draw_lot, editable=False)
    search_text = models.TextField(blank=True, editable=False)
    support_count = models.PositiveIntegerField(default=0, editable=False)
    comment_count = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    reached_at = models.DateTimeField(null=True, blank=True, editable=False)

    tags = TaggableManager(blank=True, verbose_name=_("tags"))
    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        constraints = (
            models.UniqueConstraint(fields=("process", "number"), name="one_number_per_proposal"),
            models.UniqueConstraint(fields=("author", "submission"), name="one_proposal_per_submission"),
        )
        indexes = (
            models.Index(fields=("process", "fingerprint"), name="proposals_repeated"),
            models.Index(
                fields=("process", "visibility", "status", "district", "support_count", "lot"),
                name="proposals_listed",
            ),
            models.Index(
                fields=("process", "visibility", "-published_at", "-number", "status"),
                name="proposals_newest",
            ),
            models.Index(
                fields=("process", "visibility", "-support_count", "-lot", "-number", "status"),
                name="proposals_supported",
            ),
            models.Index(
                fields=("process", "visibility", "-comment_count", "-lot", "-number", "status"),
                name="proposals_discussed",
            ),
            models.Index(
                fields=("process", "visibility", "latitude", "longitude", "number", "status"),
                name="proposals_placed",
            ),
            models.Index(fields=("process", "changed_at"), name="proposals_changed"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def status_label(self) -> str:
        """The status in the words residents read."""
        return str(STATUS_LABELS[Status(self.status)])

    @property
    def cost(self) -> int | None:
        """What it costs as far as is known: what the city found counts before its authors' guess."""
        return self.estimated_cost if self.city_cost is None else self.city_cost

    @property
    def teaser(self) -> str:
        """The line under the title in lists and feeds."""
        return teaser_of(self.summary, self.body[:TEASER_LETTERS])

    @property
    def shown_html(self) -> str:
        """How the text looks; worked out where no service wrote it, as in imports."""
        return self.body_html or rendered(self.body)

    @property
    def begins_with_lead(self) -> bool:
        """Whether the first paragraph stands large, because the author wrote no sentence of their own."""
        first = self.body.replace("\r\n", "\n").strip().split("\n\n", maxsplit=1)[0]
        return not self.summary and len(first) <= LEAD_LETTERS

    @cached_property
    def coauthor_ids(self) -> frozenset[int]:
        """Who writes it together with the author (one query, then remembered)."""
        return frozenset(self.coauthors.values_list("user_id", flat=True))

    @property
    def is_open_for_support(self) -> bool:
        """Whether its state lets residents support it."""
        return Status(self.status) in OPEN_FOR_SUPPORT and not self.is_hidden

    def visibility_changed(self) -> None:
        """Search finds what lists show and nothing else."""
        from proposals.services.indexing import index_proposal

        index_proposal(self)

    def get_absolute_url(self) -> str:
        """The public page, or the draft's page while it has no number."""
        if self.number is None:
            return reverse("proposals:draft", args=[self.process.slug, self.pk])
        return reverse("proposals:detail", args=[self.process.slug, self.number])

    @classmethod
    def for_moderation(cls) -> models.QuerySet[Proposal]:
        """Proposals with their process; drafts are nobody's business."""
        return cls.objects.exclude(status=Status.DRAFT).select_related("process")

    @property
    def moderation_process(self) -> Process:
        return self.process

    @property
    def moderation_label(self) -> str:
        return gettext("Proposal %(number)s") % {"number": self.number}

    @property
    def moderation_text(self) -> str:
        return "\n\n".join(filter(None, (self.title, self.summary, self.body)))

    @property
    def moderation_language(self) -> str:
        return self.language

    def moderation_author_id(self) -> int | None:
        return self.author_id
