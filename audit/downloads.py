"""The log as a file: CSV to read, JSON lines to check outside. Written while it is sent."""

from __future__ import annotations

import csv
import json
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from dataclasses import asdict
from io import StringIO

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, StreamingHttpResponse

from audit.forms import LogFilter
from audit.models import Chain, Entry, utc_text
from audit.querysets import EntryQuerySet

BATCH = 1000
PIECE = 65_536
"""Bytes that are sent at once, at least."""
COLUMNS = (
    "chain",
    "entry",
    "time_utc",
    "role",
    "action",
    "what_happened",
    "fingerprint",
    "fingerprint_before",
)

Chunks = Iterator[str]
Pieces = Iterator[str] | Iterator[bytes]


def json_lines(form: LogFilter) -> Chunks:
    """For each chain a line with its length and last fingerprint, then its entries in order."""
    for chain in form.chosen_chains:
        head = {"kind": "chain", "chain": chain.key, "length": chain.length, "hash": chain.head_hash}
        yield _json({**head, "complete": form.is_whole})
        for batch in _batches(form.entries(), chain):
            yield "".join(_json({"kind": "entry", **asdict(row.as_log_entry(chain.key))}) for row in batch)


def comma_separated(form: LogFilter) -> Chunks:
    """One row per entry with its sentence in the reader's language."""
    yield _csv([COLUMNS])
    for chain in form.chosen_chains:
        for batch in _batches(form.entries().select_related("private"), chain):
            yield _csv(_cells(chain, row) for row in batch)


FORMATS: dict[str, tuple[str, Callable[[LogFilter], Chunks]]] = {
    "csv": ("text/csv; charset=utf-8", comma_separated),
    "jsonl": ("application/jsonl; charset=utf-8", json_lines),
}


def streamed(request: HttpRequest, chunks: Pieces, content_type: str, name: str) -> StreamingHttpResponse:
    """A response that sends a file as it is written, under WSGI and ASGI alike.

    Django reads what is no asynchronous iterator to its end before ASGI sends the first byte, so that a large
    file would lie whole in memory. One of ours waits until what it gave is on its way.
    """
    pieces = _gathered(chunks)
    content = _in_threads(pieces) if isinstance(request, ASGIRequest) else pieces
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(content, content_type=content_type, headers=headers)


async def _in_threads(pieces: Iterator[bytes]) -> AsyncIterator[bytes]:
    step = sync_to_async(lambda: next(pieces, None))
    while (piece := await step()) is not None:
        yield piece


def _gathered(chunks: Pieces) -> Iterator[bytes]:
    """Put small chunks together: each piece costs a change of threads."""
    held, size = [], 0
    for chunk in chunks:
        held.append(chunk.encode() if isinstance(chunk, str) else chunk)
        size += len(held[-1])
        if size >= PIECE:
            yield b"".join(held)
            held, size = [], 0
    if held:
        yield b"".join(held)


def _batches(entries: EntryQuerySet, chain: Chain) -> Iterator[list[Entry]]:
    """The entries of one chain up to the head we know, by number, so that no cursor stays open."""
    last = 0
    entries = entries.filter(chain=chain, number__lte=chain.length).order_by("number")
    while batch := list(entries.filter(number__gt=last)[:BATCH]):
        yield batch
        last = batch[-1].number


def _json(value: dict[str, object]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"


def _cells(chain: Chain, row: Entry) -> list[object]:
    return [
        chain.key,
        row.number,
        utc_text(row.at),
        row.role,
        row.action,
        _no_formula(row.sentence),
        row.hash,
        row.prev_hash,
    ]


def _no_formula(text: str) -> str:
    """Keeps a spreadsheet from taking what a person wrote for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _csv(rows: Iterable[Iterable[object]]) -> str:
    buffer = StringIO()
    csv.writer(buffer).writerows(rows)
    return buffer.getvalue()
