"""Canonical JSON, fingerprints and strict reading: whoever reads a record names the place that is wrong."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from voting.crypto.groups import Element, Group, NotAMember

MAX_COUNT = 2**31


class Refused(Exception):
    """Something in a record or a message is wrong: where, and why."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"{place}: {reason}")
        self.place = place
        self.reason = reason


def dumps(value: object) -> str:
    """Return compact JSON in the order given, other alphabets as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def sha256_hex(text: str) -> str:
    """Return SHA-256 of the text in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def fingerprint(text: str) -> str:
    """Return SHA-256 of the text in unpadded Base64: an election's fingerprint, a ballot's tracker."""
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip("=")


@dataclass(frozen=True, slots=True)
class Node:
    """A JSON value and the place it stands at; every method refuses by that place."""

    value: object
    place: str

    @classmethod
    def parse(cls, text: str, place: str) -> Node:
        """Read JSON; it must be byte for byte what `dumps` writes, so there is one way to write anything."""
        try:
            value = json.loads(text)
            canonical = dumps(value) == text
        except (ValueError, RecursionError) as error:
            raise Refused(place, "is not JSON") from error
        if not canonical:
            raise Refused(place, "is not written in the canonical form")
        return cls(value, place)

    def refuse(self, reason: str) -> Refused:
        """Return the refusal of this value."""
        return Refused(self.place, reason)

    def fields(self, *names: str) -> dict[str, Node]:
        """Return the fields of an object: these in this order, no other; one named with "?" may lack."""
        if not isinstance(self.value, Mapping):
            raise self.refuse("is not an object")
        known = [name.rstrip("?") for name in names]
        missing = [name for name in names if not name.endswith("?") and name not in self.value]
        unknown = [name for name in self.value if name not in known]
        if missing or unknown:
            raise self.refuse(f"lacks {missing[0]!r}" if missing else f"has an unknown field {unknown[0]!r}")
        if list(self.value) != [name for name in known if name in self.value]:
            raise self.refuse("has its fields in another order than the specification")
        return {name: Node(value, f"{self.place}.{name}") for name, value in self.value.items()}

    def items(self, count: int | None = None) -> list[Node]:
        """Return the items of a list; `count` says how many there must be."""
        if not isinstance(self.value, list):
            raise self.refuse("is not a list")
        if count is not None and len(self.value) != count:
            raise self.refuse(f"has {len(self.value)} items, not {count}")
        return [Node(value, f"{self.place}[{index}]") for index, value in enumerate(self.value)]

    def text(self) -> str:
        """Return a string."""
        if not isinstance(self.value, str):
            raise self.refuse("is not a string")
        return self.value

    def count(self) -> int:
        """Return a small number."""
        if not isinstance(self.value, int) or isinstance(self.value, bool) or not 0 <= self.value < MAX_COUNT:
            raise self.refuse("is not a small number")
        return self.value

    def scalar(self, group: Group) -> int:
        """Return a number below the order of the group, written in decimal."""
        text = self.text()
        if not (text.isascii() and text.isdecimal() and len(text) <= 620 and (text == "0" or text[0] != "0")):
            raise self.refuse("is not a decimal number in its shortest form")
        number = int(text)
        if number >= group.order:
            raise self.refuse("is not below the order of the group")
        return number

    def element(self, group: Group, *, neutral: bool = False) -> Element:
        """Return a checked element of the group."""
        try:
            return group.read(self.text(), neutral=neutral)
        except NotAMember as error:
            raise self.refuse(str(error)) from error

    def must_equal(self, expected: object) -> None:
        """Refuse any other value than the one expected."""
        if self.value != expected or type(self.value) is not type(expected):
            raise self.refuse(f"is not {expected!r}" if len(str(expected)) < 90 else "is not what it must be")
