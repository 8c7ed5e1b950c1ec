"""Checking a chain as it stands in the database, and noting that the check ran."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import datetime

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from audit.chain import (
    GENESIS,
    Json,
    LogEntry,
    Problem,
    beyond,
    collect,
    commitment,
    merkle_root,
    one_per_number,
    scan,
)
from audit.models import Chain, Entry, Private, VerificationRun
from audit.services import ACTOR, TARGET

VALUE = "value"
CHUNK = 2000


def check_chain(chain: Chain, *, progress: Callable[[int], object] = lambda _number: None) -> VerificationRun:
    """Check every entry of a chain and what is kept beside it, and store the run.

    Besides its links the chain is held against its head and against the last check that found nothing wrong.
    `progress` is told each number. Entries that are written meanwhile are no problem.
    """
    started = timezone.now()
    chain.refresh_from_db()
    seals = _seals(chain)
    problems: list[Problem] = []
    hashes: list[str] = []
    last = collect(scan(_stream(chain, problems, hashes, progress), seals=seals), problems)
    chain.refresh_from_db()
    problems += beyond(chain.length, last)
    return VerificationRun.objects.create(
        chain=chain,
        started_at=started,
        finished_at=timezone.now(),
        length=len(hashes),
        head_hash=hashes[-1] if hashes else GENESIS,
        merkle_root=merkle_root(hashes),
        problems=[asdict(problem) for problem in one_per_number(problems)],
    )


def problems_of(run: VerificationRun) -> list[Problem]:
    """What a stored run found."""
    return [Problem(**problem) for problem in run.problems]


def chains_found_unbroken(*, since: datetime) -> frozenset[int]:
    """The ids of chains whose last check ran after `since` and found nothing wrong."""
    last = VerificationRun.objects.filter(chain=OuterRef("chain")).order_by("-pk").values("pk")[:1]
    runs = VerificationRun.objects.filter(pk=Subquery(last), finished_at__gt=since, problems=[])
    return frozenset(runs.values_list("chain_id", flat=True))


def _seals(chain: Chain) -> dict[int, str]:
    """Hashes known before the check starts: the head, and the end of the last unbroken run."""
    seals = {chain.length: chain.head_hash}
    run = chain.runs.filter(problems=[]).first()
    if run is not None and run.length:
        seals.setdefault(run.length, run.head_hash)
    return seals


def _stream(
    chain: Chain, problems: list[Problem], hashes: list[str], progress: Callable[[int], object]
) -> Iterator[LogEntry]:
    rows = Entry.objects.filter(chain=chain).order_by("number").select_related("private")
    for row in rows.iterator(chunk_size=CHUNK):
        problems += _broken_promises(row)
        hashes.append(row.hash)
        progress(row.number)
        yield row.as_log_entry(chain.key)


def _broken_promises(row: Entry) -> Iterator[Problem]:
    """Values beside an entry that are not what the entry committed to; erased ones promise nothing."""
    private: Private | None = getattr(row, "private", None)
    if private is None:
        return
    for key, value in private.values.items():
        if not _keeps(private, key, value, row.commitments.get(key)):
            yield Problem(row.number, VALUE, f"The personal value “{key}” is not the one that was recorded.")
    if private.actor_id is not None and not _keeps(
        private, ACTOR, str(private.actor_id), row.actor_commitment
    ):
        yield Problem(row.number, VALUE, "The person who acted is not the one that was recorded.")
    subject = str(private.subject_id)
    if private.subject_id is not None and not _keeps(private, TARGET, subject, row.commitments.get(TARGET)):
        yield Problem(row.number, VALUE, "The person it is about is not the one that was recorded.")


def _keeps(private: Private, key: str, value: Json, promised: str | None) -> bool:
    try:
        return commitment(bytes.fromhex(private.salts[key]), value) == promised
    except (KeyError, TypeError, ValueError):
        return False
