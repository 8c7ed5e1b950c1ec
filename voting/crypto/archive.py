"""The `.bel` archive: an old-style tar that only grows, holding data and a chain of events."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from voting.crypto.encoding import Node, Refused, dumps, sha256_hex

BLOCK = 512
HEADER_NAME = "BELENIOS"
MEMBER = re.compile(r"([0-9a-f]{64})\.(data|event)\.json")
DATA = {
    "Setup": 4, "Ballot": 1, "EndBallots": 0, "EncryptedTally": 2, "Shuffle": 2, "EndShuffles": 0,
    "PartialDecryption": 2, "Result": 1,
}  # fmt: skip
"""How many pieces of data stand before an event of each kind; the last of them is its payload."""


@dataclass(frozen=True, slots=True)
class Event:
    """One link of the chain."""

    type: str
    height: int
    parent: str | None
    payload: str | None

    @property
    def text(self) -> str:
        """The event as it is hashed."""
        named = {"parent": self.parent, "height": self.height, "type": self.type, "payload": self.payload}
        return dumps({name: value for name, value in named.items() if value is not None})

    @property
    def place(self) -> str:
        """How a report names it."""
        return f"event {self.height} ({self.type})"


@dataclass
class Archive:
    """The members of an archive in order; `data` by hash, `events` as a chain; `waiting` for their event."""

    timestamp: int
    members: list[tuple[str, str]] = field(default_factory=list)
    data: dict[str, str] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)

    def add_data(self, text: str) -> str:
        """Append a piece of data for the next event, and return its hash."""
        digest = sha256_hex(text)
        self.data[digest] = text
        self.waiting.append(digest)
        self.members.append((f"{digest}.data.json", text))
        return digest

    def add_event(self, kind: str, payload: str | None = None) -> Event:
        """Append an event; its data, the payload last, was appended just before."""
        if len(self.waiting) != DATA[kind] or self.waiting[-1:] != ([payload] if payload else []):
            raise ValueError(f"{kind} does not follow its data")
        parent = self.head if self.events else None
        event = Event(kind, len(self.events), parent, payload)
        self.events.append(event)
        self.waiting.clear()
        self.members.append((f"{self.head}.event.json", event.text))
        return event

    @property
    def head(self) -> str:
        """The hash of the last event: it stands for everything before it."""
        return sha256_hex(self.events[-1].text)

    def has(self, kind: str) -> bool:
        """Return whether there is an event of this kind."""
        return any(event.type == kind for event in self.events)

    def height_of(self, head: str) -> int | None:
        """Return which event has this hash; None if none has."""
        hashes = (sha256_hex(event.text) for event in self.events)
        return next((height for height, found in enumerate(hashes) if found == head), None)

    def to_bytes(self) -> bytes:
        """Return the archive, byte for byte the one any other program writes."""
        return b"".join(self.blocks(0))

    def blocks(self, start: int) -> Iterator[bytes]:
        """Yield the members from number `start` on (0 is the header): an archive only ever grows by these."""
        if start == 0:
            yield header(self.timestamp)
        for name, text in self.members[max(0, start - 1) :]:
            yield member(name, text, self.timestamp)


def header(timestamp: int) -> bytes:
    """Return the first member of an archive; `timestamp` is in seconds since 1970."""
    return member(HEADER_NAME, dumps({"version": 1, "timestamp": str(timestamp)}), timestamp)


def member(name: str, text: str, timestamp: int) -> bytes:
    """Return one member as its 512-byte blocks."""
    body = text.encode()
    return member_head(name, len(body), timestamp) + body + member_end(len(body))


def member_head(name: str, size: int, timestamp: int) -> bytes:
    """Return the block that stands before the `size` bytes of a member's text."""
    fields = (
        name.encode().ljust(100, b"\0") + b"0000644\0" + b"0000000\0" * 2
        + f"{size:011o}\0{timestamp:011o}\0".encode()
    )  # fmt: skip
    checksum = sum(fields) + 8 * ord(" ") + ord("0")
    return (fields + f"{checksum:06o}\0 0".encode()).ljust(BLOCK, b"\0")


def member_end(size: int) -> bytes:
    """Return what fills up the last block of a member whose text has `size` bytes."""
    return b"\0" * (-size % BLOCK)


def member_size(length: int) -> int:
    """Return how many bytes a member takes whose text is so many bytes long."""
    return BLOCK + length + -length % BLOCK


def read_archive(stream: BinaryIO) -> Archive:
    """Read an archive: every hash, the chain of events, and that its bytes are the only way to write it."""
    archive: Archive | None = None
    for place, name, text, raw in _members(stream):
        if archive is None:
            archive = Archive(_timestamp(place, name, text))
        else:
            _append(archive, name, text)
        if member(name, text, archive.timestamp) != raw:
            raise Refused(place, "is not written in the one way this member can be (time, mode or padding)")
    if archive is None or not archive.events:
        raise Refused("archive", "is empty")
    if archive.waiting:
        raise Refused("archive", "ends with data whose event is missing")
    return archive


def _timestamp(place: str, name: str, text: str) -> int:
    if name != HEADER_NAME:
        raise Refused(place, f"is not {HEADER_NAME}, which comes first")
    fields = Node.parse(text, HEADER_NAME).fields("version", "timestamp")
    fields["version"].must_equal(1)
    seconds = fields["timestamp"].text()
    if not re.fullmatch(r"[1-9][0-9]{0,9}", seconds):
        raise fields["timestamp"].refuse("is not a number of seconds")
    return int(seconds)


def _append(archive: Archive, name: str, text: str) -> None:
    match = MEMBER.fullmatch(name)
    if match is None:
        raise Refused(f"member {name!r}", "has a name that means nothing here")
    digest, kind = match.groups()
    if sha256_hex(text) != digest:
        raise Refused(f"member {name}", "has another hash than its name says")
    if kind == "data":
        archive.add_data(text)
        return
    place = f"event {len(archive.events)}"
    node = Node.parse(text, place)
    fields = node.fields("parent?", "height", "type", "payload?")
    event_type = fields["type"].text()
    if event_type not in DATA:
        raise fields["type"].refuse("is not a kind of event")
    fields["height"].must_equal(len(archive.events))
    expected_parent = archive.head if archive.events else None
    if (fields["parent"].text() if "parent" in fields else None) != expected_parent:
        raise Refused(f"{place}.parent", "is not the hash of the event before")
    payload = fields["payload"].text() if "payload" in fields else None
    try:
        archive.add_event(event_type, payload)
    except ValueError as error:
        raise Refused(f"{place}.payload", "does not stand right after the data of this event") from error


def _members(stream: BinaryIO) -> Iterator[tuple[str, str, str, bytes]]:
    """Yield the place, name, text and bytes of every member."""
    offset = 0
    while head := stream.read(BLOCK):
        place = f"archive at byte {offset}"
        try:
            name = head[:100].rstrip(b"\0").decode("ascii")
            size = int(head[124:135], 8)
            padded = size + -size % BLOCK
            body = stream.read(padded)
            text = body[:size].decode()
        except (ValueError, OverflowError, MemoryError) as error:
            raise Refused(place, "is not a member of the archive") from error
        if len(head) < BLOCK or len(body) < padded:
            raise Refused(place, "is cut off")
        yield place, name, text, head + body
        offset += BLOCK + padded
