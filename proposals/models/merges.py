"""Merges of two proposals: who was asked, which supports moved, and what an undoing needs to know."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from processes.models import Process
from proposals.models.coauthor import CoAuthor
from proposals.models.follow import Follow
from proposals.models.proposal import Proposal
from proposals.models.support import Support


class MergeState(models.TextChoices):
    WAITING = "waiting", _("Waiting for the authors")
    DONE = "done", _("Merged")
    DECLINED = "declined", _("An author said no")
    EXPIRED = "expired", _("Not everyone answered in time")
    CALLED_OFF = "called_off", _("Called off")
    UNDONE = "undone", _("Undone")


LIVE = (MergeState.WAITING, MergeState.DONE)


class Merge(models.Model):
    """One proposal goes into another, which stays. It happens when every author has said yes.

    `from_status` is what the status of `goes` was, for an undoing. `moves_at` is when supporters who said
    nothing are moved, empty where only those move who ask for it; `moved_at` is when that was done.
    """

    process = models.ForeignKey(Process, models.PROTECT, related_name="merges")
    goes = models.ForeignKey(Proposal, models.PROTECT, related_name="merges_out")
    stays = models.ForeignKey(Proposal, models.PROTECT, related_name="merges_in")
    state = models.CharField(max_length=10, choices=MergeState.choices, default=MergeState.WAITING)
    proposer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    note = models.TextField(_("why they belong together"), max_length=1000, blank=True)
    proposed_at = models.DateTimeField(default=timezone.now)
    answer_by = models.DateTimeField()
    from_status = models.CharField(max_length=12, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    moves_at = models.DateTimeField(null=True, blank=True)
    moved_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.TextField(max_length=1000, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(goes=F("stays")), name="merge_of_two_proposals"),
            models.UniqueConstraint(
                fields=("goes",), condition=Q(state="waiting"), name="one_waiting_merge_per_proposal"
            ),
            models.UniqueConstraint(
                fields=("goes",), condition=Q(state="done"), name="one_merge_in_force_per_proposal"
            ),
        )
        indexes = (models.Index(fields=("process", "state"), name="merges_of_process"),)

    def __str__(self) -> str:
        return f"{self.goes_id} → {self.stays_id}"

    def get_absolute_url(self) -> str:
        """The page on which the authors answer, and everybody sees how it stands."""
        return reverse("proposals:merge", args=[self.process.slug, self.pk])

    @property
    def is_waiting(self) -> bool:
        """Whether the authors are still asked."""
        return self.state == MergeState.WAITING

    @property
    def is_done(self) -> bool:
        """Whether the merge is in force."""
        return self.state == MergeState.DONE


class MergeConsent(models.Model):
    """What one author said to a merge. `decided_by` is the moderator who decided for an erased account.

    `joins` is the wish of an author of the proposal that goes to write the one that stays, too.
    """

    class Answer(models.TextChoices):
        NONE = "", _("No answer yet")
        YES = "yes", _("Agreed")
        NO = "no", _("Said no")

    merge = models.ForeignKey(Merge, models.CASCADE, related_name="consents")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="merge_consents")
    answer = models.CharField(max_length=3, choices=Answer.choices, blank=True, default=Answer.NONE)
    reason = models.TextField(_("why"), max_length=1000, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    joins = models.BooleanField(default=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("merge", "user"), name="one_consent_per_author"),)

    def __str__(self) -> str:
        return f"{self.merge_id}: {self.get_answer_display()}"


class MovedSupport(models.Model):
    """A merge that brought a support to the proposal that stays; a support without any is one of its own."""

    merge = models.ForeignKey(Merge, models.CASCADE, related_name="moved_supports")
    support = models.ForeignKey(Support, models.CASCADE, related_name="moved_by")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("merge", "support"), name="one_move_per_support"),)

    def __str__(self) -> str:
        return f"{self.merge_id}: {self.support_id}"


class MovedFollow(models.Model):
    """A merge that brought a follower to the proposal that stays, as `MovedSupport` does a support."""

    merge = models.ForeignKey(Merge, models.CASCADE, related_name="moved_follows")
    follow = models.ForeignKey(Follow, models.CASCADE, related_name="moved_by")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("merge", "follow"), name="one_move_per_follow"),)

    def __str__(self) -> str:
        return f"{self.merge_id}: {self.follow_id}"


class MovedAuthor(models.Model):
    """A merge that brought a co-author to the proposal that stays, as `MovedSupport` does a support."""

    merge = models.ForeignKey(Merge, models.CASCADE, related_name="moved_authors")
    coauthor = models.ForeignKey(CoAuthor, models.CASCADE, related_name="moved_by")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("merge", "coauthor"), name="one_move_per_author"),)

    def __str__(self) -> str:
        return f"{self.merge_id}: {self.coauthor_id}"


class MoveAnswer(models.Model):
    """What a supporter of the merged proposal said: move my support, or leave it."""

    merge = models.ForeignKey(Merge, models.CASCADE, related_name="move_answers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="move_answers")
    moves = models.BooleanField()
    answered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("merge", "user"), name="one_answer_per_supporter"),)

    def __str__(self) -> str:
        return f"{self.merge_id}: {self.moves}"
