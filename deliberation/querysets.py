"""How comments are read. Hidden ones stay: they are shown as a placeholder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from deliberation.models import Comment  # noqa: F401  named in the base class
    from proposals.models import Proposal


class CommentQuerySet(models.QuerySet["Comment"]):
    """The reading vocabulary of comments."""

    def threads(self) -> CommentQuerySet:
        """Comments that start a thread, newest first."""
        return self.filter(root=None).order_by("-number")

    def of(self, proposal: Proposal) -> CommentQuerySet:
        """Comments on one proposal."""
        return self.filter(proposal=proposal)

    def older_than(self, number: int | None) -> CommentQuerySet:
        """Comments with a lower number; all of them for None."""
        return self if number is None else self.filter(number__lt=number)

    def since(self, revision: int) -> CommentQuerySet:
        """Comments that changed after `revision`, in the order in which they did."""
        return self.filter(revision__gt=revision).order_by("revision")
