"""Which notices quote the title of a proposal, an older version or one to be merged that is hidden now."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from django.db.models import Q

from accounts.models import Notice
from accounts.veils import veils
from moderation.models import Visibility
from proposals.models import Merge, Proposal, ProposalVersion

PROPOSAL = re.compile(r"/([-\w]+)/proposals/(\d{1,9})/")
MERGE = re.compile(r"/[-\w]+/proposals/merges/(\d{1,9})/")


@veils
def quoting_hidden(notices: Sequence[Notice]) -> Collection[int]:
    """Return the ids of notices that quote a hidden title; authors go on reading their own."""
    about: dict[int, list[Notice]] = defaultdict(list)
    for notice, proposal in _led_to(notices):
        about[proposal].append(notice)
    hidden = Q(visibility=Visibility.HIDDEN) | Q(proposal__visibility=Visibility.HIDDEN)
    versions = ProposalVersion.objects.filter(hidden, proposal__in=about).select_related("proposal")
    return {
        notice.pk
        for version in versions
        for notice in about[version.proposal_id]
        if notice.user_id != version.proposal.author_id
        and version.title in f"{notice.subject}\n{notice.body}"
        and (version.proposal.is_hidden or version.title != version.proposal.title)
    }


def _led_to(notices: Sequence[Notice]) -> Iterator[tuple[Notice, int]]:
    """Yield each notice with the id of every proposal that its page is about (at most two queries)."""
    places = {
        notice.pk: (place[1], int(place[2])) for notice in notices if (place := PROPOSAL.match(notice.url))
    }
    merges = {notice.pk: int(place[1]) for notice in notices if (place := MERGE.match(notice.url))}
    known = {(slug, number): pk for pk, slug, number in _numbered(places.values())} if places else {}
    pairs = _pairs(merges.values()) if merges else {}
    for notice in notices:
        if (found := known.get(places.get(notice.pk, ("", 0)))) is not None:
            yield notice, found
        for proposal in pairs.get(merges.get(notice.pk, 0), ()):
            yield notice, proposal


def _numbered(places: Collection[tuple[str, int]]) -> Iterable[tuple[int, str, int | None]]:
    slugs, numbers = {slug for slug, _number in places}, {number for _slug, number in places}
    found = Proposal.objects.filter(process__slug__in=slugs, number__in=numbers)
    return found.values_list("pk", "process__slug", "number")


def _pairs(merges: Collection[int]) -> dict[int, tuple[int, int]]:
    rows = Merge.objects.filter(pk__in=merges).values_list("pk", "goes", "stays")
    return {merge: (goes, stays) for merge, goes, stays in rows}
