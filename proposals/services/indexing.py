"""What search knows of a proposal, written in the transaction that changes it."""

from __future__ import annotations

from collections.abc import Iterable

from proposals.lifecycle import Status
from proposals.models import Proposal, SearchWord
from proposals.row_facts import tags_of
from proposals.search_words import weights_of

BATCH = 200


def index_proposal(proposal: Proposal) -> None:
    """Let search find a proposal by what it says now; a hidden one and a draft not at all."""
    SearchWord.objects.filter(proposal=proposal).delete()
    SearchWord.objects.bulk_create(words_of(proposal, tags_of([proposal.pk]).get(proposal.pk, [])))


def index_all(proposals: Iterable[int]) -> int:
    """Index the proposals with these ids anew, and return how many stems were written."""
    wanted, written = list(proposals), 0
    for start in range(0, len(wanted), BATCH):
        batch = wanted[start : start + BATCH]
        SearchWord.objects.filter(proposal__in=batch).delete()
        tags = tags_of(batch)
        found = Proposal.objects.filter(pk__in=batch).select_related("district")
        rows = [word for proposal in found for word in words_of(proposal, tags.get(proposal.pk, []))]
        written += len(SearchWord.objects.bulk_create(rows, batch_size=2_000))
    return written


def words_of(proposal: Proposal, tags: list[str]) -> list[SearchWord]:
    """Return the rows of a proposal; none where lists do not show it."""
    if proposal.status == Status.DRAFT or proposal.is_hidden or proposal.number is None:
        return []
    district = proposal.district.name if proposal.district else ""
    weights = weights_of(
        number=proposal.number,
        title=proposal.title,
        tags=tags,
        summary=proposal.summary,
        places=(proposal.address, district),
        body=proposal.body,
        language=proposal.language,
    )
    return [
        SearchWord(process_id=proposal.process_id, proposal_id=proposal.pk, stem=stem, weight=weight)
        for stem, weight in weights.items()
    ]
