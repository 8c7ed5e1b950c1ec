"""The sample records, and records altered in one field and made consistent again."""

from __future__ import annotations

import copy
import gzip
import json
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from tests.conftest import REPO
from voting.crypto.archive import Archive, read_archive
from voting.crypto.encoding import dumps, sha256_hex
from voting.crypto.groups import GROUPS, Element, Group
from voting.verifier import Record, Report, verify

FOLDER = REPO / "tests" / "vectors" / "records"
SAMPLES = ("ed25519-homomorphic", "ed25519-mixnet-threshold-only", "rfc3526-mixnet")
Path = tuple[str | int, ...]


def sample(name: str) -> bytes:
    """Return a record that the independent tool accepted."""
    return gzip.decompress((FOLDER / f"{name}.bel.gz").read_bytes())


def checked(raw: bytes, *, head: str | None = None, unfinished: bool = False) -> Report:
    """Verify a record and return the report."""
    report = Report()
    verify(Record(BytesIO(raw), None, head, unfinished), report)
    return report


def opened(raw: bytes) -> Archive:
    """Read an archive."""
    return read_archive(BytesIO(raw))


def leaves(value: Any, path: Path = ()) -> Iterator[Path]:
    """Yield the way to every text, number and empty list."""
    if isinstance(value, dict) and value:
        for key, item in value.items():
            yield from leaves(item, (*path, key))
    elif isinstance(value, list) and value:
        for index, item in enumerate(value):
            yield from leaves(item, (*path, index))
    else:
        yield path


def fields(archive: Archive) -> list[tuple[str, Path]]:
    """Return every field of every piece of data: the hash of the data and the way to the field.

    Messages that hold JSON in a text (certificates, coefficients) count as one field.
    """
    return [
        (digest, path)
        for digest, text in archive.data.items()
        for path in leaves(json.loads(text))
        if not is_link(archive, digest, path)
    ]


def is_link(archive: Archive, digest: str, path: Path) -> bool:
    """Return whether the field is the hash of other data: altering it alone is a broken link."""
    value = at(json.loads(archive.data[digest]), path)
    return isinstance(value, str) and value in archive.data


def at(value: Any, path: Path) -> Any:
    """Return what stands at the end of the way."""
    for step in path:
        value = value[step]
    return value


def altered(value: Any, group: Group) -> Any:
    """Return another value of the same kind, so well formed that only a proof or a comparison can tell."""
    if value is None or isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, (list, dict)):
        return [value]
    if len(value) >= 64 and group.is_member(value):
        return group.multiply(Element(value), group.generator)
    if value.isdecimal():
        return str(int(value) ^ 1)
    if value.startswith("{"):
        return value.replace("}", " }", 1)
    last = "A" if value[-1:] != "A" else "B"
    return value[:-1] + last


def with_field_altered(archive: Archive, digest: str, path: Path) -> bytes:
    """Return the record with one field altered and every hash above it made right again."""
    group = GROUPS[json.loads(next(iter(archive.data.values())))["group"]]
    document = json.loads(archive.data[digest])
    parent = at(document, path[:-1])
    parent[path[-1]] = altered(copy.deepcopy(parent[path[-1]]), group)
    return relinked(archive, {digest: dumps(document)})


def relinked(archive: Archive, replaced: dict[str, str]) -> bytes:
    """Return the record with some data replaced, and the hashes of everything that names it."""
    renamed: dict[str, str] = {}
    fresh = Archive(archive.timestamp)
    for name, old in archive.members:
        digest, kind, _ = name.split(".")
        text = replaced.get(digest, old)
        for before, after in renamed.items():
            text = text.replace(before, after)
        if kind == "data":
            if sha256_hex(text) != digest:
                renamed[digest] = sha256_hex(text)
            fresh.add_data(text)
        else:
            event = json.loads(text)
            fresh.add_event(event["type"], event.get("payload"))
    return fresh.to_bytes()
