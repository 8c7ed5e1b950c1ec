"""Comments on proposals: threads of two levels, with a stance."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from deliberation.querysets import CommentQuerySet
from moderation.models import Moderated
from processes.models import Process
from proposals.models import Merge, Proposal


class Stance(models.TextChoices):
    NONE = "", _("Just a comment")
    FOR = "for", _("For")
    AGAINST = "against", _("Against")
    QUESTION = "question", _("Question")


class Presence(models.TextChoices):
    """Whether the words of a comment are still there. Its author can take them back.

    A deleted comment that people answered leaves a line in its place; without answers it is gone.
    """

    HERE = "", _("Here")
    DELETED = "deleted", _("Deleted")
    GONE = "gone", _("Gone")


class Comment(Moderated):
    """A comment on a proposal. `root` is the comment that starts the thread, `parent` the one answered.

    `number` counts the comments of a proposal, `place` the replies of a thread (0 starts it). `reply_count`
    is the place of its last reply, `gone_count` how many of them are gone. `revision` counts the changes of a
    discussion that readers can see, so that a page can ask what it missed. `version` is the version of the
    proposal that stood above when it was written. `edited_at` is when its words were last changed, where
    readers can look at the earlier ones.
    """

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="comments")
    origin = models.ForeignKey(
        Proposal, models.PROTECT, null=True, blank=True, related_name="comments_elsewhere", editable=False
    )
    number = models.PositiveIntegerField(editable=False)
    root = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="replies")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="answers")
    place = models.PositiveIntegerField(default=0, editable=False)
    revision = models.PositiveIntegerField(default=0, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="comments")
    role = models.CharField(max_length=20, blank=True, editable=False)
    stance = models.CharField(_("stance"), max_length=8, choices=Stance.choices, blank=True)
    text = models.TextField(_("comment"), max_length=4000)
    language = models.CharField(_("language"), max_length=10, default=settings.LANGUAGE_CODE)
    submission = models.UUIDField(null=True, blank=True, editable=False)
    helpful_count = models.PositiveIntegerField(default=0, editable=False)
    reply_count = models.PositiveIntegerField(default=0, editable=False)
    gone_count = models.PositiveIntegerField(default=0, editable=False)
    presence = models.CharField(
        max_length=8, choices=Presence.choices, default=Presence.HERE, blank=True, editable=False
    )
    edited_at = models.DateTimeField(null=True, blank=True, editable=False)
    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        constraints = (
            models.UniqueConstraint(fields=("proposal", "number"), name="one_number_per_comment"),
            models.UniqueConstraint(fields=("author", "submission"), name="one_comment_per_submission"),
        )
        indexes = (
            models.Index(fields=("proposal", "root", "-number"), name="comments_of_proposal"),
            models.Index(fields=("root", "place", "presence"), name="comments_replies"),
            models.Index(fields=("proposal", "revision"), name="comments_revisions"),
            models.Index(
                fields=("proposal", "visibility", "presence", "stance", "root", "revision", "number"),
                name="comments_tally",
            ),
            models.Index(fields=("deleted_at",), name="comments_deleted", condition=~Q(deleted_at=None)),
        )

    def __str__(self) -> str:
        return f"{self.number}"

    def get_absolute_url(self) -> str:
        """The place in the thread, also when the comment is not on the first page."""
        return reverse(
            "deliberation:comment", args=[self.proposal.process.slug, self.proposal.number, self.number]
        )

    @property
    def is_deleted(self) -> bool:
        """Whether its author took the words back."""
        return self.presence != Presence.HERE

    @property
    def moderation_context(self) -> Proposal:
        return self.proposal

    @classmethod
    def for_moderation(cls) -> models.QuerySet[Comment]:
        """Comments with the proposal and the process that labels and addresses name."""
        return cls.objects.select_related("proposal__process")

    @property
    def moderation_process(self) -> Process:
        return self.proposal.process

    @property
    def moderation_label(self) -> str:
        return gettext("Comment %(comment)s on proposal %(proposal)s") % {
            "comment": self.number,
            "proposal": self.proposal.number,
        }

    @property
    def moderation_text(self) -> str:
        return self.text

    @property
    def moderation_language(self) -> str:
        return self.language

    def moderation_author_id(self) -> int | None:
        return self.author_id

    def hold(self) -> None:
        """Lock what `visibility_changed` will change, before the log is written."""
        Proposal.objects.select_for_update(no_key=True).get(pk=self.proposal_id)

    def visibility_changed(self) -> None:
        """Count the visible comments again and tell open browsers."""
        from deliberation.changes import comment_changed

        comment_changed(self)


class CommentVersion(Moderated):
    """What a comment said before it was changed, from `written_at` until `replaced_at`.

    Answers may be about it, so everybody can read it; moderators can hide it by itself.
    """

    author_field = "comment__author"
    comment = models.ForeignKey(Comment, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    stance = models.CharField(max_length=8, choices=Stance.choices, blank=True)
    text = models.TextField(max_length=4000)
    written_at = models.DateTimeField()
    replaced_at = models.DateTimeField()

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("comment", "number"), name="one_comment_version_per_number"),
        )

    def __str__(self) -> str:
        return f"{self.comment_id}: {self.number}"

    def get_absolute_url(self) -> str:
        """The page with all that the comment said before."""
        proposal = self.comment.proposal
        place = [proposal.process.slug, proposal.number, self.comment.number]
        return f"{reverse('deliberation:earlier', args=place)}#v-{self.number}"

    @property
    def is_deleted(self) -> bool:
        """Whether the author took the whole comment back."""
        return self.comment.is_deleted

    @property
    def moderation_context(self) -> Comment:
        return self.comment

    @classmethod
    def for_moderation(cls) -> models.QuerySet[CommentVersion]:
        """Earlier versions with the comment, the proposal and the process that labels and addresses name."""
        return cls.objects.select_related("comment__proposal__process")

    @property
    def moderation_process(self) -> Process:
        return self.comment.proposal.process

    @property
    def moderation_label(self) -> str:
        return gettext("Version %(version)s of comment %(comment)s on proposal %(proposal)s") % {
            "version": self.number,
            "comment": self.comment.number,
            "proposal": self.comment.proposal.number,
        }

    @property
    def moderation_text(self) -> str:
        return self.text

    @property
    def moderation_language(self) -> str:
        return self.comment.language

    def moderation_author_id(self) -> int | None:
        return self.comment.author_id


class HelpfulMark(models.Model):
    """One person found one comment helpful. Only the number is public."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="helpful_marks")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="helpful_marks")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("comment", "user"), name="one_mark_per_person"),)

    def __str__(self) -> str:
        return f"{self.comment_id}"


class FormerPlace(models.Model):
    """Where a comment stood before a merge or its undoing moved it; old links lead on from there.

    `merge` is the merge in force that moved it away; empty once it is back.
    """

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="former_comments")
    number = models.PositiveIntegerField()
    comment = models.ForeignKey(Comment, models.CASCADE, related_name="former_places")
    merge = models.ForeignKey(Merge, models.CASCADE, null=True, related_name="moved_comments")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("proposal", "number"), name="one_comment_per_former_place"),
            models.UniqueConstraint(fields=("proposal", "comment"), name="one_former_place_each"),
        )

    def __str__(self) -> str:
        return f"{self.proposal_id}: {self.number}"
