"""Which twenty proposals a page of a list shows, in whatever order was asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.models import District, User
from processes.models import Process
from processes.permissions import Person
from proposals.filters import Filters, Sort
from proposals.finding import scored, without_ended
from proposals.keyset import Order, Page, page_at
from proposals.listing import Facets, listed_in
from proposals.orders import COLUMNS, ByChance, ByColumns, ByDistance, ByRelevance
from proposals.places import Whole, spot_near
from proposals.recall import recalled
from proposals.shuffled import Shuffle, shuffle_for, shuffle_of


@dataclass(frozen=True)
class Listing:
    """All that a page of a list depends on. `seed` is the reader's for the random order."""

    process: Process
    filters: Filters
    user: Person
    counts: Facets
    whole: Whole
    districts: Sequence[District]
    seed: int

    @property
    def shuffle(self) -> Shuffle:
        """The random order: the one of the address, so that pages fit together, or the reader's."""
        highest = self.process.last_proposal_number
        return shuffle_of(self.filters.order, highest) or shuffle_for(self.seed, highest)

    def page(self) -> Page:
        """Return the page that the address asks for; in long lists remembered for some seconds."""
        filters = self.filters
        order = self.order()
        if isinstance(order, ByChance):
            return page_at(order, after=filters.after, before=filters.before)
        what = f"page {filters.after} {filters.before} {filters.near}"
        return recalled(
            self.process, what, filters, lambda: page_at(order, after=filters.after, before=filters.before)
        )

    def order(self) -> Order:
        """Return the way through the list that the address asks for."""
        process, filters, user = self.process, self.filters, self.user
        if filters.sort is Sort.RELEVANCE:
            others = filters.without_words()
            found = scored(process, filters.query)
            if not others.count:
                return ByRelevance(without_ended(process, found), None)
            return ByRelevance(found, listed_in(process).narrowed(process, others, user))
        found = listed_in(process).narrowed(process, filters, user)
        spot = spot_near(filters.near, self.districts) if filters.sort is Sort.NEAREST else None
        if spot:
            return ByDistance(found, spot, self.whole.density(self.districts))
        if filters.sort in COLUMNS:
            return ByColumns(found, COLUMNS[filters.sort])
        return ByChance(process, found, self.shuffle, self.counts.matching + self.counts.more)


def seed_of(request: HttpRequest) -> int:
    """Return the number that stands for a reader today: one order all day, and nothing is stored for it.

    Visitors are told apart by what their browser sends with every request; a keyed fingerprint of it cannot
    be turned back.
    """
    if isinstance(request.user, User):
        who = f"user {request.user.pk}"
    else:
        names = ("REMOTE_ADDR", "HTTP_X_FORWARDED_FOR", "HTTP_USER_AGENT", "HTTP_ACCEPT_LANGUAGE")
        who = " ".join(request.META.get(name, "") for name in names)
    digest = salted_hmac("proposals.page", f"{timezone.localdate()} {who}").digest()
    return int.from_bytes(digest[:4], "big")
