"""Long lists for tests of speed: rows as the services would leave them, written in one go."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from accounts.models import District
from processes.models import Process
from proposals.lifecycle import Status
from proposals.models import Proposal, draw_lot
from proposals.services.indexing import index_all
from tests.factories.accounts import make_user


def make_many(process: Process, count: int, *, district: District | None = None) -> None:
    """Add `count` published proposals to `process`; the only rows in the tests that no service wrote."""
    author, now = make_user(), timezone.now()
    lat, lon = district.boundary[0] if district else (None, None)
    Proposal.objects.bulk_create(
        Proposal(
            process=process,
            number=number,
            author=author,
            title=f"Bench number {number} on the quay",
            body="My mother walks here every day and there is nowhere to sit down. " * 10,
            district=district,
            latitude=lat,
            longitude=lon,
            status=Status.PUBLISHED,
            lot=draw_lot(),
            support_count=number % 7,
            published_at=now - timedelta(minutes=number),
        )
        for number in range(1, count + 1)
    )
    Process.objects.filter(pk=process.pk).update(last_proposal_number=count)
    index_all(Proposal.objects.in_process(process).values_list("pk", flat=True))
