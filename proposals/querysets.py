"""How proposals are read."""

from __future__ import annotations

from collections.abc import Collection
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Value
from taggit.models import TaggedItem

from moderation.models import Visibility
from processes.permissions import Person
from proposals.filters import CITY, Area, Filters, Mine
from proposals.lifecycle import NOT_THERE, UNDECIDED, Status
from proposals.stages import in_stages

if TYPE_CHECKING:
    from processes.models import Process
    from proposals.models import Proposal  # noqa: F401  named in the base class


class ProposalQuerySet(models.QuerySet["Proposal"]):
    """The reading vocabulary of proposals."""

    def in_process(self, process: Process) -> ProposalQuerySet:
        """Proposals of one process."""
        return self.filter(process=process)

    def listed(self) -> ProposalQuerySet:
        """What lists, search and feeds show to everybody: published and not hidden."""
        return self.exclude(status=Status.DRAFT).filter(visibility=Visibility.VISIBLE)

    def living(self) -> ProposalQuerySet:
        """What lists show unless a reader asks for more: neither merged nor withdrawn."""
        return self.filter(visibility=Visibility.VISIBLE).exclude(status__in=sorted(NOT_THERE))

    def ended(self) -> ProposalQuerySet:
        """What was merged into another proposal or withdrawn, as far as readers may see it."""
        gone = sorted(NOT_THERE - {Status.DRAFT})
        return self.filter(visibility=Visibility.VISIBLE, status__in=gone)

    def waiting(self) -> ProposalQuerySet:
        """What is owed an answer and not decided: it had its supporters, or the city promised all one."""
        from proposals.models import OfficialAnswer

        promised = Q(process__answers_due__isnull=False)
        owed = self.filter(Q(reached_at__isnull=False) | promised, status__in=sorted(UNDECIDED))
        return owed.exclude(Exists(OfficialAnswer.objects.filter(proposal=OuterRef("pk"))))

    def for_the_city_to_check(self) -> ProposalQuerySet:
        """What lists show as going to the city check or being in it, in all processes."""
        reached = Q(status=Status.PUBLISHED, support_count__gte=F("process__support_threshold"))
        return self.listed().filter(reached | Q(status=Status.UNDER_REVIEW))

    def visible_to(self, user: Person, process: Process) -> ProposalQuerySet:
        """What `user` may open in `process`: all that is public (hidden: a placeholder), and own drafts."""
        mine = Q(author_id=user.pk) if user.is_authenticated else Q(pk=None)
        public = ~Q(status=Status.DRAFT)
        return self.in_process(process).filter(public | mine)

    def drafts_of(self, user: Person, process: Process) -> ProposalQuerySet:
        """What `user` has begun to write in `process`, alone or with others, the latest first."""
        own = Q(author_id=user.pk) | Q(coauthors__user_id=user.pk)
        drafts = self.in_process(process).filter(own, status=Status.DRAFT)
        return drafts.distinct().order_by("-changed_at")

    def with_my_support(self, user: Person) -> ProposalQuerySet:
        """Annotate `supported` and `followed`: whether `user` supports and follows the proposal."""
        from proposals.models import Follow, Support

        if not user.is_authenticated:
            return self.annotate(supported=Value(False), followed=Value(False))
        mine = Support.objects.filter(proposal=OuterRef("pk"), user_id=user.pk)
        heard = Follow.objects.filter(proposal=OuterRef("pk"), user_id=user.pk)
        return self.annotate(supported=Exists(mine), followed=Exists(heard))

    def holding_all(self, process: Process, query: str) -> ProposalQuerySet:
        """Proposals in which every word of `query` occurs, in any of its forms."""
        from proposals.finding import holding, stems_asked

        found = self
        for stems in stems_asked(process, query):
            found = found.filter(pk__in=holding(process, stems).values("proposal_id"))
        return found

    def tagged(self, tags: Collection[str]) -> ProposalQuerySet:
        """Proposals with any of the tags, whatever their case."""
        named = reduce(or_, (Q(tag__name__iexact=tag) for tag in sorted(tags)))
        kind = ContentType.objects.get_for_model(self.model)
        return self.filter(pk__in=TaggedItem.objects.filter(named, content_type=kind).values("object_id"))

    def of(self, user: Person, mine: Mine) -> ProposalQuerySet:
        """What the reader wrote, alone or with others, supports or follows; nothing for a visitor."""
        from proposals.models import CoAuthor, Follow, Support

        if not user.is_authenticated:
            return self.none()
        if mine is Mine.WRITTEN:
            together = CoAuthor.objects.filter(user_id=user.pk).values("proposal_id")
            return self.filter(Q(author_id=user.pk) | Q(pk__in=together))
        if mine is Mine.SUPPORTED:
            return self.filter(pk__in=Support.objects.filter(user_id=user.pk).values("proposal_id"))
        return self.filter(pk__in=Follow.objects.filter(user_id=user.pk).values("proposal_id"))

    def within(self, area: Area) -> ProposalQuerySet:
        """Proposals whose place lies in a rectangle."""
        return self.filter(inside_of(area))

    def beside_words(self, filters: Filters, user: Person) -> ProposalQuerySet:
        """Apply topic, tags, answers, one's own and area."""
        from proposals.models import OfficialAnswer

        found = self
        if filters.topic:
            found = found.filter(category__slug=filters.topic)
        if filters.tags:
            found = found.tagged(filters.tags)
        if filters.answered:
            found = found.filter(pk__in=OfficialAnswer.objects.values("proposal_id"))
        if filters.waiting:
            found = found.waiting()
        if filters.mine:
            found = found.of(user, filters.mine)
        return found.within(filters.area) if filters.area else found

    def about(self, process: Process, filters: Filters, user: Person) -> ProposalQuerySet:
        """Apply everything but district and stage."""
        found = self.in_process(process).beside_words(filters, user)
        return found.holding_all(process, filters.query) if filters.words else found

    def placed_and_staged(self, process: Process, filters: Filters) -> ProposalQuerySet:
        """Apply district and stage; without a stage, what was merged or withdrawn is left out."""
        found = self
        if filters.districts:
            here = Q(district__slug__in=filters.districts - {CITY})
            found = found.filter(here | Q(district=None) if CITY in filters.districts else here)
        if filters.stages:
            return found.filter(in_stages(filters.stages, process.support_threshold))
        return found if filters.ended else found.exclude(status__in=sorted(NOT_THERE))

    def narrowed(self, process: Process, filters: Filters, user: Person) -> ProposalQuerySet:
        """Apply all filters."""
        return self.about(process, filters, user).placed_and_staged(process, filters)


def inside_of(area: Area) -> Q:
    """Return the condition to lie in a rectangle."""
    return Q(latitude__range=(area.south, area.north), longitude__range=(area.west, area.east))
