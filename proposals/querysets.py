"""How proposals are read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import BigIntegerField, Exists, ExpressionWrapper, OuterRef, Q, Value
from django.db.models.functions import Cast, Mod

from moderation.models import Visibility
from processes.permissions import Person
from proposals.filters import CITY, Area, Filters, Sort
from proposals.lifecycle import Status
from proposals.stages import in_stages

if TYPE_CHECKING:
    from processes.models import Process
    from proposals.models import Proposal  # noqa: F401  named in the base class

PRIME = 2**31 - 1


class ProposalQuerySet(models.QuerySet["Proposal"]):
    """The reading vocabulary of proposals."""

    def in_process(self, process: Process) -> ProposalQuerySet:
        """Proposals of one process."""
        return self.filter(process=process)

    def listed(self) -> ProposalQuerySet:
        """What lists, search and feeds show to everybody: published and not hidden."""
        return self.exclude(status=Status.DRAFT).filter(visibility=Visibility.VISIBLE)

    def visible_to(self, user: Person, process: Process) -> ProposalQuerySet:
        """What `user` may open in `process`: all that is public (hidden: a placeholder), and own drafts."""
        mine = Q(author_id=user.pk) if user.is_authenticated else Q(pk=None)
        public = ~Q(status=Status.DRAFT)
        return self.in_process(process).filter(public | mine)

    def drafts_of(self, user: Person, process: Process) -> ProposalQuerySet:
        """What `user` has begun to write in `process`, the latest first."""
        mine = self.in_process(process).filter(author_id=user.pk, status=Status.DRAFT)
        return mine.order_by("-changed_at")

    def with_my_support(self, user: Person) -> ProposalQuerySet:
        """Annotate `supported`: whether `user` supports the proposal."""
        from proposals.models import Support

        if not user.is_authenticated:
            return self.annotate(supported=Value(False))
        mine = Support.objects.filter(proposal=OuterRef("pk"), user_id=user.pk)
        return self.annotate(supported=Exists(mine))

    def matching(self, words: Iterable[str]) -> ProposalQuerySet:
        """Proposals in which every one of the (folded) words occurs."""
        found = self
        for word in words:
            found = found.filter(search_text__contains=word)
        return found

    def within(self, area: Area) -> ProposalQuerySet:
        """Proposals whose place lies in a rectangle."""
        return self.filter(inside_of(area))

    def about(self, filters: Filters) -> ProposalQuerySet:
        """Apply search words, topic, tag and area: everything but district and stage."""
        found = self.matching(filters.words)
        if filters.topic:
            found = found.filter(category__slug=filters.topic)
        if filters.tag:
            found = found.filter(tags__name__iexact=filters.tag)
        return found.within(filters.area) if filters.area else found

    def narrowed(self, filters: Filters, threshold: int) -> ProposalQuerySet:
        """Apply all filters; `threshold` is the number of supporters that the process asks for."""
        found = self.about(filters)
        if filters.districts:
            here = Q(district__slug__in=filters.districts - {CITY})
            found = found.filter(here | Q(district=None) if CITY in filters.districts else here)
        if filters.stages:
            found = found.filter(in_stages(filters.stages, threshold))
        return found

    def in_order(self, sort: Sort, day: date) -> ProposalQuerySet:
        """Sort; the random order is the same for everybody and all of `day`, and another one tomorrow."""
        if sort is Sort.NEWEST:
            return self.order_by("-published_at", "-number")
        if sort is Sort.SUPPORT:
            return self.order_by("-support_count", "lot")
        if sort is Sort.DISCUSSED:
            return self.order_by("-comment_count", "lot")
        return self.order_by(drawn_on(day), "pk")


def inside_of(area: Area) -> Q:
    """Return the condition to lie in a rectangle."""
    return Q(latitude__range=(area.south, area.north), longitude__range=(area.west, area.east))


def drawn_on(day: date) -> Mod:
    """Return the place of each lot in the order of `day`: multiplying modulo a prime shuffles all lots."""
    seed = int.from_bytes(hashlib.sha256(day.isoformat().encode()).digest()[:4], "big")
    factor = seed % (PRIME - 2) + 1
    lot = Cast("lot", BigIntegerField())  # PostgreSQL would multiply in 32 bits
    product = ExpressionWrapper(lot * Value(factor), output_field=BigIntegerField())
    return Mod(product, Value(PRIME), output_field=BigIntegerField())
