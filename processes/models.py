"""A participatory process: its phases, budgets, categories and the roles people hold in it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cached_property

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import District
from accounts.roles import Role
from processes.phases import Phase, Timeline, Window


class ProcessQuerySet(models.QuerySet["Process"]):
    """The reading vocabulary of processes."""

    def published(self) -> ProcessQuerySet:
        """Processes that residents can see."""
        return self.filter(published=True)

    def with_timeline(self) -> ProcessQuerySet:
        """Fetch the phases along, for `Process.timeline` without a further query each."""
        return self.prefetch_related("phases")


class Process(models.Model):
    """One participatory process. Money is in minor units of `currency` (ISO 4217)."""

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=120)
    summary = models.TextField(_("summary"), max_length=600, blank=True)
    language = models.CharField(_("language"), max_length=10, default=settings.LANGUAGE_CODE)
    notice_number = models.PositiveIntegerField(_("notice number"), unique=True)
    posted_at = models.DateTimeField(_("posted"), default=timezone.now)
    currency = models.CharField(_("currency"), max_length=3, default="EUR")
    support_threshold = models.PositiveIntegerField(
        _("supporters needed"),
        default=100,
        help_text=_("A proposal with this many supporters goes to the city check."),
    )
    merge_notice_days = models.PositiveSmallIntegerField(
        _("days to answer about a merge"),
        default=14,
        validators=[MinValueValidator(1), MaxValueValidator(90)],
        help_text=_(
            "How long authors have to say yes or no, and supporters to say that their support should "
            "stay where it is."
        ),
    )
    merge_moves_supporters = models.BooleanField(
        _("move supports after a merge"),
        default=False,
        help_text=_(
            "When those days are over, supporters who said nothing count for the merged proposal. "
            "Otherwise only those who ask for it are counted."
        ),
    )
    review_at_threshold = models.BooleanField(
        _("check starts by itself"),
        default=False,
        help_text=_("A proposal with enough supporters is moved to the city check at once, not by staff."),
    )
    answers_due = models.DateField(
        _("answers promised by"),
        null=True,
        blank=True,
        help_text=_("The last day on which a proposal gets the city's answer in time."),
    )
    answers_reminded = models.DateField(null=True, editable=False)
    """The promised day that staff were reminded of."""
    minimum_age = models.PositiveSmallIntegerField(_("minimum age"), default=0)
    largest_cost = models.BigIntegerField(_("largest project"), null=True, blank=True)
    published = models.BooleanField(_("published"), default=False)
    external_id = models.CharField(max_length=120, blank=True, db_index=True, editable=False)
    last_proposal_number = models.PositiveIntegerField(default=0, editable=False)

    objects = ProcessQuerySet.as_manager()

    class Meta:
        ordering = ("-notice_number",)
        verbose_name = _("process")
        verbose_name_plural = _("processes")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The process page; it is a page of the editor, so its address is the slug."""
        return f"/{self.slug}/"

    @property
    def chain(self) -> str:
        """The key of this process's chain in the audit log."""
        return f"process-{self.pk}"

    @cached_property
    def timeline(self) -> Timeline:
        """The phases as the pure functions read them."""
        windows = (Window(Phase(p.phase), p.starts_at, p.ends_at) for p in self.phases.all())
        return Timeline(tuple(sorted(windows, key=lambda window: window.starts)))

    def answers_late_since(self, now: datetime) -> date | None:
        """Return the first day on which what is not answered is late; None while no promise is broken."""
        if self.answers_due is None or timezone.localdate(now) <= self.answers_due:
            return None
        return self.answers_due + timedelta(days=1)

    @cached_property
    def total_budget(self) -> int:
        """All budgets of the process together, in minor units."""
        return sum(budget.amount for budget in self.budgets.all())


class PhaseWindow(models.Model):
    """When one phase of a process starts and ends (UTC), and what residents should know about it."""

    process = models.ForeignKey(Process, models.CASCADE, related_name="phases")
    phase = models.CharField(_("phase"), max_length=10, choices=[(p.value, p.value) for p in Phase])
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))

    class Meta:
        ordering = ("starts_at",)
        constraints = (
            models.UniqueConstraint(fields=("process", "phase"), name="one_window_per_phase"),
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="phase_ends_after_it_starts"
            ),
        )

    def __str__(self) -> str:
        return f"{self.process}: {self.phase}"

    def holds(self, now: datetime) -> bool:
        """Return whether `now` is in this window."""
        return self.starts_at <= now < self.ends_at


class Budget(models.Model):
    """Money to share in a process: for one district, or city-wide where `district` is empty. Minor units."""

    process = models.ForeignKey(Process, models.CASCADE, related_name="budgets")
    district = models.ForeignKey(District, models.PROTECT, null=True, blank=True, related_name="+")
    amount = models.BigIntegerField(_("amount"))

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("process", "district"), name="one_budget_per_district"),
            models.UniqueConstraint(
                fields=("process",), condition=models.Q(district=None), name="one_budget_for_the_whole_city"
            ),
            models.CheckConstraint(condition=models.Q(amount__gte=0), name="budget_not_negative"),
        )

    def __str__(self) -> str:
        return f"{self.process}: {self.district or _('Whole city')}"


class Category(models.Model):
    """A topic that proposals of a process can have."""

    process = models.ForeignKey(Process, models.CASCADE, related_name="categories")
    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(max_length=80)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("position", "name")
        constraints = (models.UniqueConstraint(fields=("process", "slug"), name="one_category_per_slug"),)

    def __str__(self) -> str:
        return self.name


class ProcessRole(models.Model):
    """One role held by one person in one process."""

    process = models.ForeignKey(Process, models.CASCADE, related_name="roles")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="process_roles")
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("process", "user", "role"), name="one_process_role_each"),
        )

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.user}, {self.process}"
