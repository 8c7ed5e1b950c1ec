"""A `.bel` archive as far as it has been checked, and access to its data that leaves nothing unread."""

from __future__ import annotations

from dataclasses import dataclass, field

from voting.crypto.archive import Archive, Event
from voting.crypto.ballots import Ballot
from voting.crypto.decryption import PartialDecryption, Tally, TrusteeKey
from voting.crypto.election import Election
from voting.crypto.encoding import Node, Refused
from voting.crypto.groups import Element
from voting.crypto.tally import Result
from voting.crypto.trustees import Trustees


@dataclass
class Source:
    """The archive and what of it has been read."""

    archive: Archive
    used: set[str] = field(default_factory=set)
    position: int = 0

    def take(self, kind: str, count: int | None = None) -> list[Event]:
        """Return the next events of this kind: all there are, or exactly `count`."""
        events, start = self.archive.events, self.position
        while self.position < len(events) and events[self.position].type == kind:
            if count == self.position - start:
                break
            self.position += 1
        taken = events[start : self.position]
        if count is not None and len(taken) < count:
            if self.finished:
                raise Refused("archive", f"ends before {kind}")
            raise Refused(events[self.position].place, f"stands where {kind} must")
        return taken

    @property
    def finished(self) -> bool:
        """Whether every event has been taken."""
        return self.position == len(self.archive.events)

    def named(self, node: Node) -> str:
        """Return the data whose hash stands there."""
        digest = node.text()
        if digest not in self.archive.data:
            raise node.refuse("names data that is not in the archive")
        self.used.add(digest)
        return self.archive.data[digest]

    def payload(self, event: Event) -> str:
        """Return the data of an event."""
        return self.named(Node(event.payload, f"{event.place}.payload"))

    def everything_was_used(self) -> None:
        """Refuse events after the end, and data that no event names."""
        if not self.finished:
            raise Refused(self.archive.events[self.position].place, "stands where no event may")
        for digest in self.archive.data:
            if digest not in self.used:
                raise Refused(f"member {digest}.data.json", "belongs to no event")


@dataclass
class Board:
    """What the archive has been found to say, filled from the first event to the last."""

    source: Source
    election: Election
    trustees: Trustees
    trustees_text: str
    credentials_text: str
    weights: dict[Element, int]
    unfinished: bool = False
    ballots: list[Ballot] = field(default_factory=list)
    tally: Tally = ()
    total_weight: int = 0
    shuffles: dict[int, str] = field(default_factory=dict)
    partials: dict[int, PartialDecryption] = field(default_factory=dict)
    result: Result | None = None

    @property
    def may_end(self) -> bool:
        """Whether everything there is has been checked, and nothing more is asked for yet."""
        return self.unfinished and self.source.finished

    def trustee_key(self, owner: int) -> TrusteeKey:
        """Return the public side of an owner."""
        return TrusteeKey(self.election.group, self.election.fingerprint, self.trustees.owners[owner])
