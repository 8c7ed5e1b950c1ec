"""How comments are read. Hidden ones stay: they are shown as a placeholder."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

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

    def replies_shown(
        self, roots: Collection[int], upto: int, opened: int | None, after: int, length: int
    ) -> CommentQuerySet:
        """The first `upto` replies of each of `roots` (keys); in the thread `opened` those after `after`."""
        wanted = Q(place__lte=upto)
        if opened is not None:
            wanted = wanted & ~Q(root=opened) | Q(root=opened, place__gt=after, place__lte=after + length)
        return self.filter(wanted, root__in=roots).order_by("root", "place")

    def since(self, revision: int) -> CommentQuerySet:
        """Comments that changed after `revision`, in the order in which they did."""
        return self.filter(revision__gt=revision).order_by("revision")


if TYPE_CHECKING:
    pass
