"""The quadratic residues modulo the 2048-bit prime of RFC 3526, which Debian's belenios-tool knows too.

An element is a decimal number; exponentiation is GMP's.
"""

from __future__ import annotations

import hashlib
import re

from gmpy2 import jacobi, mpz, powmod

from voting.crypto.groups.base import Element, Group

FORM = re.compile(r"[1-9][0-9]{0,616}")
PRIME = mpz(
    "0xFFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DD"
    "EF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED"
    "EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F"
    "83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3B"
    "E39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF6955817183995497CEA956AE515D2261898FA0510"
    "15728E5A8AACAA68FFFFFFFFFFFFFFFF"
)


class Rfc3526(Group):
    """Group 14 of RFC 3526: a safe prime, so membership is the Jacobi symbol."""

    name = "RFC-3526-2048"
    order = int(PRIME // 2)
    generator = Element("2")
    neutral = Element("1")
    value_limit = 254
    shift = 8

    def is_member(self, text: str) -> bool:
        """Return whether `text` is a decimal number below the prime and a square, but not 1."""
        if FORM.fullmatch(text) is None or text == self.neutral:
            return False
        number = mpz(text)
        return bool(number < PRIME and jacobi(number, PRIME) == 1)

    def power(self, base: Element, exponent: int) -> Element:
        """Return base^exponent."""
        return Element(str(powmod(mpz(base), exponent % self.order, PRIME)))

    def base_power(self, exponent: int) -> Element:
        """Return 2^exponent."""
        return Element(str(powmod(2, exponent % self.order, PRIME)))

    def multiply(self, left: Element, right: Element) -> Element:
        """Return left * right."""
        return Element(str(mpz(left) * mpz(right) % PRIME))

    def divide(self, left: Element, right: Element) -> Element:
        """Return left / right."""
        return Element(str(mpz(left) * powmod(mpz(right), -1, PRIME) % PRIME))

    def independent_generator(self, index: int) -> Element:
        """Hash to a number and square it."""
        number = int.from_bytes(hashlib.sha256(f"ggen|{index}".encode()).digest())
        return Element(str(powmod(number, 2, PRIME)))

    def from_integer(self, number: int) -> str:
        """Return the number in decimal."""
        return str(number)

    def to_integer(self, element: Element) -> int:
        """Return the decimal number."""
        return int(element)

    def sort_key(self, element: Element) -> int:
        """Return the number."""
        return int(element)
