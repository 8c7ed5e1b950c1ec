"""The prime-order subgroup of edwards25519 (RFC 8032); every operation on points is libsodium's.

An element is 64 hexadecimal digits: the 32 bytes of RFC 8032 reversed, as Belenios writes them.
"""

from __future__ import annotations

import hashlib
import re

from nacl import bindings
from nacl.exceptions import RuntimeError as SodiumError

from voting.crypto.groups.base import Element, Group

FORM = re.compile(r"[0-9a-f]{64}")
NEUTRAL = Element(f"{1:064x}")


class Ed25519(Group):
    """edwards25519: about fifty times faster than the finite field, thirty bytes a message."""

    name = "Ed25519"
    order = 2**252 + 27742317777372353535851937790883648493
    neutral = NEUTRAL
    value_limit = 30
    shift = 14

    def __init__(self) -> None:
        self.generator = self.base_power(1)

    def is_member(self, text: str) -> bool:
        """Return whether `text` is a point of prime order in canonical form."""
        return FORM.fullmatch(text) is not None and bindings.crypto_core_ed25519_is_valid_point(_point(text))

    def power(self, base: Element, exponent: int) -> Element:
        """Return base^exponent; libsodium refuses the two cases in which the answer is neutral."""
        exponent %= self.order
        if base == self.generator:
            return self.base_power(exponent)
        if exponent == 0 or base == NEUTRAL:
            return NEUTRAL
        return _element(
            bindings.crypto_scalarmult_ed25519_noclamp(exponent.to_bytes(32, "little"), _point(base))
        )

    def base_power(self, exponent: int) -> Element:
        """Return generator^exponent."""
        exponent %= self.order
        if exponent == 0:
            return NEUTRAL
        return _element(bindings.crypto_scalarmult_ed25519_base_noclamp(exponent.to_bytes(32, "little")))

    def multiply(self, left: Element, right: Element) -> Element:
        """Return left * right."""
        return _element(bindings.crypto_core_ed25519_add(_point(left), _point(right)))

    def divide(self, left: Element, right: Element) -> Element:
        """Return left / right."""
        return _element(bindings.crypto_core_ed25519_sub(_point(left), _point(right)))

    def independent_generator(self, index: int) -> Element:
        """Hash to the first point on the curve, then multiply by the cofactor 8 with three doublings."""
        number = int.from_bytes(hashlib.sha256(f"ggen|{index}".encode()).digest()) >> 2
        while True:
            point = number.to_bytes(32, "little")
            try:
                for _ in range(3):
                    point = bindings.crypto_core_ed25519_add(point, point)
            except SodiumError:
                number += 1
            else:
                return _element(point)

    def from_integer(self, number: int) -> str:
        """Return the number in 64 hexadecimal digits."""
        return f"{number:064x}"

    def to_integer(self, element: Element) -> int:
        """Return the 64 hexadecimal digits as a number."""
        return int(element, 16)

    def sort_key(self, element: Element) -> bytes:
        """Return the 32 little-endian bytes: not in the specification, but what its programs sort by."""
        return _point(element)


def _point(text: str) -> bytes:
    return bytes.fromhex(text)[::-1]


def _element(point: bytes) -> Element:
    return Element(point[::-1].hex())
