"""The arithmetic of the public log: canonical bytes, fingerprints, and the check of a whole chain.

Needs nothing but Python, so anybody can check a downloaded log with this one file:

    python -m audit.chain FILE.jsonl

Canonical bytes are a subset of RFC 8785 (JSON Canonicalization Scheme): UTF-8, no spaces, keys sorted, ASCII
keys only (so code point order equals the UTF-16 order of the RFC), integers within ±(2^53 - 1), no floats.

    hash       = SHA-256("plaza-audit-entry-1\\n" || previous hash (32 bytes) || canonical entry)
    commitment = SHA-256("plaza-audit-commitment-1\\n" || salt (16 bytes) || canonical value)

The Merkle tree over the entry hashes is the one of RFC 6962, section 2.1.
"""

from __future__ import annotations

import hashlib
import json
import sys
from bisect import bisect_right
from collections.abc import Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path
from typing import Any, Final

Json = None | bool | int | str | list[Any] | dict[str, Any]

GENESIS: Final = "0" * 64
"""What the first entry of every chain names as the hash before it."""

_ENTRY: Final = b"plaza-audit-entry-1\n"
_COMMITMENT: Final = b"plaza-audit-commitment-1\n"
_SAFE: Final = 2**53 - 1

CHANGED, MISSING, ADDED, MOVED = "changed", "missing", "added", "moved"


@dataclass(frozen=True)
class LogEntry:
    """One line of the log as it was published; `at` is UTC as in 2026-03-17T14:02:00.000000Z."""

    chain: str
    number: int
    at: str
    action: str
    role: str
    prev_hash: str
    hash: str
    target: Mapping[str, Json] | None = None
    data: Mapping[str, Json] = field(default_factory=dict)
    commitments: Mapping[str, str] = field(default_factory=dict)
    actor: str = ""

    def content(self) -> dict[str, Json]:
        """What the hash covers, besides the hash before."""
        return {
            "chain": self.chain,
            "number": self.number,
            "at": self.at,
            "action": self.action,
            "role": self.role,
            "target": dict(self.target) if self.target is not None else None,
            "data": dict(self.data),
            "commitments": dict(self.commitments),
            "actor": self.actor,
        }

    def expected_hash(self) -> str:
        """The hash this entry must have, worked out from its content and `prev_hash`."""
        return entry_hash(self.prev_hash, self.content())

    def is_intact(self, *, at_number: int | None = None) -> bool:
        """Whether the content still has its hash (when it stood at another number, if one is given)."""
        entry = self if at_number is None else replace(self, number=at_number)
        try:
            return entry.expected_hash() == self.hash
        except (TypeError, ValueError):
            return False


@dataclass(frozen=True)
class Problem:
    """One thing wrong with a chain: which number (up to `until`, if several), what kind, and a sentence."""

    number: int
    kind: str
    detail: str
    until: int | None = None

    def __str__(self) -> str:
        numbers = f"entry {self.number}" if self.until is None else f"entries {self.number} to {self.until}"
        return f"{numbers}: {self.kind}. {self.detail}"


@dataclass(frozen=True)
class Head:
    """How long a chain is said to be and the hash of its last entry."""

    number: int
    hash: str


def canonical(value: Json) -> bytes:
    """The one way to write `value` as bytes. Raises TypeError for floats and other types, ValueError for text
    or numbers that not every reader and database can hold."""
    _refuse_unsafe(value)
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return text.encode("utf-8")


