"""What the pages about merges show."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Q

from processes.http import CityRequest
from proposals.merge_forms import ReasonForm
from proposals.merging import (
    may_answer_merge,
    may_call_off,
    may_decide_for,
    may_join_authors,
    may_move_support,
    may_undo,
    moderates,
    settled,
)
from proposals.models import (
    LIVE,
    CoAuthor,
    Merge,
    MergeConsent,
    MoveAnswer,
    Pair,
    PairState,
    Proposal,
    Support,
)
from proposals.provenance import draw, links_of
from proposals.words import words_of

MOST = 20


def page_of(request: CityRequest, merge: Merge, form: ReasonForm) -> dict[str, Any]:
    """Return what the page of one merge shows to this reader."""
    user, now = request.user, request.now
    read_coauthors(merge.goes, merge.stays)
    consents = list(merge.consents.all())
    mine = next((consent for consent in consents if consent.user_id == user.pk), None)
    involved = mine is not None or moderates(user, merge.process)
    context: dict[str, Any] = {
        "process": merge.process,
        "merge": merge,
        "settled": settled(merge),
        "consents": [(consent, sides_of(consent, merge)) for consent in consents],
        "mine": mine,
        "involved": involved,
        "why_together": merge.note if involved or merge.state in LIVE else "",
        "form": form,
        "may_answer": may_answer_merge(user, merge, now),
        "may_decide_for": may_decide_for(user, merge, now),
        "may_call_off": may_call_off(user, merge),
        "may_undo": may_undo(user, merge, now),
        "may_move": may_move_support(user, merge),
        "may_join": may_join_authors(user, merge),
    }
    if context["may_move"]:
        context |= support_of(request, merge)
    if merge.is_done:
        links = links_of(merge.process_id)
        root = links.last(merge.goes_id)
        context |= {"root": root, "graph": draw(root) if root else ""}
    return context


def read_coauthors(*proposals: Proposal) -> None:
    """Remember on each of `proposals` who writes it (one query)."""
    rows = CoAuthor.objects.filter(proposal__in=proposals).values_list("proposal", "user")
    theirs = list(rows.order_by())
    for proposal in proposals:
        proposal.coauthor_ids = frozenset(user for written, user in theirs if written == proposal.pk)


def sides_of(consent: MergeConsent, merge: Merge) -> list[int | None]:
    """Return the numbers of the proposals that this author wrote."""
    sides = (merge.goes, merge.stays)
    return [p.number for p in sides if consent.user_id in {p.author_id, *p.coauthor_ids}]


def support_of(request: CityRequest, merge: Merge) -> dict[str, Any]:
    """Return what a supporter of the proposal that went has said, and whether they count there already."""
    reader = request.user.pk or 0
    return {
        "my_answer": MoveAnswer.objects.filter(merge=merge, user_id=reader).first(),
        "counts_there": Support.objects.filter(proposal=merge.stays_id, user_id=reader).exists(),
    }


def candidates(proposal: Proposal, query: str, now: datetime) -> dict[str, Any]:
    """Return the proposals one may want to merge with: close pairs first, or what the words find.

    By its number even one that was merged or withdrawn is found; its page says why it cannot be merged.
    """
    listed = Proposal.objects.listed().in_process(proposal.process).exclude(pk=proposal.pk)
    listed = listed.select_related("district").defer("district__boundary")
    if query.strip().isdigit():
        found = list(listed.filter(number=int(query.strip()[:9])))
    elif query.strip():
        listed = listed.living()
        for word in words_of(query):
            listed = listed.filter(search_text__contains=word)
        found = list(listed.order_by("-support_count", "-pk")[:MOST])
    else:
        found = list(listed.living().filter(pk__in=close_to(proposal)))
    for other in found:
        other.process = proposal.process
    return {"query": query, "found": found}


def close_to(proposal: Proposal) -> set[int]:
    """Return the keys of the proposals that make an open pair with this one."""
    mine = Q(first=proposal) | Q(second=proposal)
    pairs = Pair.objects.filter(mine, state=PairState.OPEN).values_list("first", "second")
    return {pk for pair in pairs for pk in pair} - {proposal.pk}
