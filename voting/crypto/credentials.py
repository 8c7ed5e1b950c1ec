"""Voting codes: what a voter types in, the secret key it stands for, and the public list of all."""

from __future__ import annotations

from collections.abc import Iterable

from voting.crypto.election import BASE58
from voting.crypto.encoding import Node, dumps, sha256_hex
from voting.crypto.groups import Element, Group
from voting.crypto.randomness import Draw

GROUPS_OF = (5, 6, 5, 6)
"""22 characters of Base58: 128 bits, so no slow hashing is needed."""


def new_code(draw: Draw) -> str:
    """Return a random code, like 3kPfG-9aBcDe-7YyQw-LmNpRs."""
    return "-".join("".join(BASE58[draw(len(BASE58))] for _ in range(size)) for size in GROUPS_OF)


def code_of(number: int) -> str:
    """Return the code that a number stands for: its last 22 digits to the base 58."""
    digits = []
    for _ in range(sum(GROUPS_OF)):
        number, digit = divmod(number, len(BASE58))
        digits.append(BASE58[digit])
    return _dashed("".join(digits))


def tidy(typed: str) -> str | None:
    """Return the code that somebody typed, with its dashes where they belong; None if it is none."""
    bare = "".join(typed.replace("-", "").split())
    if len(bare) != sum(GROUPS_OF) or set(bare) - set(BASE58):
        return None
    return _dashed(bare)


def _dashed(bare: str) -> str:
    parts, start = [], 0
    for size in GROUPS_OF:
        parts.append(bare[start : start + size])
        start += size
    return "-".join(parts)


def secret_key(group: Group, uuid: str, code: str) -> int:
    """Return the secret key of a code in the election with this uuid."""
    halves = (sha256_hex(f"derive_credential|{uuid}|{half}|{code}") for half in (0, 1))
    return int("".join(halves), 16) % group.order


def public_key(group: Group, uuid: str, code: str) -> Element:
    """Return what is published of a code: nobody can find the code from it."""
    return group.base_power(secret_key(group, uuid, code))


def credentials_text(keys: Iterable[Element]) -> str:
    """Return the public list, sorted so that its order says nothing about the roll."""
    return dumps(sorted(keys))


def read_credentials(text: str, group: Group, place: str = "public_credentials") -> dict[Element, int]:
    """Read the public list: every key once, with its weight (1 where none is given)."""
    weights: dict[Element, int] = {}
    for item in Node.parse(text, place).items():
        key, comma, weight = item.text().partition(",")
        element = Node(key, item.place).element(group)
        if comma and not (weight.isascii() and weight.isdecimal() and weight[0] != "0" and len(weight) < 10):
            raise item.refuse("has a weight that is not a positive number")
        if element in weights:
            raise item.refuse("appears twice")
        weights[element] = int(weight) if comma else 1
    return weights
