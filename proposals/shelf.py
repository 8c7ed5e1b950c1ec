"""Each worker's own index of the proposals of a process, kept true by a cheap look at what changed.

Small processes are indexed when somebody first types. Of large ones `tick` stores the index, and a worker
that finds none builds it beside its work. What is hidden is filtered where matches are read.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from processes.models import Process
from proposals.lifecycle import NOT_THERE, Status
from proposals.markup import plain
from proposals.matching import Document, Index
from proposals.models import Proposal, StoredIndex

MOST_PROCESSES = 3
BUILT_AT_ONCE = 600
LOOK_SECONDS = 2.0
SLACK = timedelta(minutes=2)  # a transaction may be committed this long after the moment it carries
CHUNK = 1_000
COLUMNS = (
    "pk", "changed_at", "language", "title", "summary", "body", "category_id", "latitude", "longitude",
)  # fmt: skip


@dataclass(slots=True)
class Shelf:
    """The index of one process, and when each proposal in it was last changed (seconds since 1970).

    `seen_at` is the moment whose state it holds; `looked` is the clock of this machine at the last look.
    Whoever reads or changes the index has `lock`: the threads of a worker share it.
    """

    index: Index = field(default_factory=Index)
    known: dict[int, float] = field(default_factory=dict)
    seen_at: datetime = field(default_factory=timezone.now)
    last_number: int = 0
    looked: float = 0.0
    lock: threading.RLock = field(default_factory=threading.RLock, repr=False, compare=False)

    @property
    def digest(self) -> str:
        """The same for the same proposals with the same texts."""
        return sha256(repr(sorted(self.known.items())).encode()).hexdigest()


_shelves: OrderedDict[int, Shelf] = OrderedDict()
_building: set[int] = set()
_lock = threading.RLock()


def shelf_of(process: Process, *, wait: bool = False) -> Shelf | None:
    """Return the worker's shelf for `process`, up to date.

    None while a large one is still being built; with `wait` it is built now, however long that takes.
    """
    with _lock:
        shelf = _shelves.get(process.pk)
        if shelf is None:
            shelf = _opened(process, wait)
            if shelf is None:
                return None
            _keep(process.pk, shelf)
        _shelves.move_to_end(process.pk)
    with shelf.lock:
        stale = time.monotonic() - shelf.looked >= LOOK_SECONDS
        if wait or stale or process.last_proposal_number > shelf.last_number:
            _catch_up(shelf, process)
    return shelf


def forget() -> None:
    """Empty the shelves."""
    with _lock:
        _shelves.clear()
        _building.clear()


def _keep(pk: int, shelf: Shelf) -> None:
    _shelves[pk] = shelf
    while len(_shelves) > MOST_PROCESSES:
        _shelves.popitem(last=False)


def _opened(process: Process, wait: bool) -> Shelf | None:
    """Load what `tick` stored, or build; a large one beside the work, unless the caller waits."""
    small = process.last_proposal_number <= BUILT_AT_ONCE
    stored = None if small else _stored(process)
    if stored:
        return stored
    if wait or small:
        return _built(process)
    if process.pk not in _building:
        _building.add(process.pk)
        threading.Thread(target=_build_beside, args=(process,), daemon=True).start()
    return None


def _stored(process: Process) -> Shelf | None:
    found = StoredIndex.objects.filter(process=process).exclude(content=b"").first()
    if found is None:
        return None
    try:
        index = Index.load(bytes(found.content))
    except ValueError:
        return None
    return Shelf(index, {int(pk): at for pk, at in found.known.items()}, found.stored_at)


def _built(process: Process) -> Shelf:
    shelf = Shelf(last_number=process.last_proposal_number, looked=time.monotonic())

    def documents() -> Iterator[Document]:
        for row in _present(process).values_list(*COLUMNS).iterator(chunk_size=CHUNK):
            shelf.known[row[0]] = row[1].timestamp()
            yield document_of(row)

    shelf.index = Index.build(documents())
    return shelf


def _build_beside(process: Process) -> None:
    try:
        shelf = _built(process)
        with _lock:
            _keep(process.pk, shelf)
    finally:
        with _lock:
            _building.discard(process.pk)
        connection.close()


def _present(process: Process) -> QuerySet[Proposal]:
    return Proposal.objects.filter(process=process).exclude(status__in=NOT_THERE)


def _catch_up(shelf: Shelf, process: Process) -> None:
    """Take in what was published, changed or withdrawn since the last look."""
    touched = Q(changed_at__gte=shelf.seen_at - SLACK)
    shelf.looked, shelf.seen_at = time.monotonic(), timezone.now()
    if process.last_proposal_number > shelf.last_number:
        touched |= Q(number__gt=shelf.last_number)
    changed = Proposal.objects.filter(touched, process=process).exclude(status=Status.DRAFT)
    wanted = []
    for pk, at, status in changed.values_list("pk", "changed_at", "status"):
        if status in NOT_THERE:
            if shelf.known.pop(pk, None) is not None:
                shelf.index.remove(str(pk))
        elif shelf.known.get(pk) != at.timestamp():
            wanted.append(pk)
    _take_in(shelf, wanted)
    shelf.last_number = max(shelf.last_number, process.last_proposal_number)


def _take_in(shelf: Shelf, wanted: list[int]) -> None:
    for start in range(0, len(wanted), CHUNK):
        rows = Proposal.objects.filter(pk__in=wanted[start : start + CHUNK]).values_list(*COLUMNS)
        for row in rows:
            shelf.index.add(document_of(row))
            shelf.known[row[0]] = row[1].timestamp()


def document_of(row: Iterable[Any]) -> Document:
    """Return a proposal's COLUMNS as the matcher reads them."""
    pk, _at, language, title, summary, body, category, latitude, longitude = row
    return Document(
        id=str(pk),
        lang=language,
        title=title,
        body="\n".join(filter(None, (summary, plain(body)))),
        category=str(category or ""),
        place=None if latitude is None or longitude is None else (latitude, longitude),
    )