def _refuse_unsafe(value: object) -> None:
    if value is None or isinstance(value, bool):
        return
    if isinstance(value, int):
        if abs(value) > _SAFE:
            raise ValueError(f"{value} is too large for JSON; write it as text")
    elif isinstance(value, str):
        if "\0" in value:
            raise ValueError("a NUL character cannot be stored")
    elif isinstance(value, list):
        for item in value:
            _refuse_unsafe(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if not isinstance(key, str) or not key.isascii():
                raise TypeError(f"key {key!r} is not ASCII text")
            _refuse_unsafe(key)
            _refuse_unsafe(item)
    else:
        raise TypeError(f"{type(value).__name__} has no canonical form")


def entry_hash(prev_hash: str, content: dict[str, Json]) -> str:
    """The fingerprint (64 hex digits) of an entry that follows the one with `prev_hash`."""
    return hashlib.sha256(_ENTRY + bytes.fromhex(prev_hash) + canonical(content)).hexdigest()


def commitment(salt: bytes, value: Json) -> str:
    """A promise of `value` that reveals nothing once `salt` (16 random bytes) is gone."""
    if len(salt) != 16:
        raise ValueError("a salt has 16 bytes")
    return hashlib.sha256(_COMMITMENT + salt + canonical(value)).hexdigest()


def merkle_root(hashes: Iterable[str]) -> str:
    """The RFC 6962 tree head over entry hashes, read once from left to right."""
    return merkle_tree_head(bytes.fromhex(each) for each in hashes)


def merkle_tree_head(leaves: Iterable[bytes]) -> str:
    """The RFC 6962 tree head over any leaves. Keeps one hash per level in memory."""
    peaks: list[tuple[int, bytes]] = []
    for leaf in leaves:
        peaks.append((0, hashlib.sha256(b"\0" + leaf).digest()))
        while len(peaks) > 1 and peaks[-1][0] == peaks[-2][0]:
            (height, left), (_, right) = peaks[-2:]
            peaks[-2:] = [(height + 1, hashlib.sha256(b"\1" + left + right).digest())]
    if not peaks:
        return hashlib.sha256(b"").hexdigest()
    root = peaks.pop()[1]
    while peaks:
        root = hashlib.sha256(b"\1" + peaks.pop()[1] + root).digest()
    return root.hex()


def verify(entries: Sequence[LogEntry], *, head: Head | None = None, complete: bool = True) -> list[Problem]:
    """Everything wrong with one chain, given its entries in the order they were published.

    `head` is what the chain is known to end with; without it a cut-off end cannot be seen.
    With `complete=False` (a filtered log) gaps are allowed and links are checked between neighbours only.
    """
    moved = _out_of_order([entry.number for entry in entries])
    problems = [Problem(n, MOVED, "It does not stand where its number belongs.") for n in moved]
    in_order = sorted(entries, key=lambda entry: entry.number)
    walk = scan(in_order, seals={head.number: head.hash} if head else {}, complete=complete)
    last = collect(walk, problems)
    if head:
        problems += beyond(head.number, last)
    return one_per_number(problems)


def beyond(length: int, last: int) -> list[Problem]:
    """The entries after the known end of a chain, if there are any."""
    if last <= length:
        return []
    until = last if last > length + 1 else None
    return [Problem(length + 1, ADDED, f"The chain ends with entry {length}.", until)]


def collect(walk: Generator[Problem, None, int], problems: list[Problem]) -> int:
    """Run `scan` to its end: adds what it finds to `problems`, returns the last number."""
    while True:
        try:
            problems.append(next(walk))
        except StopIteration as end:
            return int(end.value)


def scan(
    entries: Iterable[LogEntry], *, seals: Mapping[int, str], complete: bool = True
) -> Generator[Problem, None, int]:
    """Walk one chain in ascending order of numbers, keeping only two steps in memory.

    `seals` are hashes known from elsewhere, by number: the head of the chain, an earlier check, a print.
    Yields problems, returns the number of the last entry. Where two neighbours contradict each other, the
    one that its other neighbour or a seal contradicts too is named.
    """
    start = _Step(0, frozenset({GENESIS}))
    earlier, before = start, start
    shift, suspect = 0, None
    for number, group in groupby(entries, key=lambda entry: entry.number):
        rows = list(group)
        if len(rows) > 1 or number < 1:
            yield Problem(number, ADDED, "Its number is not its own.")
        if number < 1:
            continue
        slip = _slip(rows, number + shift)
        if slip == -1:
            yield Problem(number - 1, ADDED, "The entries after it were numbered anew to make room.")
            before, suspect = earlier, None
        elif slip == 1:
            yield Problem(
                number + shift, MISSING, "The entries after it were numbered anew to close the gap."
            )
        shift += max(slip, -1)
        here = _Step(number + shift, frozenset(row.hash for row in rows), _all_prev(rows, number + shift))
        if complete and slip <= 0 and here.number > before.number + 1:
            yield _missing(before.number + 1, here.number - 1)
        if not here.links:
            yield Problem(number, CHANGED, "Its content does not have its fingerprint.")
        contradiction = _contradiction(before, here, seals)
        if suspect and (contradiction is None or contradiction.number > suspect.number + 1):
            yield suspect
        suspect, earlier, before = contradiction, before, here
    if suspect:
        yield suspect
    if seals and complete and max(seals) > before.number:
        yield _missing(before.number + 1, max(seals))
    return before.number


@dataclass(frozen=True)
class _Step:
    """The rows under one number: their hashes, and the hashes before that the intact ones among them name."""

    number: int
    hashes: frozenset[str]
    links: frozenset[str] = frozenset({GENESIS})


def _all_prev(rows: Sequence[LogEntry], number: int) -> frozenset[str]:
    return frozenset(row.prev_hash for row in rows if row.is_intact(at_number=number))


def _slip(rows: Sequence[LogEntry], number: int) -> int:
    """By how much rows that should be `number` turn out to be the entry after (1), before (-1), or, when two
    neighbours have swapped numbers, the one that the entry before stands for (-2)."""
    for slip in (0, 1, -1, -2):
        if any(row.is_intact(at_number=number + slip) for row in rows):
            return slip
    return 0


def _contradiction(before: _Step, here: _Step, seals: Mapping[int, str]) -> Problem | None:
    """Who is to be suspected when `here` does not follow `before`, or is not what was sealed."""
    if not here.links:
        return None
    if here.number in seals and seals[here.number] not in here.hashes:
        return Problem(
            here.number, CHANGED, "It, or one before it, is not what was sealed under this number."
        )
    if before.links and here.number == before.number + 1 and not here.links & before.hashes:
        return Problem(max(before.number, 1), CHANGED, "It is not the entry that the next one follows.")
    return None


def _missing(first: int, last: int) -> Problem:
    return Problem(first, MISSING, "The numbers have a gap here.", last if last > first else None)


def one_per_number(problems: Iterable[Problem]) -> list[Problem]:
    """The first problem found for each number, in order of numbers."""
    first: dict[int, Problem] = {}
    for problem in problems:
        first.setdefault(problem.number, problem)
    return sorted(first.values(), key=lambda problem: problem.number)


def _out_of_order(numbers: Sequence[int]) -> list[int]:
    """The fewest numbers to take out so that the rest is in order (patience sorting)."""
    tails: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for index, number in enumerate(numbers):
        place = bisect_right(tails, number)
        tails[place : place + 1] = [number]
        at[place : place + 1] = [index]
        before.append(at[place - 1] if place else -1)
    keep, index = set[int](), at[-1] if at else -1
    while index >= 0:
        keep.add(index)
        index = before[index]
    return [number for index, number in enumerate(numbers) if index not in keep]


def read_published(lines: Iterable[str]) -> dict[str, tuple[Head, bool, list[LogEntry]]]:
    """The chains of a downloaded log, by key: the head, whether it is complete, and the entries in order.

    Raises ValueError with the line number where a line is not what it should be.
    """
    chains: dict[str, tuple[Head, bool, list[LogEntry]]] = {}
    for position, line in enumerate(lines, start=1):
        try:
            fields = json.loads(line)
            kind = fields.pop("kind")
            if kind == "chain":
                head = Head(int(fields["length"]), str(fields["hash"]))
                chains[fields["chain"]] = (head, bool(fields["complete"]), [])
            else:
                chains[fields["chain"]][2].append(LogEntry(**fields))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"line {position} is not a line of a public log ({error!r})") from error
    return chains


def main(path: str) -> int:
    """Check a downloaded log, print what was found; 0 if nothing is wrong, 1 if something is."""
    try:
        with Path(path).open(encoding="utf-8") as lines:
            chains = read_published(lines)
    except (OSError, ValueError) as error:
        sys.stdout.write(f"Cannot read {path}: {error}\n")
        return 1
    broken = 0
    for key, (head, complete, entries) in chains.items():
        problems = verify(entries, head=head if complete else None, complete=complete)
        extent = "all" if complete else "some (a filtered download; gaps and the end are not checked)"
        root = merkle_root(entry.hash for entry in entries)
        said = "\n".join(f"  {problem}" for problem in problems) or "  unbroken"
        sys.stdout.write(f"{key}: {len(entries)} entries, {extent}\n  Merkle root {root}\n{said}\n")
        broken += bool(problems)
    return 1 if broken or not chains else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m audit.chain FILE.jsonl")
    sys.exit(main(sys.argv[1]))
